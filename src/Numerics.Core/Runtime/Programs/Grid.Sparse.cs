using System.Numerics;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Rows of sparse matrices.</summary>
public readonly unsafe partial struct Grid<T>
{
    /// <summary>Puts the inner product of a sparse matrix's row and a line into the table of values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void RowDot(int matrix, long row, int line, int slot)
    {
        CheckIndex(matrix, _tables->Rows, row);
        _tables->Values[slot] = RowDot(matrix, (nint)row, _tables->Arrays[line]);
    }

    /// <summary>The inner product of a sparse matrix's row and a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public double RowDot(int matrix, long row, int line)
    {
        CheckIndex(matrix, _tables->Rows, row);
        return RowDot(matrix, (nint)row, _tables->Arrays[line]);
    }

    /// <summary>Adds a row of a sparse matrix, multiplied by the constant in a slot, to a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void AddRow(int matrix, long row, int factor, int line) => AddRow(matrix, row, _tables->Constants[factor], line);

    /// <summary>Adds a row of a sparse matrix, multiplied by a number, to a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void AddRow(int matrix, long row, T factor, int line)
    {
        CheckIndex(matrix, _tables->Rows, row);
        if (typeof(T) == typeof(float))
        {
            AddRow(matrix, row, Unsafe.BitCast<T, float>(factor), (float*)_tables->Arrays[line]);
        }
        else
        {
            AddRow(matrix, row, Unsafe.BitCast<T, double>(factor), (double*)_tables->Arrays[line]);
        }
    }

    /// <summary>Puts the elements of a row where a mask holds into a sparse matrix's row, as far as it has room.</summary>
    /// <param name="matrix">The sparse matrix.</param>
    /// <param name="row">The row.</param>
    /// <param name="values">The elements.</param>
    /// <param name="mask">The mask: a lane of bits for each element.</param>
    public void Compact(int matrix, nint row, Pointer<T> values, Pointer<T> mask)
    {
        SparseEntries entries = _tables->Sparse[matrix];
        (nint next, nint end) = (entries.StartsOf[row], entries.StartsOf[row + 1]);
        for (nint j = 0; next < end; j++)
        {
            if (Holds(mask.Address[j]))
            {
                entries.ColumnsOf[next] = (int)j;
                _tables->Arrays[matrix][next] = values.Address[j];
                next++;
            }
        }
    }

    /// <summary>The inner product of a row, which is in range, and a line: entry k of the row goes to sum k mod 4.</summary>
    internal double RowDot(int matrix, nint row, T* line)
    {
        SparseEntries entries = _tables->Sparse[matrix];
        (nint k, nint end) = (entries.StartsOf[row], entries.StartsOf[row + 1]);
        int* columns = entries.ColumnsOf;
        T* values = _tables->Arrays[matrix];
        (double s0, double s1, double s2, double s3) = (0, 0, 0, 0);
        for (; k <= end - 4; k += 4)
        {
            s0 = Term(values[k], line[columns[k]], s0);
            s1 = Term(values[k + 1], line[columns[k + 1]], s1);
            s2 = Term(values[k + 2], line[columns[k + 2]], s2);
            s3 = Term(values[k + 3], line[columns[k + 3]], s3);
        }

        s0 = k < end ? Term(values[k], line[columns[k]], s0) : s0;
        s1 = k + 1 < end ? Term(values[k + 1], line[columns[k + 1]], s1) : s1;
        s2 = k + 2 < end ? Term(values[k + 2], line[columns[k + 2]], s2) : s2;
        return (s0 + s2) + (s1 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Term(T x, T y, double sum)
    {
        (double a, double b) = (Runtime.Element.Widen(x), Runtime.Element.Widen(y));

        // The product of two floats is exact in double: rounding it costs nothing.
        return typeof(T) == typeof(double) && _tables->IsFused ? Math.FusedMultiplyAdd(a, b, sum) : (a * b) + sum;
    }

    private void AddRow<U>(int matrix, long row, U factor, U* line)
        where U : unmanaged, IFloatingPointIeee754<U>
    {
        SparseEntries entries = _tables->Sparse[matrix];
        U* values = (U*)_tables->Arrays[matrix];
        int* columns = entries.ColumnsOf;
        bool isFused = _tables->IsFused;
        for (nint k = entries.StartsOf[row]; k < entries.StartsOf[row + 1]; k++)
        {
            ref U element = ref line[columns[k]];
            element = isFused ? U.FusedMultiplyAdd(factor, values[k], element) : (factor * values[k]) + element;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(T lane) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, int>(lane) != 0 : Unsafe.BitCast<T, long>(lane) != 0;
}
