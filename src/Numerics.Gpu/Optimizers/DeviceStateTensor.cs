using System.Runtime.InteropServices;
using ILGPU.Runtime;
using Numerics.Files;

namespace Numerics.Gpu.Optimizers;

/// <summary>A state on a device as a tensor of a file: brought to the host in pieces, as the file is written.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class DeviceStateTensor<T>(
    DeviceTensors<T> states, int index, AcceleratorStream stream, IReadOnlyList<long> shape)
    : StateTensor(DataTypes.Of(typeof(T)), shape)
    where T : unmanaged
{
    internal override void Read(long offset, Span<byte> destination) =>
        states.Download(stream, index, offset / sizeof(T), MemoryMarshal.Cast<byte, T>(destination));
}
