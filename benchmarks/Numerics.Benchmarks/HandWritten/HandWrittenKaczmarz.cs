using System.Runtime.Intrinsics;
using Numerics.Runtime;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>A Kaczmarz sweep as one writes it for one machine: sixteen lanes, dot products in double, as the rule's.</summary>
internal static unsafe class HandWrittenKaczmarz
{
    private const int Lanes = 16;

    /// <summary>Projections onto random rows of a matrix.</summary>
    internal static void Sweep(
        Span<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> rowNormSquared, ulong key, long round,
        int projections)
    {
        nint columns = x.Length;
        fixed (float* z = x, matrix = a)
        {
            for (int j = 0; j < projections; j++)
            {
                int i = (int)Draws.RandomIndex(key, round * projections + j, b.Length);
                float* row = matrix + i * columns;
                Move(z, row, (float)-((Dot(row, z, columns) - b[i]) / rowNormSquared[i]), columns);
            }
        }
    }

    private static double Dot(float* row, float* z, nint columns)
    {
        Vector512<double> lower = default, upper = default;
        nint j = 0;
        for (; j <= columns - Lanes; j += Lanes)
        {
            Accumulate(Vector512.Load(row + j), Vector512.Load(z + j), ref lower, ref upper);
        }

        double sum = 0;
        for (; j < columns; j++)
        {
            sum += (double)row[j] * z[j];
        }

        return sum + Vector512.Sum(lower + upper);
    }

    private static void Accumulate(
        Vector512<float> row, Vector512<float> z, ref Vector512<double> lower, ref Vector512<double> upper)
    {
        (Vector512<double> rowLower, Vector512<double> rowUpper) = Vector512.Widen(row);
        (Vector512<double> zLower, Vector512<double> zUpper) = Vector512.Widen(z);
        lower = Vector512.FusedMultiplyAdd(rowLower, zLower, lower);
        upper = Vector512.FusedMultiplyAdd(rowUpper, zUpper, upper);
    }

    private static void Move(float* z, float* row, float factor, nint columns)
    {
        Vector512<float> factors = Vector512.Create(factor);
        nint j = 0;
        for (; j <= columns - Lanes; j += Lanes)
        {
            Vector512.FusedMultiplyAdd(factors, Vector512.Load(row + j), Vector512.Load(z + j)).Store(z + j);
        }

        for (; j < columns; j++)
        {
            z[j] = MathF.FusedMultiplyAdd(factor, row[j], z[j]);
        }
    }
}
