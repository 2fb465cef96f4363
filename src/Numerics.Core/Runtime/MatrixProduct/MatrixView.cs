namespace Numerics.Runtime;

/// <summary>A matrix in memory that is held in place.</summary>
/// <param name="start">Its first element.</param>
/// <param name="rows">Its rows.</param>
/// <param name="columns">Its columns.</param>
/// <param name="rowStride">Elements between its rows.</param>
/// <param name="columnStride">Elements between its columns.</param>
internal readonly unsafe struct MatrixView<T>(T* start, nint rows, nint columns, nint rowStride, nint columnStride)
    where T : unmanaged
{
    public nint Rows => rows;

    public nint Columns => columns;

    public nint RowStride => rowStride;

    public nint ColumnStride => columnStride;

    /// <summary>The same elements with rows and columns exchanged.</summary>
    public MatrixView<T> Transposed => new(start, columns, rows, columnStride, rowStride);

    /// <summary>The place of an element.</summary>
    public T* At(nint row, nint column) => start + (row * rowStride) + (column * columnStride);
}
