using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Numerics.Runtime;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>Kaczmarz steps with normal combinations of all rows as one writes them for one machine: draws in vectors, four rows at a
/// time, each thread its columns.</summary>
internal sealed unsafe class HandWrittenGaussian
{
    private const int Lanes = 8;
    private const int RowsAtOnce = 4;

    /// <summary>Below so many elements a second thread costs more than it does.</summary>
    private const long ForOneThread = 1 << 16;

    private readonly ThreadPair _threads;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _zeta;
    private readonly double[] _direction;
    private readonly RangeWork _combine;

    internal HandWrittenGaussian(ThreadPair threads, double[] matrix, double[] right, int columns)
    {
        (_threads, _matrix, _right) = (threads, matrix, right);
        (_zeta, _direction) = (new double[right.Length + Lanes], new double[columns]);
        _combine = (start, end) => Combine((int)start, (int)end);
    }

    internal void Sweep(double[] x, ulong key, long first, int steps)
    {
        for (int k = 0; k < steps; k++)
        {
            Draw(key, first + k);
            if ((long)_right.Length * x.Length < ForOneThread)
            {
                Combine(0, x.Length);
            }
            else
            {
                _threads.Run(x.Length, _combine, _threads.PartOf(x.Length));
            }

            (double along, double square) = Dots(x);
            Move(x, -(along - Dot(_zeta, _right)) / square);
        }
    }

    private void Draw(ulong key, long counter)
    {
        for (int i = 0; i < _right.Length; i += Lanes)
        {
            Unsafe.As<double, Double512<Fused>>(ref _zeta[i]) = Draws.Normal<Double512<Fused>, double>(key, counter, i);
        }
    }

    /// <summary>Columns [start, end) of ζᵀA.</summary>
    private void Combine(int start, int end)
    {
        int columns = _direction.Length, rows = _right.Length;
        fixed (double* a = _matrix, zeta = _zeta, direction = _direction)
        {
            new Span<double>(direction + start, end - start).Clear();
            int i = 0;
            for (; i <= rows - RowsAtOnce; i += RowsAtOnce)
            {
                Add(a + ((nint)i * columns), zeta + i, direction, columns, start, end);
            }

            for (; i < rows; i++)
            {
                for (int j = start; j < end; j++)
                {
                    direction[j] += zeta[i] * a[((nint)i * columns) + j];
                }
            }
        }
    }

    private static void Add(double* rows, double* zeta, double* direction, nint columns, nint start, nint end)
    {
        Vector512<double> z0 = Vector512.Create(zeta[0]), z1 = Vector512.Create(zeta[1]);
        Vector512<double> z2 = Vector512.Create(zeta[2]), z3 = Vector512.Create(zeta[3]);
        nint j = start;
        for (; j <= end - Lanes; j += Lanes)
        {
            Vector512<double> sum = Vector512.Load(direction + j);
            sum = Vector512.FusedMultiplyAdd(z0, Vector512.Load(rows + j), sum);
            sum = Vector512.FusedMultiplyAdd(z1, Vector512.Load(rows + columns + j), sum);
            sum = Vector512.FusedMultiplyAdd(z2, Vector512.Load(rows + (2 * columns) + j), sum);
            Vector512.FusedMultiplyAdd(z3, Vector512.Load(rows + (3 * columns) + j), sum).Store(direction + j);
        }

        for (; j < end; j++)
        {
            direction[j] += (zeta[0] * rows[j]) + (zeta[1] * rows[columns + j]) + (zeta[2] * rows[(2 * columns) + j])
                + (zeta[3] * rows[(3 * columns) + j]);
        }
    }

    /// <summary>dᵀx and dᵀd.</summary>
    private (double Along, double Square) Dots(double[] x)
    {
        Vector512<double> along = default, square = default;
        (double restAlong, double restSquare) = (0, 0);
        fixed (double* z = x, d = _direction)
        {
            int j = 0;
            for (; j <= x.Length - Lanes; j += Lanes)
            {
                Vector512<double> v = Vector512.Load(d + j);
                along = Vector512.FusedMultiplyAdd(v, Vector512.Load(z + j), along);
                square = Vector512.FusedMultiplyAdd(v, v, square);
            }

            for (; j < x.Length; j++)
            {
                restAlong += d[j] * z[j];
                restSquare += d[j] * d[j];
            }
        }

        return (restAlong + Vector512.Sum(along), restSquare + Vector512.Sum(square));
    }

    private static double Dot(double[] x, double[] y)
    {
        Vector512<double> sum = default;
        double rest = 0;
        fixed (double* a = x, b = y)
        {
            int j = 0;
            for (; j <= y.Length - Lanes; j += Lanes)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + j), Vector512.Load(b + j), sum);
            }

            for (; j < y.Length; j++)
            {
                rest += a[j] * b[j];
            }
        }

        return rest + Vector512.Sum(sum);
    }

    private void Move(double[] x, double factor)
    {
        Vector512<double> factors = Vector512.Create(factor);
        fixed (double* z = x, d = _direction)
        {
            int j = 0;
            for (; j <= x.Length - Lanes; j += Lanes)
            {
                Vector512.FusedMultiplyAdd(factors, Vector512.Load(d + j), Vector512.Load(z + j)).Store(z + j);
            }

            for (; j < x.Length; j++)
            {
                z[j] += factor * d[j];
            }
        }
    }
}
