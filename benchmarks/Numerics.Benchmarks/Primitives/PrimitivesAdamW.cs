using System.Numerics.Tensors;
using Numerics.Benchmarks.HandWritten;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Primitives;

/// <summary>AdamW in <see cref="TensorPrimitives"/> calls, each over one even part of the arrays on each thread.</summary>
internal sealed class PrimitivesAdamW
{
    private readonly float[] _scratch;
    private readonly float[] _scratch2;

    internal PrimitivesAdamW(nint length)
    {
        _scratch = new float[length];
        _scratch2 = new float[length];
    }

    /// <summary>One call for each operation of the formula as the rule writes it.</summary>
    internal void Literal(ThreadPair threads, Problem problem, int t) =>
        threads.Run(problem.Length, (start, end) => Literal(problem, start, end, t), threads.PartOf(problem.Length));

    /// <summary>As few calls as the constants allow: Lerp for the averages, both bias corrections folded.</summary>
    internal void Folded(ThreadPair threads, Problem problem, int t) =>
        threads.Run(problem.Length, (start, end) => Folded(problem, start, end, t), threads.PartOf(problem.Length));

    private void Literal(Problem problem, nint start, nint end, int t)
    {
        int from = (int)start;
        int count = (int)(end - start);
        Span<float> x = problem.XSpan.Slice(from, count);
        Span<float> m = problem.MSpan.Slice(from, count);
        Span<float> v = problem.VSpan.Slice(from, count);
        ReadOnlySpan<float> g = problem.GSpan.Slice(from, count);
        Span<float> a = _scratch.AsSpan(from, count);
        Span<float> b = _scratch2.AsSpan(from, count);

        TensorPrimitives.Multiply(m, (float)Beta1, m);
        TensorPrimitives.MultiplyAdd(g, (float)(1 - Beta1), m, m);
        TensorPrimitives.Multiply(g, g, a);
        TensorPrimitives.Multiply(v, (float)Beta2, v);
        TensorPrimitives.MultiplyAdd(a, (float)(1 - Beta2), v, v);
        TensorPrimitives.Divide(m, (float)(1 - Math.Pow(Beta1, t)), a);
        TensorPrimitives.Divide(v, (float)(1 - Math.Pow(Beta2, t)), b);
        TensorPrimitives.Sqrt(b, b);
        TensorPrimitives.Add(b, (float)Epsilon, b);
        TensorPrimitives.Divide(a, b, a);
        TensorPrimitives.Multiply(x, (float)(1 - LearningRate * WeightDecay), x);
        TensorPrimitives.MultiplyAdd(a, (float)-LearningRate, x, x);
    }

    private void Folded(Problem problem, nint start, nint end, int t)
    {
        int from = (int)start;
        int count = (int)(end - start);
        Span<float> x = problem.XSpan.Slice(from, count);
        Span<float> m = problem.MSpan.Slice(from, count);
        Span<float> v = problem.VSpan.Slice(from, count);
        ReadOnlySpan<float> g = problem.GSpan.Slice(from, count);
        Span<float> a = _scratch.AsSpan(from, count);
        double root = Math.Sqrt(1 - Math.Pow(Beta2, t));

        TensorPrimitives.Lerp(m, g, (float)(1 - Beta1), m);
        TensorPrimitives.Multiply(g, g, a);
        TensorPrimitives.Lerp(v, a, (float)(1 - Beta2), v);
        TensorPrimitives.Sqrt(v, a);
        TensorPrimitives.Add(a, (float)(Epsilon * root), a);
        TensorPrimitives.Divide(m, a, a);
        TensorPrimitives.Multiply(x, (float)(1 - LearningRate * WeightDecay), x);
        TensorPrimitives.MultiplyAdd(a, (float)(-LearningRate * root / (1 - Math.Pow(Beta1, t))), x, x);
    }
}
