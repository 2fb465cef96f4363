using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>A round of optimistic mirror descent on the simplex as an expert writes it: y is stored once, and the rounds of
/// θ ← (Σ_{y>θ} y − 1)/#{y > θ} read it alone.</summary>
/// <remarks>Three passes of 16 bytes an element beside the rounds' 4. Arrays as in
/// <see cref="HandWrittenOptimisticBox"/>.</remarks>
/// <param name="rate">η.</param>
/// <param name="sumsInDouble">Whether the rounds add in double, as ours do, or in lanes of float for 4096 elements.</param>
internal sealed unsafe class HandWrittenOptimisticSimplex(double rate, bool sumsInDouble)
{
    private const nint Block = 4096;
    private readonly Lock _lock = new();
    private double _variation;
    private double _sum;
    private double _count;
    private float _greatest;

    /// <summary>One round over all threads.</summary>
    internal void Step(ThreadPair threads, Problem problem, float* g)
    {
        _greatest = float.NegativeInfinity;
        threads.Run(problem.Length, (start, end) => First(problem, g, start, end));
        float shift = Threshold(threads, problem);
        _greatest = float.NegativeInfinity;
        threads.Run(problem.Length, (start, end) => Second(problem, g, start, end, shift));
        float last = Threshold(threads, problem);
        threads.Run(problem.Length, (start, end) => Third(problem, g, start, end, last));
    }

    /// <summary>What is subtracted of V.</summary>
    private float Threshold(ThreadPair threads, Problem problem)
    {
        float greatest = _greatest;
        double theta = -1;
        while (true)
        {
            (_sum, _count) = (0, 0);
            float bound = (float)theta;
            threads.Run(problem.Length, sumsInDouble
                ? (start, end) => AboveInDouble(problem, start, end, greatest, bound)
                : (start, end) => Above(problem, start, end, greatest, bound));
            double next = Math.Max(theta, (_sum - 1) / _count);
            if (next == theta)
            {
                return greatest + (float)theta;
            }

            theta = next;
        }
    }

    private void First(Problem p, float* g, nint start, nint end)
    {
        Vector512<float> down = Vector512.Create((float)-rate), most = Vector512.Create(float.NegativeInfinity);
        double sum = 0;
        for (nint block = start; block < end; block += Block)
        {
            nint last = nint.Min(block + Block, end);
            Vector512<float> squares = default;
            for (nint i = block; i <= last - Bounds.Lanes; i += Bounds.Lanes)
            {
                Vector512<float> h = Vector512.Load(g + i), d = h - Vector512.Load(p.M + i);
                Vector512<float> y = Vector512.FusedMultiplyAdd(down, h, Vector512.Load(p.X + i));
                squares = Vector512.FusedMultiplyAdd(d, d, squares);
                most = Vector512.Max(most, y);
                y.Store(p.V + i);
            }

            sum += Vector512.Sum(squares);
        }

        Merge(sum, most);
    }

    private void Above(Problem p, nint start, nint end, float greatest, float theta)
    {
        Vector512<float> shift = Vector512.Create(greatest), bound = Vector512.Create(theta), one = Vector512<float>.One;
        double sum = 0, count = 0;
        for (nint block = start; block < end; block += Block)
        {
            nint last = nint.Min(block + Block, end);
            Vector512<float> values = default, counts = default;
            for (nint i = block; i <= last - Bounds.Lanes; i += Bounds.Lanes)
            {
                Vector512<float> y = Vector512.Load(p.V + i) - shift, mask = Vector512.GreaterThan(y, bound);
                values += y & mask;
                counts += one & mask;
            }

            (sum, count) = (sum + Vector512.Sum(values), count + Vector512.Sum(counts));
        }

        lock (_lock)
        {
            (_sum, _count) = (_sum + sum, _count + count);
        }
    }

    /// <summary>Registers of half the size widen without being split.</summary>
    private void AboveInDouble(Problem p, nint start, nint end, float greatest, float theta)
    {
        Vector256<float> shift = Vector256.Create(greatest), bound = Vector256.Create(theta);
        Vector512<double> sums = default, others = default;
        Vector256<int> counts = default;
        for (nint i = start; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector256<float> y = Vector256.Load(p.V + i) - shift, z = Vector256.Load(p.V + i + Vector256<float>.Count) - shift;
            Vector256<float> ofY = Vector256.GreaterThan(y, bound), ofZ = Vector256.GreaterThan(z, bound);
            sums += Avx512F.ConvertToVector512Double(y & ofY);
            others += Avx512F.ConvertToVector512Double(z & ofZ);
            counts -= ofY.AsInt32() + ofZ.AsInt32();
        }

        double sum = Vector512.Sum(sums + others);
        int count = Vector256.Sum(counts);
        lock (_lock)
        {
            (_sum, _count) = (_sum + sum, _count + count);
        }
    }

    private void Second(Problem p, float* g, nint start, nint end, float theta)
    {
        Vector512<float> down = Vector512.Create((float)-rate), most = Vector512.Create(float.NegativeInfinity);
        Vector512<float> shift = Vector512.Create(theta);
        for (nint i = start; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> x = Vector512.Max(Vector512.Load(p.V + i) - shift, Vector512<float>.Zero);
            Vector512<float> y = Vector512.FusedMultiplyAdd(down, Vector512.Load(g + i), x);
            x.Store(p.X + i);
            y.Store(p.V + i);
            most = Vector512.Max(most, y);
        }

        Merge(0, most);
    }

    private static void Third(Problem p, float* g, nint start, nint end, float theta)
    {
        Vector512<float> shift = Vector512.Create(theta);
        for (nint i = start; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512.Max(Vector512.Load(p.V + i) - shift, Vector512<float>.Zero).Store(p.V + i);
            Vector512.Load(g + i).Store(p.M + i);
        }
    }

    private void Merge(double variation, Vector512<float> most)
    {
        float greatest = float.NegativeInfinity;
        for (int lane = 0; lane < Bounds.Lanes; lane++)
        {
            greatest = Math.Max(greatest, most.GetElement(lane));
        }

        lock (_lock)
        {
            (_variation, _greatest) = (_variation + variation, Math.Max(_greatest, greatest));
        }
    }
}
