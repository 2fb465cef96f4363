using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What emitted functions of problems that are written element by element call.</summary>
public static class Elements
{
    /// <summary>Refuses an array of another length.</summary>
    /// <param name="actual">Its length.</param>
    /// <param name="expected">The length that the problem has.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            Refuse(actual, expected, name);
        }
    }

    /// <summary>Refuses a matrix of another shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Shape<T>(in TensorSpan<T> matrix, int rows, int columns, string name)
    {
        if (matrix.Rank != 2 || matrix.Lengths[0] != rows || matrix.Lengths[1] != columns)
        {
            throw new ArgumentException(
                $"“{name}” is {string.Join("×", matrix.Lengths.ToArray())}; it must be {rows}×{columns}.", name);
        }
    }

    /// <summary>Refuses an array that is written and shares memory with another.</summary>
    /// <exception cref="ArgumentException">The arrays overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string name, string otherName)
    {
        if (written.Overlaps(other))
        {
            RefuseOverlap(name, otherName);
        }
    }

    /// <summary>Copies each number exactly.</summary>
    public static void Widen(ReadOnlySpan<float> from, Span<double> to) => TensorPrimitives.ConvertTruncating(from, to);

    /// <summary>Rounds each number.</summary>
    public static void Round(ReadOnlySpan<double> from, Span<float> to) => TensorPrimitives.ConvertTruncating(from, to);

    /// <summary>Writes a sparse matrix with its zeros.</summary>
    public static void Fill<T>(
        ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columns, ReadOnlySpan<T> entries, in TensorSpan<T> matrix)
    {
        matrix.Clear();
        for (int i = 0; i < rowStarts.Length - 1; i++)
        {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++)
            {
                matrix[i, columns[k]] = entries[k];
            }
        }
    }

    /// <summary>Writes a symmetric matrix of which the entries on and below the diagonal are given.</summary>
    public static void FillSymmetric<T>(
        ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columns, ReadOnlySpan<T> entries, in TensorSpan<T> matrix)
    {
        matrix.Clear();
        for (int i = 0; i < rowStarts.Length - 1; i++)
        {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++)
            {
                matrix[i, columns[k]] = matrix[columns[k], i] = entries[k];
            }
        }
    }

    [DoesNotReturn]
    private static void Refuse(int actual, int expected, string name) => throw new ArgumentException(
        $"“{name}” has {actual} elements; it must have {expected}.", name);

    [DoesNotReturn]
    private static void RefuseOverlap(string name, string other) => throw new ArgumentException(
        $"“{name}” is written and must not share memory with “{other}”.", name);
}
