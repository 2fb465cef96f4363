using System.Numerics.Tensors;

namespace Quickstart;

/// <summary>The same formula as one would write it without the generator: a library call for each operation, the
/// elements shared out to all cores.</summary>
/// <param name="length">The arrays' length.</param>
internal sealed class TensorPrimitivesAdaBelief(int length)
{
    /// <summary>Elements that <see cref="StepPart"/> reads and writes for one of x: each array once a call.</summary>
    public const int Traffic = 2 + 3 + 3 + 2 + 2 + 3 + 2 + 2 + 2 + 2 + 3 + 2 + 3;

    private readonly float[] _scratch = new float[length];
    private readonly int _parts = Environment.ProcessorCount;

    /// <summary>One step, in place.</summary>
    public void Step(float[] x, float[] m, float[] s, float[] g, int t, AdaBelief.Options options)
        => Parallel.For(0, _parts, part =>
        {
            int from = (int)((long)x.Length * part / _parts);
            int count = (int)((long)x.Length * (part + 1) / _parts) - from;
            StepPart(
                x.AsSpan(from, count), m.AsSpan(from, count), s.AsSpan(from, count), g.AsSpan(from, count),
                _scratch.AsSpan(from, count), t, options);
        });

    private static void StepPart(
        Span<float> x, Span<float> m, Span<float> s, ReadOnlySpan<float> g, Span<float> u,
        int t, AdaBelief.Options options)
    {
        (double rate, double decay) = (options.LearningRate.At(t), options.WeightDecay.At(t));
        (double beta1, double beta2) = (options.Beta1.At(t), options.Beta2.At(t));
        double epsilon = options.Epsilon.At(t);
        TensorPrimitives.Multiply(g, (float)(1 - beta1), u);                              // reads g, writes u: 2
        TensorPrimitives.MultiplyAdd(m, (float)beta1, u, m);                              // 3
        TensorPrimitives.Subtract(g, m, u);                                               // 3
        TensorPrimitives.Multiply(u, u, u);                                               // 2
        TensorPrimitives.Multiply(u, (float)(1 - beta2), u);                              // 2
        TensorPrimitives.MultiplyAdd(s, (float)beta2, u, s);                              // 3
        TensorPrimitives.Add(s, (float)epsilon, s);                                       // 2
        TensorPrimitives.Divide(s, (float)(1 - Math.Pow(beta2, t)), u);                   // 2
        TensorPrimitives.Sqrt<float>(u, u);                                               // 2
        TensorPrimitives.Add(u, (float)epsilon, u);                                       // 2
        TensorPrimitives.Divide(m, u, u);                                                 // 3
        TensorPrimitives.Multiply(u, (float)(-rate / (1 - Math.Pow(beta1, t))), u);       // 2
        TensorPrimitives.MultiplyAdd(x, (float)(1 - rate * decay), u, x);                 // 3
    }
}
