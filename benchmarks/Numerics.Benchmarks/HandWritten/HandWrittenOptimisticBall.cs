using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>A round of optimistic mirror descent on a ball as an expert writes it: two passes, 32 bytes an element.</summary>
/// <remarks>Pass 1 reads x̂, M and g and takes ‖g − M‖², x̂·x̂, x̂·g and g·g, of which both norms follow. Pass 2 reads x̂ and g
/// and writes x̂' = s₁(x̂ − ηg), M' = g, x' = s₂(x̂' − η'g). Arrays as in <see cref="HandWrittenOptimisticBox"/>.</remarks>
internal sealed unsafe class HandWrittenOptimisticBall(double rate, double radius)
{
    private const nint Block = 4096;
    private readonly Lock _lock = new();
    private readonly double[] _sums = new double[4];

    /// <summary>‖g − M‖² of all rounds.</summary>
    internal double Variation { get; private set; }

    /// <summary>One round over all threads.</summary>
    internal void Step(ThreadPair threads, Problem problem, float* g)
    {
        Array.Clear(_sums);
        threads.Run(problem.Length, (start, end) => Sum(problem, g, start, end));
        Variation += _sums[0];
        (double xx, double xg, double gg) = (_sums[1], _sums[2], _sums[3]);
        double moved = Math.Max(xx - (2 * rate * xg) + (rate * rate * gg), 0);
        double first = Math.Min(1, radius / Math.Sqrt(moved));
        double along = first * (xg - (rate * gg));
        double next = Math.Max((first * first * moved) - (2 * rate * along) + (rate * rate * gg), 0);
        double second = Math.Min(1, radius / Math.Sqrt(next));
        threads.Run(problem.Length, (start, end) => Move(problem, g, start, end, (float)first, (float)second));
    }

    private void Sum(Problem p, float* g, nint start, nint end)
    {
        double dd = 0, xx = 0, xg = 0, gg = 0;
        for (nint block = start; block < end; block += Block)
        {
            nint last = nint.Min(block + Block, end);
            Vector512<float> d = default, x2 = default, xy = default, g2 = default;
            nint i = block;
            for (; i <= last - Bounds.Lanes; i += Bounds.Lanes)
            {
                Vector512<float> h = Vector512.Load(g + i), x = Vector512.Load(p.X + i), e = h - Vector512.Load(p.M + i);
                d = Vector512.FusedMultiplyAdd(e, e, d);
                x2 = Vector512.FusedMultiplyAdd(x, x, x2);
                xy = Vector512.FusedMultiplyAdd(x, h, xy);
                g2 = Vector512.FusedMultiplyAdd(h, h, g2);
            }

            for (; i < last; i++)
            {
                double e = (double)g[i] - p.M[i];
                (dd, xx) = (dd + (e * e), xx + ((double)p.X[i] * p.X[i]));
                (xg, gg) = (xg + ((double)p.X[i] * g[i]), gg + ((double)g[i] * g[i]));
            }

            (dd, xx, xg, gg) = (
                dd + Vector512.Sum(d), xx + Vector512.Sum(x2), xg + Vector512.Sum(xy), gg + Vector512.Sum(g2));
        }

        lock (_lock)
        {
            (_sums[0], _sums[1], _sums[2], _sums[3]) = (_sums[0] + dd, _sums[1] + xx, _sums[2] + xg, _sums[3] + gg);
        }
    }

    private void Move(Problem p, float* g, nint start, nint end, float first, float second)
    {
        float down = (float)-rate;
        Vector512<float> downs = Vector512.Create(down), s1 = Vector512.Create(first), s2 = Vector512.Create(second);
        nint i = start;
        for (; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> h = Vector512.Load(g + i);
            Vector512<float> x = s1 * Vector512.FusedMultiplyAdd(downs, h, Vector512.Load(p.X + i));
            x.Store(p.X + i);
            h.Store(p.M + i);
            (s2 * Vector512.FusedMultiplyAdd(downs, h, x)).Store(p.V + i);
        }

        for (; i < end; i++)
        {
            p.X[i] = first * MathF.FusedMultiplyAdd(down, g[i], p.X[i]);
            p.M[i] = g[i];
            p.V[i] = second * MathF.FusedMultiplyAdd(down, g[i], p.X[i]);
        }
    }
}
