using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Optimizers;

namespace Numerics.Gpu.Optimizers;

/// <summary>Where the parameters lie on their accelerator. Buffers are laid side by side for it: OpenCL's have no address.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ParameterPlaces<T>
    where T : unmanaged
{
    private readonly Accelerator _accelerator;
    private readonly Dictionary<MemoryBuffer, nint> _bases = [];
    private readonly MemoryRanges _ranges;

    /// <summary>Gives each tensor its address.</summary>
    /// <exception cref="ArgumentException">Two parameters overlap.</exception>
    public unsafe ParameterPlaces(Accelerator accelerator, OptimizerTensor[] tensors, ArrayView<T>[] views)
    {
        _accelerator = accelerator;
        nint next = 0;
        foreach (OptimizerTensor tensor in tensors)
        {
            (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(views[tensor.Index]);
            if (_bases.TryAdd(buffer, next))
            {
                next += checked((nint)(buffer.LengthInBytes + DeviceMemory.VectorBytes - 1) & ~(DeviceMemory.VectorBytes - 1));
            }

            tensor.Address = _bases[buffer] + (nint)start;
        }

        _ranges = new MemoryRanges(tensors, sizeof(T));
    }

    /// <summary>A parameter as an optimizer's parts describe it.</summary>
    public static ParameterShape Describe(Accelerator accelerator, ArrayView<T> view)
    {
        (MemoryBuffer? buffer, long start) = DeviceMemory.PlaceOf(view);
        return new ParameterShape((buffer, start, view.Length), (nint)view.Length, [view.Length], FaultOf(accelerator, view));
    }

    /// <summary>A matrix as an optimizer's parts describe it: its rows lie side by side.</summary>
    public static ParameterShape Describe(Accelerator accelerator, DeviceMatrix<T> matrix)
    {
        ParameterShape flat = Describe(accelerator, Flat(matrix));
        string? fault = matrix.Stride != matrix.Columns && matrix.Rows > 1
            ? $"has rows that lie {matrix.Stride} elements apart; an optimizer's matrices have theirs side by side"
            : null;
        return flat with { Lengths = [matrix.Rows, matrix.Columns], Fault = flat.Fault ?? fault };
    }

    /// <summary>The elements of a matrix.</summary>
    public static ArrayView<T> Flat(DeviceMatrix<T> matrix) =>
        matrix.View.SubView(0, Math.Min(matrix.View.Length, matrix.Rows * matrix.Columns));

    /// <summary>What is wrong with a view, as the end of a sentence; null if nothing is.</summary>
    public string? FaultOf(ArrayView<T> view) => FaultOf(_accelerator, view);

    /// <summary>Refuses parameters whose memory has been freed.</summary>
    public void CheckAlive()
    {
        foreach (MemoryBuffer buffer in _bases.Keys)
        {
            ObjectDisposedException.ThrowIf(buffer.IsDisposed, buffer);
        }
    }

    /// <summary>The index of a parameter that shares memory with a view; −1 if none does.</summary>
    public int Find(ArrayView<T> view)
    {
        (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(view);
        return _bases.TryGetValue(buffer, out nint origin)
            ? _ranges.Find(origin + (nint)start, (nint)view.LengthInBytes)
            : -1;
    }

    private static unsafe string? FaultOf(Accelerator accelerator, ArrayView<T> view)
    {
        (MemoryBuffer? buffer, long start) = DeviceMemory.PlaceOf(view);
        return buffer is null ? "is no view of a device's memory"
            : buffer.IsDisposed ? "is a view of memory that has been freed"
            : buffer.Accelerator != accelerator
                ? $"is memory of {AcceleratorText.Other(buffer.Accelerator, accelerator)}; the optimizer's accelerator is "
                    + AcceleratorText.Of(accelerator)
            : start % sizeof(T) != 0 ? $"begins at byte {start} of its buffer, inside an element"
            : null;
    }
}
