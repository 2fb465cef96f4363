using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>A round of optimistic multiplicative weights as an expert writes it: three passes, 44 bytes an element, each
/// exponential computed once.</summary>
/// <remarks>Pass 1 reads L, M and g, writes L + g, and takes ‖g − M‖∞ and the least L + 2g. Pass 2 reads L and g, writes M = g and
/// the weights, and sums them. Pass 3 scales them and shifts L. Arrays as in <see cref="HandWrittenOptimisticBox"/>, L in X.</remarks>
internal sealed unsafe class HandWrittenOptimisticEntropy(double rate)
{
    private const nint Block = 4096;
    private const float LogOfTwoHigh = 0.693359375f, LogOfTwoLow = -2.12194440e-4f;
    private readonly Lock _lock = new();
    private float _least;
    private float _deviation;
    private double _sum;

    /// <summary>One round over all threads.</summary>
    internal void Step(ThreadPair threads, Problem problem, float* g)
    {
        (_least, _deviation, _sum) = (float.PositiveInfinity, 0, 0);
        threads.Run(problem.Length, (start, end) => First(problem, g, start, end));
        float least = _least;
        threads.Run(problem.Length, (start, end) => Second(problem, g, start, end, least));
        float scale = (float)(1 / _sum);
        threads.Run(problem.Length, (start, end) => Third(problem, start, end, least, scale));
    }

    private void First(Problem p, float* g, nint start, nint end)
    {
        Vector512<float> less = Vector512.Create(float.PositiveInfinity), most = default;
        for (nint i = start; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> h = Vector512.Load(g + i), l = Vector512.Load(p.X + i) + h;
            most = Vector512.Max(most, Vector512.Abs(h - Vector512.Load(p.M + i)));
            less = Vector512.Min(less, l + h);
            l.Store(p.X + i);
        }

        (float least, float deviation) = (float.PositiveInfinity, 0);
        for (int lane = 0; lane < Bounds.Lanes; lane++)
        {
            (least, deviation) = (Math.Min(least, less.GetElement(lane)), Math.Max(deviation, most.GetElement(lane)));
        }

        lock (_lock)
        {
            (_least, _deviation) = (Math.Min(_least, least), Math.Max(_deviation, deviation));
        }
    }

    private void Second(Problem p, float* g, nint start, nint end, float least)
    {
        Vector512<float> down = Vector512.Create((float)-rate), shift = Vector512.Create(least);
        double sum = 0;
        for (nint block = start; block < end; block += Block)
        {
            nint last = nint.Min(block + Block, end);
            Vector512<float> sums = default;
            for (nint i = block; i <= last - Bounds.Lanes; i += Bounds.Lanes)
            {
                Vector512<float> h = Vector512.Load(g + i);
                Vector512<float> w = Exp(down * (Vector512.Load(p.X + i) + h - shift));
                h.Store(p.M + i);
                w.Store(p.V + i);
                sums += w;
            }

            sum += Vector512.Sum(sums);
        }

        lock (_lock)
        {
            _sum += sum;
        }
    }

    private static void Third(Problem p, nint start, nint end, float least, float scale)
    {
        Vector512<float> shift = Vector512.Create(least), scales = Vector512.Create(scale);
        for (nint i = start; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            (Vector512.Load(p.X + i) - shift).Store(p.X + i);
            (scales * Vector512.Load(p.V + i)).Store(p.V + i);
        }
    }

    /// <summary>exp of numbers from −87 to 0: 2ⁿ·e^r with |r| at most half of ln 2, by a polynomial of degree 6.</summary>
    private static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Max(x, Vector512.Create(-87f));
        Vector512<float> n = Vector512.Round(x * Vector512.Create(1.44269504f));
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-LogOfTwoHigh), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-LogOfTwoLow), r);
        Vector512<float> y = Vector512.Create(1f / 720);
        y = Vector512.FusedMultiplyAdd(y, r, Vector512.Create(1f / 120));
        y = Vector512.FusedMultiplyAdd(y, r, Vector512.Create(1f / 24));
        y = Vector512.FusedMultiplyAdd(y, r, Vector512.Create(1f / 6));
        y = Vector512.FusedMultiplyAdd(y, r, Vector512.Create(0.5f));
        y = Vector512.FusedMultiplyAdd(y, r, Vector512<float>.One);
        y = Vector512.FusedMultiplyAdd(y, r, Vector512<float>.One);
        return y * ((Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23).AsSingle();
    }
}
