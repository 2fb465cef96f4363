using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Transport;

namespace Numerics.Gpu;

/// <summary>A sparse matrix in a device's memory: the copy of a <see cref="CsrMatrix{T}"/>, which has checked where entries stand.</summary>
/// <remarks>Where the entries stand does not change; what they are may, by <see cref="Values"/>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DeviceCsrMatrix<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _starts;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _places;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _values;

    /// <summary>Copies a matrix to the device, and waits until it is there.</summary>
    /// <param name="stream">Where the copy is queued.</param>
    /// <param name="matrix">The matrix.</param>
    public DeviceCsrMatrix(AcceleratorStream stream, CsrMatrix<T> matrix)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(matrix);
        (Rows, Columns, Count) = (matrix.Rows, matrix.Columns, matrix.Count);
        _starts = Copy(stream, matrix.RowStarts);
        _places = Copy(stream, matrix.ColumnIndices);
        _values = Copy<T>(stream, matrix.Values);
        stream.Synchronize();
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of entries that are stored.</summary>
    public int Count { get; }

    /// <summary>The entries, row after row.</summary>
    public ArrayView<T> Values => _values.View.BaseView.SubView(0, Count);

    /// <summary>For each row the position of its first entry, then the number of entries.</summary>
    internal ArrayView<int> Starts => _starts.View;

    /// <summary>The column of each entry.</summary>
    internal ArrayView<int> Places => _places.View;

    /// <inheritdoc/>
    public void Dispose()
    {
        _starts.Dispose();
        _places.Dispose();
        _values.Dispose();
    }

    /// <summary>ILGPU has no empty buffers.</summary>
    private static MemoryBuffer1D<E, Stride1D.Dense> Copy<E>(AcceleratorStream stream, ReadOnlySpan<E> source)
        where E : unmanaged
    {
        MemoryBuffer1D<E, Stride1D.Dense> buffer =
            DeviceAllocation.Of<E>(stream.Accelerator, Math.Max(source.Length, 1), "A sparse matrix");
        if (source.Length > 0)
        {
            buffer.View.SubView(0, source.Length).CopyFromCPU(stream, source.ToArray());
        }

        return buffer;
    }
}
