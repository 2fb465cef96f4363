using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Benchmarks.Device;

/// <summary>The arrays of <see cref="Problem"/> on a device, and one more to copy to.</summary>
internal sealed class DeviceProblem : IDisposable
{
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] _buffers;

    internal DeviceProblem(AcceleratorStream stream, Problem problem)
    {
        Stream = stream;
        _buffers = [Copy(problem.XSpan), Copy(problem.MSpan), Copy(problem.VSpan), Copy(problem.GSpan), Copy(problem.GSpan)];
    }

    internal AcceleratorStream Stream { get; }

    internal ArrayView<float> X => _buffers[0].View;

    internal ArrayView<float> M => _buffers[1].View;

    internal ArrayView<float> V => _buffers[2].View;

    internal ArrayView<float> G => _buffers[3].View;

    internal ArrayView<float> Spare => _buffers[4].View;

    public void Dispose() => Array.ForEach(_buffers, b => b.Dispose());

    private MemoryBuffer1D<float, Stride1D.Dense> Copy(Span<float> values) => Stream.Accelerator.Allocate1D(values.ToArray());
}
