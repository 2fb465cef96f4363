using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>Row and column sums of squared distances of points in space, as one writes them for one machine: coordinates of a row
/// in registers, those of columns one after the other, sums in double, a line of column sums for each thread.</summary>
internal sealed unsafe class HandWrittenPairSums(ThreadPair threads, float[] x, float[] y)
{
    /// <summary>Coordinates of a point.</summary>
    internal const int Dimension = 3;

    private const int Lanes = 16;

    private readonly int _points = y.Length / Dimension;
    private readonly float[] _packed = new float[y.Length];
    private readonly double[][] _sums = [.. Enumerable.Range(0, threads.Threads).Select(_ => new double[y.Length / Dimension])];

    /// <summary>The sums.</summary>
    internal void Run(float[] rows, float[] columns)
    {
        for (int j = 0; j < _points; j++)
        {
            for (int k = 0; k < Dimension; k++)
            {
                _packed[k * _points + j] = y[j * Dimension + k];
            }
        }

        nint part = threads.PartOf(rows.Length);
        threads.Run(rows.Length, (start, end) => Part(rows, (int)(start / part), start, end), part);
        for (int j = 0; j < _points; j++)
        {
            columns[j] = (float)_sums.Sum(sums => sums[j]);
        }
    }

    private void Part(float[] rows, int thread, nint start, nint end)
    {
        Array.Clear(_sums[thread]);
        fixed (float* packed = _packed)
        fixed (double* sums = _sums[thread])
        {
            for (nint i = start; i < end; i++)
            {
                rows[i] = (float)Row(i * Dimension, packed, sums);
            }
        }
    }

    private double Row(nint point, float* packed, double* sums)
    {
        Vector512<float> x0 = Vector512.Create(x[point]);
        Vector512<float> x1 = Vector512.Create(x[point + 1]);
        Vector512<float> x2 = Vector512.Create(x[point + 2]);
        Vector512<double> lowerSum = default, upperSum = default;
        int j = 0;
        for (; j <= _points - Lanes; j += Lanes)
        {
            Vector512<float> d0 = x0 - Vector512.Load(packed + j);
            Vector512<float> d1 = x1 - Vector512.Load(packed + _points + j);
            Vector512<float> d2 = x2 - Vector512.Load(packed + 2 * _points + j);
            Vector512<float> squared = Vector512.FusedMultiplyAdd(d2, d2, Vector512.FusedMultiplyAdd(d1, d1, d0 * d0));
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(squared);
            lowerSum += lower;
            upperSum += upper;
            (Vector512.Load(sums + j) + lower).Store(sums + j);
            (Vector512.Load(sums + j + Lanes / 2) + upper).Store(sums + j + Lanes / 2);
        }

        double rest = 0;
        for (; j < _points; j++)
        {
            double squared = Square(x[point] - packed[j])
                + Square(x[point + 1] - packed[_points + j]) + Square(x[point + 2] - packed[2 * _points + j]);
            sums[j] += squared;
            rest += squared;
        }

        return rest + Vector512.Sum(lowerSum + upperSum);
    }

    private static double Square(double value) => value * value;
}
