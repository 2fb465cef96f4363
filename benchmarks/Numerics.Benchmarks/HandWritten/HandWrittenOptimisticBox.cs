using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>A round of optimistic mirror descent on a box as an expert writes it: two passes, 32 bytes an
/// element.</summary>
/// <remarks>
/// Pass 1 reads M and g and sums ‖g − M‖². Pass 2 reads x̂ and g and writes x̂' = clip(x̂ − ηg), M' = g, x' = clip(x̂'
/// − η'g). In a
/// <see cref="Problem"/> x̂ is X, M is M, x is V. Sums run in float lanes over blocks of 4096 elements, the blocks in
/// double.
/// </remarks>
internal sealed unsafe class HandWrittenOptimisticBox(
    double scale, double offset, double growth, float lower = -1, float upper = 1)
{
    private const nint Block = 4096;
    private readonly Lock _sums = new();
    private double _variation;

    /// <summary>One round over all threads.</summary>
    internal void Step(ThreadPair threads, Problem problem)
    {
        float rate = Rate();
        threads.Run(problem.Length, (start, end) => Deviation(problem, start, end));
        float nextRate = Rate();
        threads.Run(problem.Length, (start, end) => Move(problem, start, end, rate, nextRate));
    }

    private float Rate() => (float)(scale / Math.Sqrt(offset + (growth * _variation)));

    private void Deviation(Problem p, nint start, nint end)
    {
        double sum = 0;
        for (nint block = start; block < end; block += Block)
        {
            nint last = nint.Min(block + Block, end);
            Vector512<float> first = default, second = default;
            nint i = block;
            for (; i <= last - (2 * Bounds.Lanes); i += 2 * Bounds.Lanes)
            {
                Vector512<float> d = Vector512.Load(p.G + i) - Vector512.Load(p.M + i);
                Vector512<float> e = Vector512.Load(p.G + i + Bounds.Lanes) - Vector512.Load(p.M + i + Bounds.Lanes);
                first = Vector512.FusedMultiplyAdd(d, d, first);
                second = Vector512.FusedMultiplyAdd(e, e, second);
            }

            for (; i < last; i++)
            {
                double d = p.G[i] - p.M[i];
                sum += d * d;
            }

            sum += Vector512.Sum(first + second);
        }

        lock (_sums)
        {
            _variation += sum;
        }
    }

    private void Move(Problem p, nint start, nint end, float rate, float nextRate)
    {
        Vector512<float> down = Vector512.Create(-rate), nextDown = Vector512.Create(-nextRate);
        nint i = start;
        for (; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> g = Vector512.Load(p.G + i);
            Vector512<float> x = Clip(Vector512.FusedMultiplyAdd(down, g, Vector512.Load(p.X + i)));
            x.Store(p.X + i);
            g.Store(p.M + i);
            Clip(Vector512.FusedMultiplyAdd(nextDown, g, x)).Store(p.V + i);
        }

        for (; i < end; i++)
        {
            p.M[i] = p.G[i];
            p.X[i] = Math.Clamp(MathF.FusedMultiplyAdd(-rate, p.G[i], p.X[i]), lower, upper);
            p.V[i] = Math.Clamp(MathF.FusedMultiplyAdd(-nextRate, p.G[i], p.X[i]), lower, upper);
        }
    }

    private Vector512<float> Clip(Vector512<float> x) =>
        Vector512.Min(Vector512.Max(x, Vector512.Create(lower)), Vector512.Create(upper));
}
