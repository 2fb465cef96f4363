using System.Numerics.Tensors;
using Numerics.Benchmarks.HandWritten;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Primitives;

/// <summary>Lion in <see cref="TensorPrimitives"/> calls, each over one even part of the arrays on each thread.</summary>
/// <remarks><c>TensorPrimitives.Sign</c> gives integers (and throws on NaN), so that a conversion follows it.</remarks>
internal sealed class PrimitivesLion
{
    private readonly float[] _scratch;
    private readonly int[] _signs;

    internal PrimitivesLion(nint length)
    {
        _scratch = new float[length];
        _signs = new int[length];
    }

    /// <summary>One call for each operation of the formula as the rule writes it.</summary>
    internal void Literal(ThreadPair threads, Problem problem) =>
        threads.Run(problem.Length, (start, end) => Literal(problem, start, end), threads.PartOf(problem.Length));

    /// <summary>As few calls as the constants allow: Lerp for the averages.</summary>
    internal void Folded(ThreadPair threads, Problem problem) =>
        threads.Run(problem.Length, (start, end) => Folded(problem, start, end), threads.PartOf(problem.Length));

    private void Literal(Problem problem, nint start, nint end)
    {
        int from = (int)start;
        int count = (int)(end - start);
        Span<float> m = problem.MSpan.Slice(from, count);
        ReadOnlySpan<float> g = problem.GSpan.Slice(from, count);
        Span<float> c = _scratch.AsSpan(from, count);

        TensorPrimitives.Multiply(m, (float)Beta1, c);
        TensorPrimitives.MultiplyAdd(g, (float)(1 - Beta1), c, c);
        MoveBySign(problem, c, from);
        TensorPrimitives.Multiply(m, (float)LionBeta2, m);
        TensorPrimitives.MultiplyAdd(g, (float)(1 - LionBeta2), m, m);
    }

    private void Folded(Problem problem, nint start, nint end)
    {
        int from = (int)start;
        int count = (int)(end - start);
        Span<float> m = problem.MSpan.Slice(from, count);
        ReadOnlySpan<float> g = problem.GSpan.Slice(from, count);
        Span<float> c = _scratch.AsSpan(from, count);

        TensorPrimitives.Lerp(m, g, (float)(1 - Beta1), c);
        MoveBySign(problem, c, from);
        TensorPrimitives.Lerp(m, g, (float)(1 - LionBeta2), m);
    }

    private void MoveBySign(Problem problem, Span<float> c, int from)
    {
        Span<float> x = problem.XSpan.Slice(from, c.Length);
        Span<int> signs = _signs.AsSpan(from, c.Length);
        TensorPrimitives.Sign<float>(c, signs);
        TensorPrimitives.ConvertChecked<int, float>(signs, c);
        TensorPrimitives.Multiply(x, (float)(1 - LionLearningRate * WeightDecay), x);
        TensorPrimitives.MultiplyAdd(c, (float)-LionLearningRate, x, x);
    }
}
