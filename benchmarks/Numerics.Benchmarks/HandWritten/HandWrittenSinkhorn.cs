using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>An iteration of Sinkhorn's algorithm with one exponential for each entry of a stored cost, as one writes it for one machine: a
/// row's terms stay in the first-level cache until they are added to the columns' sums, which each thread keeps for some rows in the
/// element type, then in double. Columns whose sum underflows are computed again with a maximum of their own.</summary>
internal sealed unsafe class HandWrittenSinkhorn<T>(ThreadPair threads, int rows, int columns) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Underflow = 1.0 / (1L << 50) / (1L << 50);

    /// <summary>Rows that a thread takes at a time, whose columns' sums are in the element type.</summary>
    private const int RowsOfBlock = 32;

    private static readonly int s_lanes = Vector512<T>.Count;

    /// <summary>The length of a line, whole vectors.</summary>
    private readonly int _length = (columns + s_lanes - 1) / s_lanes * s_lanes;
    private readonly ThreadLocal<Lines> _lines = new(() => new Lines(columns), trackAllValues: true);
    private readonly T[] _shifted = new T[(columns + s_lanes - 1) / s_lanes * s_lanes];

    /// <summary>f' and the next g from g; the marginal error of the columns on the way.</summary>
    internal double Step(T[] f, T[] g, T[] cost, T[] a, T[] b, T[] logB, T[] next, double epsilon)
    {
        for (int j = 0; j < columns; j++)
        {
            _shifted[j] = (g[j] / T.CreateTruncating(epsilon)) + logB[j];
        }

        _shifted.AsSpan(columns).Fill(T.NegativeInfinity);
        foreach (Lines lines in _lines.Values)
        {
            Array.Clear(lines.Sums);
        }

        threads.Run(rows, (start, end) => Block((int)start, (int)end, f, cost, a, epsilon), RowsOfBlock);
        return Columns(f, g, cost, a, b, logB, next, epsilon);
    }

    public void Dispose() => _lines.Dispose();

    private void Block(int start, int end, T[] f, T[] cost, T[] a, double epsilon)
    {
        Lines lines = _lines.Value!;
        Array.Clear(lines.Block);
        T inverse = -T.One / T.CreateTruncating(epsilon);
        fixed (T* shifted = _shifted, terms = lines.Terms, block = lines.Block, entries = cost)
        {
            for (int i = start; i < end; i++)
            {
                Row(i, entries + ((nint)i * columns), shifted, terms, block, f, a, inverse, epsilon);
            }
        }

        for (int j = 0; j < columns; j++)
        {
            lines.Sums[j] += double.CreateTruncating(lines.Block[j]);
        }
    }

    private void Row(
        int i, T* cost, T* shifted, T* terms, T* block, T[] f, T[] a, T inverse, double epsilon)
    {
        T greatest = Exponents(cost, shifted, terms, Vector512.Create(inverse));
        double total = double.CreateTruncating(Terms(terms, Vector512.Create(greatest)));
        f[i] = T.CreateTruncating(-epsilon * (double.CreateTruncating(greatest) + Math.Log(total)));
        Vector512<T> weight = Vector512.Create(T.CreateTruncating(double.CreateTruncating(a[i]) / total));
        for (int j = 0; j < _length; j += s_lanes)
        {
            Registers.MultiplyAdd(Vector512.Load(terms + j), weight, Vector512.Load(block + j)).Store(block + j);
        }
    }

    /// <summary>g/ε + log b − C/ε, and the greatest.</summary>
    private T Exponents(T* cost, T* shifted, T* terms, Vector512<T> inverse)
    {
        Vector512<T> first = Vector512.Create(T.NegativeInfinity), second = first;
        int j = 0;
        for (; j <= columns - (2 * s_lanes); j += 2 * s_lanes)
        {
            Vector512<T> x = Registers.MultiplyAdd(Vector512.Load(cost + j), inverse, Vector512.Load(shifted + j));
            Vector512<T> y = Registers.MultiplyAdd(
                Vector512.Load(cost + j + s_lanes), inverse, Vector512.Load(shifted + j + s_lanes));
            x.Store(terms + j);
            y.Store(terms + j + s_lanes);
            first = Vector512.MaxNative(first, x);
            second = Vector512.MaxNative(second, y);
        }

        for (; j <= columns - s_lanes; j += s_lanes)
        {
            Vector512<T> x = Registers.MultiplyAdd(Vector512.Load(cost + j), inverse, Vector512.Load(shifted + j));
            x.Store(terms + j);
            first = Vector512.MaxNative(first, x);
        }

        Vector512<T> both = Vector512.MaxNative(first, second);
        T greatest = T.NegativeInfinity;
        for (int k = 0; k < s_lanes; k++)
        {
            greatest = T.Max(greatest, both[k]);
        }

        for (; j < columns; j++)
        {
            terms[j] = T.FusedMultiplyAdd(cost[j], inverse[0], shifted[j]);
            greatest = T.Max(greatest, terms[j]);
        }

        for (; j < _length; j++)
        {
            terms[j] = T.NegativeInfinity;
        }

        return greatest;
    }

    /// <summary>Exponentials next to the greatest, in place, and their sum.</summary>
    private T Terms(T* terms, Vector512<T> greatest)
    {
        Vector512<T> first = default, second = default;
        int j = 0;
        for (; j <= _length - (2 * s_lanes); j += 2 * s_lanes)
        {
            Vector512<T> x = Registers.Exp(Vector512.Load(terms + j) - greatest);
            Vector512<T> y = Registers.Exp(Vector512.Load(terms + j + s_lanes) - greatest);
            x.Store(terms + j);
            y.Store(terms + j + s_lanes);
            first += x;
            second += y;
        }

        for (; j < _length; j += s_lanes)
        {
            Vector512<T> x = Registers.Exp(Vector512.Load(terms + j) - greatest);
            x.Store(terms + j);
            first += x;
        }

        return Vector512.Sum(first + second);
    }

    private double Columns(T[] f, T[] g, T[] cost, T[] a, T[] b, T[] logB, T[] next, double epsilon)
    {
        IList<Lines> all = _lines.Values;
        double error = 0;
        for (int j = 0; j < columns; j++)
        {
            double sum = 0;
            foreach (Lines lines in all)
            {
                sum += lines.Sums[j];
            }

            error += Math.Abs(sum - double.CreateTruncating(b[j]));
            next[j] = sum >= Underflow
                ? g[j] + T.CreateTruncating(epsilon * (double.CreateTruncating(logB[j]) - Math.Log(sum)))
                : OwnMaximum(j, f, cost, a, epsilon);
        }

        return error;
    }

    private T OwnMaximum(int j, T[] f, T[] cost, T[] a, double epsilon)
    {
        double Exponent(int i) =>
            (double.CreateTruncating(f[i] - cost[((nint)i * columns) + j]) / epsilon)
            + Math.Log(double.CreateTruncating(a[i]));
        double greatest = Enumerable.Range(0, rows).Max(Exponent);
        double sum = Enumerable.Range(0, rows).Sum(i => Math.Exp(Exponent(i) - greatest));
        return T.CreateTruncating(-epsilon * (greatest + Math.Log(sum)));
    }

    /// <summary>What a thread keeps.</summary>
    private sealed class Lines(int columns)
    {
        internal T[] Terms { get; } = Padded(columns);

        internal T[] Block { get; } = Padded(columns);

        internal double[] Sums { get; } = new double[columns];

        private static T[] Padded(int columns)
        {
            var line = GC.AllocateUninitializedArray<T>(
                (columns + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count, pinned: true);
            line.AsSpan().Fill(T.NegativeInfinity);
            return line;
        }
    }
}

