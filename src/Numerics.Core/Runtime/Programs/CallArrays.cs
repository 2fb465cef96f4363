using System.Diagnostics.CodeAnalysis;

namespace Numerics.Runtime;

/// <summary>The arrays of a call, held in place: their shapes and addresses.</summary>
/// <param name="shapes">Their shapes.</param>
/// <param name="addresses">The first element of each.</param>
/// <param name="problem">The problem of a batch that is looked at.</param>
internal readonly unsafe ref struct CallArrays<T>(ref readonly CallShapes shapes, T** addresses, int problem = 0)
    where T : unmanaged
{
    /// <summary>The sparse matrices by array; null for any other array.</summary>
    public ReadOnlySpan<CsrMatrix<T>?> Sparse { get; init; }

    /// <summary>Their shapes.</summary>
    public readonly ref readonly CallShapes Shapes = ref shapes;

    /// <summary>The first element of an array.</summary>
    public T* Address(int array) => addresses[array] + (problem * Shapes.Array(array).ProblemStride);

    /// <summary>The number of elements that an array has along its rows' axis (a line: of elements).</summary>
    public nint Rows(int array) => Shapes.Axis(Shapes.Array(array).Rows).Length;

    /// <summary>The number of columns; 1 for a line.</summary>
    public nint Columns(int array) => Shapes.Array(array).Columns < 0 ? 1 : Shapes.Axis(Shapes.Array(array).Columns).Length;

    /// <summary>Elements of the greatest array of one problem.</summary>
    public nint ElementsOfProblem(ProgramInfo info)
    {
        nint most = 0;
        for (int array = 0; array < info.CallArrays; array++)
        {
            most = Math.Max(most, Rows(array) * Columns(array));
        }

        return most;
    }

    /// <summary>Whether a matrix's columns do not lie side by side, so that the program works on a copy.</summary>
    public bool IsPacked(int array) => Shapes.Array(array).ColumnStride != 1;

    /// <summary>Whether the program works on a copy of any array.</summary>
    public bool HasPacked(ProgramInfo info) => Packed(info) != 0;

    /// <summary>The arrays that the program works on a copy of, one bit each.</summary>
    public uint Packed(ProgramInfo info)
    {
        uint packed = 0;
        for (int array = 0; array < info.CallArrays; array++)
        {
            packed |= IsPacked(array) ? 1u << array : 0;
        }

        return packed;
    }

    /// <summary>Refuses what cannot be run. Nothing has been written.</summary>
    /// <exception cref="ArgumentException">An array is missing or overlaps another that is written, or itself.</exception>
    public void Check(ProgramInfo info)
    {
        for (int array = 0; array < info.CallArrays; array++)
        {
            if (Shapes.Array(array).Name is null)
            {
                ThrowMissing(info, array);
            }
        }

        for (int second = 0; second < info.CallArrays; second++)
        {
            bool isWritten = info.Arrays[second].IsWritten;
            if (isWritten && IsFolded(second))
            {
                ThrowFolded(second);
            }

            for (int first = 0; first < second; first++)
            {
                if ((isWritten | info.Arrays[first].IsWritten) && Overlap(first, second))
                {
                    ThrowOverlap(first, second);
                }
            }
        }
    }

    /// <summary>Whether several elements of a matrix are one place in memory.</summary>
    private bool IsFolded(int array)
    {
        ref readonly CallArray shape = ref Shapes.Array(array);
        return (shape.ProblemStride == 0 && Shapes.Problems > 1 && Extent(array) > 0)
            || (shape.Columns >= 0 && ((shape.RowStride == 0 && Rows(array) > 1 && Columns(array) > 0)
                || (shape.ColumnStride == 0 && Columns(array) > 1 && Rows(array) > 0)));
    }

    private bool Overlap(int first, int second)
    {
        nint extent = Extent(first);
        nint otherExtent = Extent(second);
        nint distance = (nint)(((byte*)addresses[second] - (byte*)addresses[first]) / sizeof(T));
        return extent > 0 && otherExtent > 0 && distance < extent && -distance < otherExtent
            && !AreSideBySide(first, second, distance);
    }

    /// <summary>Whether two matrices are parts of the same rows that have no column in common.</summary>
    private bool AreSideBySide(int first, int second, nint distance)
    {
        ref readonly CallArray left = ref Shapes.Array(first);
        ref readonly CallArray right = ref Shapes.Array(second);
        nint stride = left.RowStride;
        nint columns = Columns(first);
        if (Shapes.Problems > 1 || left.Columns < 0 || right.Columns < 0 || stride != right.RowStride || stride <= 0
            || left.ColumnStride != 1 || right.ColumnStride != 1 || columns > stride || Columns(second) > stride)
        {
            return false;
        }

        nint offset = ((distance % stride) + stride) % stride;
        return offset >= columns && offset + Columns(second) <= stride;
    }

    /// <summary>Elements from the first to beyond the last one.</summary>
    private nint Extent(int array)
    {
        (nint rows, nint columns) = (Rows(array), Columns(array));
        ref readonly CallArray shape = ref Shapes.Array(array);
        if (shape.EntriesAndOne > 0)
        {
            return shape.EntriesAndOne - 1;
        }

        nint last = shape.Columns < 0 ? rows - 1 : ((rows - 1) * shape.RowStride) + ((columns - 1) * shape.ColumnStride);
        return rows == 0 || columns == 0 ? 0 : ((Shapes.Problems - 1) * shape.ProblemStride) + last + 1;
    }

    [DoesNotReturn]
    private static void ThrowMissing(ProgramInfo info, int array) => throw new ArgumentException(
        $"The program takes {info.CallArrays} arrays; {info.Arrays[array].Name} was not given.", info.Arrays[array].Name);

    [DoesNotReturn]
    private void ThrowFolded(int array) => throw new ArgumentException(
        $"{Shapes.Array(array).Name} is written, but has a stride of 0: several of its elements are one place in memory.",
        Shapes.Array(array).Name);

    [DoesNotReturn]
    private void ThrowOverlap(int first, int second) => throw new ArgumentException(
        $"{Shapes.Array(second).Name} overlaps {Shapes.Array(first).Name}; "
        + "an array that is written may share no memory with another.",
        Shapes.Array(second).Name);
}
