using System.Numerics.Tensors;

namespace Numerics.Runtime;

/// <summary>Whole lines between double and the element type, and matrices from one place to another.</summary>
internal static unsafe class Lines
{
    /// <summary>Rows and columns that a transposition moves at a time, so that its lines stay in the cache.</summary>
    private const nint Tile = 16;

    /// <summary>A span has no more elements than fit an int: longer lines go in parts.</summary>
    private const nint Part = 1 << 30;

    /// <summary>A line as doubles.</summary>
    public static void Widen(float* line, double* wide, nint length)
    {
        for (; length > 0; length -= Part, line += Part, wide += Part)
        {
            int count = (int)Math.Min(length, Part);
            TensorPrimitives.ConvertTruncating(new ReadOnlySpan<float>(line, count), new Span<double>(wide, count));
        }
    }

    /// <summary>Doubles rounded to the element type.</summary>
    public static void Round<T>(double* wide, T* line, nint length)
        where T : unmanaged
    {
        for (; length > 0; length -= Part, line += Part, wide += Part)
        {
            int count = (int)Math.Min(length, Part);
            var from = new ReadOnlySpan<double>(wide, count);
            if (typeof(T) == typeof(float))
            {
                TensorPrimitives.ConvertTruncating(from, new Span<float>(line, count));
            }
            else
            {
                from.CopyTo(new Span<double>(line, count));
            }
        }
    }

    /// <summary>Sets all elements.</summary>
    public static void Fill(double* line, nint length, double value)
    {
        for (; length > 0; length -= Part, line += Part)
        {
            new Span<double>(line, (int)Math.Min(length, Part)).Fill(value);
        }
    }

    /// <summary>Copies a matrix.</summary>
    /// <param name="source">Its first element.</param>
    /// <param name="rowStride">Elements between its rows.</param>
    /// <param name="columnStride">Elements between its columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="destination">Where element [i, j] goes to i·<paramref name="toRow"/> + j·<paramref name="toColumn"/>.</param>
    /// <param name="toRow">Elements between rows there.</param>
    /// <param name="toColumn">Elements between columns there.</param>
    public static void Copy<T>(
        T* source, nint rowStride, nint columnStride, nint rows, nint columns, T* destination, nint toRow, nint toColumn)
        where T : unmanaged
    {
        for (nint top = 0; top < rows; top += Tile)
        {
            for (nint left = 0; left < columns; left += Tile)
            {
                nint bottom = Math.Min(top + Tile, rows);
                nint right = Math.Min(left + Tile, columns);
                for (nint i = top; i < bottom; i++)
                {
                    for (nint j = left; j < right; j++)
                    {
                        destination[(i * toRow) + (j * toColumn)] = source[(i * rowStride) + (j * columnStride)];
                    }
                }
            }
        }
    }
}