/// <summary>Fused arithmetic on whole registers of either type.</summary>
internal static class Registers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    /// <summary>e to the power of numbers that are at most 0; 0 below the least normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Exp<T>(Vector512<T> x) => typeof(T) == typeof(float)
        ? Exp(x.AsSingle()).As<float, T>()
        : Exp(x.AsDouble()).As<double, T>();

    /// <summary>2ⁿ·p(r), n = round(x/log 2), p of degree 6 on |r| ≤ (log 2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> n = Vector512.Round(x * 1.44269504f);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<float>.One);
        Vector512<int> scale = Vector512.ShiftLeft(Vector512.ConvertToInt32Native(n) + Vector512.Create(127), 23);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512.Create(-87f)), p * scale.AsSingle(), Vector512<float>.Zero);
    }

    /// <summary>The same with p of degree 11: Taylor's, whose rest is below 2⁻⁵².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> n = Vector512.Round(x * 1.4426950408889634);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693147180369123816490), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.90821492927058770002e-10), r);
        Vector512<double> p = Vector512.Create(1.0 / 479001600);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 39916800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 3628800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 362880));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 40320));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 5040));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 720));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 120));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 24));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<double>.One);
        Vector512<long> scale = Vector512.ShiftLeft(Vector512.ConvertToInt64Native(n) + Vector512.Create(1023L), 52);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512.Create(-708.0)), p * scale.AsDouble(), Vector512<double>.Zero);
    }
}
