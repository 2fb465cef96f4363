using System.Numerics;

namespace Numerics.Testing;

/// <summary>The arguments of a program: what goes in, and in place of it what comes out.</summary>
/// <param name="arrays">The arrays in kernel order, destinations too; matrices row after row.</param>
/// <param name="axes">The lengths of the axes; those that stage code sets are set by a run.</param>
/// <param name="host">The host parameters in declaration order.</param>
/// <param name="scalars">The Scalar and Integer inputs in declaration order, Integers by their bits.</param>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ProgramCase<T>(T[][] arrays, nint[] axes, double[] host, double[] scalars)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The arrays in kernel order.</summary>
    public T[][] Arrays { get; } = arrays;

    /// <summary>The lengths of the axes.</summary>
    public nint[] Axes { get; } = axes;

    /// <summary>The host parameters in declaration order.</summary>
    public double[] Host { get; } = host;

    /// <summary>The Scalar and Integer inputs in declaration order.</summary>
    public double[] Scalars { get; } = scalars;

    /// <summary>The sparse matrices by array; null for any other array, whose elements are in <see cref="Arrays"/>.</summary>
    public CsrMatrix<T>?[] Sparse { get; init; } = new CsrMatrix<T>?[arrays.Length];

    /// <summary>The results that are numbers, after a run; Integers by their bits.</summary>
    public double[] Results { get; set; } = [];

    /// <summary>The same case with arrays of its own; sparse matrices, which programs only read, are shared.</summary>
    public ProgramCase<T> Copy() => new([.. Arrays.Select(a => (T[])a.Clone())], [.. Axes], Host, Scalars) { Sparse = Sparse };

    /// <summary>How many elements an array has, of a sparse matrix how many entries.</summary>
    internal int CountOf(int array) => Sparse[array]?.Count ?? Arrays[array].Length;

    /// <summary>A copy with another element, or entry, of an array.</summary>
    internal ProgramCase<T> With(int array, int place, T element)
    {
        ProgramCase<T> copy = Copy();
        if (Sparse[array] is not { } matrix)
        {
            copy.Arrays[array][place] = element;
            return copy;
        }

        T[] values = [.. matrix.Values];
        values[place] = element;
        CsrMatrix<T>?[] sparse = [.. Sparse];
        sparse[array] = new(matrix.Rows, matrix.Columns, matrix.RowStarts, matrix.ColumnIndices, values);
        return new(copy.Arrays, copy.Axes, Host, Scalars) { Sparse = sparse };
    }

    /// <summary>The same numbers in double.</summary>
    internal ProgramCase<double> Widened() => new([.. Arrays.Select(Wide)], [.. Axes], Host, Scalars)
    {
        Sparse = [.. Sparse.Select(m => m is null
            ? null
            : new CsrMatrix<double>(m.Rows, m.Columns, m.RowStarts, m.ColumnIndices, Wide([.. m.Values])))],
    };

    private static double[] Wide(T[] elements) => [.. elements.Select(double.CreateTruncating)];
}
