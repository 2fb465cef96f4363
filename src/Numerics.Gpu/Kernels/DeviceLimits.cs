using System.Numerics;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Numerics.Gpu.Kernels;

/// <summary>What kernels ask of an accelerator.</summary>
internal static class DeviceLimits
{
    /// <summary>The threads of a group: a power of two, at most <see cref="DeviceBlock.MostThreads"/>.</summary>
    public static int GroupSize(Accelerator accelerator) =>
        1 << BitOperations.Log2((uint)Math.Clamp(accelerator.MaxNumThreadsPerGroup, 1, DeviceBlock.MostThreads));

    /// <summary>Whether the accelerator computes in double.</summary>
    public static bool HasDouble(Accelerator accelerator) => accelerator is not CLAccelerator device || device.Capabilities.Float64;
}
