using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu;

/// <summary>A matrix in a device's memory, row after row.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct DeviceMatrix<T>
    where T : unmanaged
{
    /// <summary>A matrix whose rows lie side by side.</summary>
    /// <param name="view">Its elements: rows · columns of them.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">The view has another number of elements.</exception>
    public DeviceMatrix(ArrayView<T> view, long rows, long columns)
        : this(view, rows, columns, columns)
    {
        if (view.Length != rows * columns)
        {
            throw new ArgumentException(
                $"A view of {view.Length} elements is no matrix of {rows} rows of {columns}; give the distance of rows too if they do not "
                + "lie side by side.",
                nameof(view));
        }
    }

    /// <summary>A matrix whose rows lie some elements apart.</summary>
    /// <param name="view">The elements from the first on.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="stride">Elements from the start of a row to the next one's: at least the number of columns.</param>
    /// <exception cref="ArgumentException">Rows overlap, or lie beyond the view.</exception>
    public DeviceMatrix(ArrayView<T> view, long rows, long columns, long stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, columns);
        if (rows > 0 && columns > 0 && ((rows - 1) * stride) + columns > view.Length)
        {
            throw new ArgumentException(
                $"{rows} rows of {columns} elements that lie {stride} apart do not fit in a view of {view.Length}.", nameof(view));
        }

        (View, Rows, Columns, Stride) = (view, rows, columns, stride);
    }

    /// <summary>The elements, from the first on.</summary>
    public ArrayView<T> View { get; }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The number of columns.</summary>
    public long Columns { get; }

    /// <summary>Elements from the start of a row to the next one's.</summary>
    public long Stride { get; }

    /// <summary>ILGPU's view of rank 2 whose second index runs along a row.</summary>
    public static implicit operator DeviceMatrix<T>(ArrayView2D<T, Stride2D.DenseY> view) =>
        FromArrayView2D(view);

    /// <inheritdoc cref="op_Implicit"/>
    public static DeviceMatrix<T> FromArrayView2D(ArrayView2D<T, Stride2D.DenseY> view) =>
        new(view.BaseView, view.Extent.X, view.Extent.Y, view.Stride.XStride);
}

/// <summary>An array of a call of a program: a line, a matrix or a sparse matrix.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="View">The elements.</param>
/// <param name="Rows">The elements of a line, the rows of a matrix.</param>
/// <param name="Columns">The columns of a matrix; −1 for a line.</param>
/// <param name="Stride">Elements from one row to the next.</param>
public readonly record struct DeviceOperand<T>(ArrayView<T> View, long Rows, long Columns, long Stride)
    where T : unmanaged
{
    /// <summary>The sparse matrix whose entries <see cref="View"/> is; null for others.</summary>
    public DeviceCsrMatrix<T>? Sparse { get; init; }

    /// <summary>A line.</summary>
    public static implicit operator DeviceOperand<T>(ArrayView<T> line) => FromArrayView(line);

    /// <summary>A sparse matrix.</summary>
    public static implicit operator DeviceOperand<T>(DeviceCsrMatrix<T> matrix) => FromDeviceCsrMatrix(matrix);

    /// <summary>A matrix.</summary>
    public static implicit operator DeviceOperand<T>(DeviceMatrix<T> matrix) => FromDeviceMatrix(matrix);

    /// <summary>A line.</summary>
    public static DeviceOperand<T> FromArrayView(ArrayView<T> line) => new(line, line.Length, -1, 0);

    /// <summary>A matrix.</summary>
    public static DeviceOperand<T> FromDeviceMatrix(DeviceMatrix<T> matrix) =>
        new(matrix.View, matrix.Rows, matrix.Columns, matrix.Stride);

    /// <summary>A sparse matrix.</summary>
    public static DeviceOperand<T> FromDeviceCsrMatrix(DeviceCsrMatrix<T> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new(matrix.Values, matrix.Rows, matrix.Columns, 0) { Sparse = matrix };
    }
}
