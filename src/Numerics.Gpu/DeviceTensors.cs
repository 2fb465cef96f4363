using System.Buffers;
using System.Collections;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Transport;

namespace Numerics.Gpu;

/// <summary>Many tensors in one allocation on a device, each from a 16-byte boundary on: a list of their views.</summary>
/// <remarks>
/// A kernel is launched once for all tensors that lie in the same buffers, and once for each buffer else. A buffer of ILGPU's own
/// holds one array, so that is what this is for: parameters and gradients that lie in a <see cref="DeviceTensors{T}"/> each are
/// updated by one launch, however many they are. Elements are not set by construction from lengths.
/// <para>Copies to and from the host go through page-locked memory, also where the context's page locking is off, in chunks: while the
/// device copies one, the host prepares the next. Copies are queued on the stream they are given, so they run beside work on
/// other streams.</para>
/// <para>Dispose of it before the accelerator. Not for use by several threads at once.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DeviceTensors<T> : IReadOnlyList<ArrayView<T>>, IDisposable
    where T : unmanaged
{
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _buffer;
    private readonly ArrayView<T>[] _views;
    private readonly long[] _starts;
    private readonly StagedCopy<T> _staged;
    private bool _isDisposed;

    /// <summary>Tensors of the given lengths; their elements are not set.</summary>
    /// <param name="accelerator">Where they lie.</param>
    /// <param name="lengths">The number of elements of each, 0 allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public DeviceTensors(Accelerator accelerator, IReadOnlyList<long> lengths)
        : this(accelerator, Check(accelerator, lengths), new int[lengths.Count], "Tensors")
    {
    }

    /// <summary>Copies of host tensors.</summary>
    /// <param name="stream">Where the copies are queued; the tensors lie on its accelerator.</param>
    /// <param name="tensors">The tensors.</param>
    /// <exception cref="ArgumentException">A tensor is null, or of another element type.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public DeviceTensors(AcceleratorStream stream, TensorList tensors)
        : this(
            (stream ?? throw new ArgumentNullException(nameof(stream))).Accelerator,
            [.. CheckEntries(tensors).Select(t => (long)t.Length)],
            new int[tensors.Count],
            "Tensors") => CopyFrom(stream, tensors);

    /// <summary>Tensors that begin at given places within 16 bytes.</summary>
    /// <param name="accelerator">Where they lie.</param>
    /// <param name="lengths">The number of elements of each.</param>
    /// <param name="phases">The elements between a 16-byte boundary and a tensor's first.</param>
    /// <param name="purpose">What they are for, as the start of a message.</param>
    internal DeviceTensors(Accelerator accelerator, long[] lengths, int[] phases, string purpose)
    {
        Accelerator = accelerator;
        _starts = Place(lengths, phases, out long total);
        _buffer = DeviceAllocation.Of<T>(accelerator, total, purpose);

        // Even an empty view begins within the memory: ILGPU asserts that.
        _views = [.. lengths.Select((n, i) => _buffer.View.AsContiguous().SubView(Math.Min(_starts[i], _buffer.Length - 1), n))];
        _staged = new StagedCopy<T>(accelerator);
    }

    /// <summary>Where the tensors lie.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The number of tensors.</summary>
    public int Count => _views.Length;

    /// <summary>The bytes of the allocation.</summary>
    public long LengthInBytes => _buffer.LengthInBytes;

    /// <summary>A tensor, until this is disposed of.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public ArrayView<T> this[int index]
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _views[index];
        }
    }

    /// <summary>Queues copies of host tensors. When it returns, the host's memory has been read and may be changed; work queued on
    /// the stream later finds the new elements.</summary>
    /// <param name="stream">Where the copies are queued.</param>
    /// <param name="tensors">As many tensors, of the same lengths.</param>
    /// <exception cref="ArgumentException">A tensor is null, of another length or of another element type, or their number is
    /// another; nothing was copied.</exception>
    public void CopyFrom(AcceleratorStream stream, TensorList tensors)
    {
        CheckList(stream, tensors);
        _staged.Upload(stream, _buffer.View, (first, elements) => ForEachPart(first, elements, (i, start, part) =>
        {
            using MemoryHandle handle = Elements(tensors[i], start, part.Length, out ReadOnlySpan<T> source);
            source.CopyTo(part);
        }));
    }

    /// <summary>Copies to host tensors, and waits until they are there.</summary>
    /// <param name="stream">Where the copies are queued, behind the work that sets the elements.</param>
    /// <param name="tensors">As many tensors, of the same lengths.</param>
    /// <exception cref="ArgumentException">A tensor is null or read-only, of another length or of another element type, or their
    /// number is another; nothing was copied.</exception>
    public void CopyTo(AcceleratorStream stream, TensorList tensors)
    {
        CheckList(stream, tensors);
        int fixedTensor = Enumerable.Range(0, tensors.Count).FirstOrDefault(i => tensors[i].IsReadOnly, -1);
        if (fixedTensor >= 0)
        {
            throw new ArgumentException($"tensors[{fixedTensor}] is read-only memory.", nameof(tensors));
        }

        _staged.Download(stream, _buffer.View, (first, elements) => ForEachPart(first, elements, (i, start, part) =>
        {
            using MemoryHandle handle = Elements(tensors[i], start, part.Length, out Span<T> destination);
            part.CopyTo(destination);
        }));
    }

    /// <summary>The tensors in order.</summary>
    public IEnumerator<ArrayView<T>> GetEnumerator()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ((IEnumerable<ArrayView<T>>)_views).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Frees the memory. Whoever queued work on it waits for that first.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _staged.Dispose();
            _buffer.Dispose();
        }
    }

    /// <summary>The elements of a tensor set from the host.</summary>
    /// <param name="stream">Where the copies are queued.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="fill">Sets some of its elements.</param>
    internal void Upload(AcceleratorStream stream, int tensor, ElementChunk<T> fill) =>
        _staged.Upload(stream, this[tensor], fill);

    /// <summary>Some elements of a tensor, brought to the host.</summary>
    /// <param name="stream">Where the copies are queued.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="first">The first element.</param>
    /// <param name="destination">As many elements as are wanted.</param>
    internal unsafe void Download(AcceleratorStream stream, int tensor, long first, Span<T> destination)
    {
        fixed (T* start = destination)
        {
            // A span cannot be captured; its address can, while it is fixed.
            T* to = start;
            _staged.Download(
                stream,
                this[tensor].SubView(first, destination.Length),
                (from, elements) => elements.CopyTo(new Span<T>(to + from, elements.Length)));
        }
    }

    /// <summary>Sets all elements to zero.</summary>
    internal void Clear(AcceleratorStream stream) => _buffer.View.MemSetToZero(stream);

    private static long[] Check(Accelerator accelerator, IReadOnlyList<long> lengths)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(lengths);
        for (int i = 0; i < lengths.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], $"lengths[{i}]");
        }

        return [.. lengths];
    }

    private static unsafe long[] Place(long[] lengths, int[] phases, out long total)
    {
        int boundary = DeviceMemory.VectorBytes / sizeof(T);
        var starts = new long[lengths.Length];
        total = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            starts[i] = checked(((total + boundary - 1) / boundary * boundary) + phases[i]);
            total = checked(starts[i] + lengths[i]);
        }

        return starts;
    }

    private static TensorList CheckEntries(TensorList tensors)
    {
        if (tensors.IsNull)
        {
            throw new ArgumentNullException(nameof(tensors));
        }

        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].ElementType != typeof(T))
            {
                throw new ArgumentException(
                    $"tensors[{i}] {(tensors[i].IsNull ? "is null" : $"holds {tensors[i].ElementType!.Name} elements")};"
                    + $" it must hold {typeof(T).Name}.",
                    nameof(tensors));
            }
        }

        return tensors;
    }

    private void CheckList(AcceleratorStream stream, TensorList tensors)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        StreamCheck.Check(stream, Accelerator);
        CheckEntries(tensors);
        if (tensors.Count != Count)
        {
            throw new ArgumentException($"tensors has {tensors.Count} entries; there are {Count} tensors here.", nameof(tensors));
        }

        for (int i = 0; i < Count; i++)
        {
            if (tensors[i].Length != _views[i].Length)
            {
                throw new ArgumentException(
                    $"tensors[{i}] has {tensors[i].Length} elements; tensor {i} here has {_views[i].Length}.", nameof(tensors));
            }
        }
    }

    /// <summary>The parts of tensors that lie in a piece of the allocation.</summary>
    private void ForEachPart(long first, Span<T> elements, TensorPart part)
    {
        int found = Array.BinarySearch(_starts, first);
        int i = found >= 0 ? found : Math.Max(0, ~found - 1);
        for (; i < Count && _starts[i] < first + elements.Length; i++)
        {
            long start = Math.Max(first, _starts[i]), stop = Math.Min(first + elements.Length, _starts[i] + _views[i].Length);
            if (start < stop)
            {
                part(i, start - _starts[i], elements.Slice((int)(start - first), (int)(stop - start)));
            }
        }
    }

    private static unsafe MemoryHandle Elements(TensorMemory tensor, long start, int count, out ReadOnlySpan<T> elements)
    {
        MemoryHandle handle = Elements(tensor, start, count, out Span<T> writable);
        elements = writable;
        return handle;
    }

    private static unsafe MemoryHandle Elements(TensorMemory tensor, long start, int count, out Span<T> elements)
    {
        MemoryHandle handle = tensor.Pin<T>(out nint address);
        elements = new Span<T>((T*)address + start, count);
        return handle;
    }

    private delegate void TensorPart(int tensor, long start, Span<T> elements);
}
