using ILGPU.Runtime;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu;

/// <summary>ILGPU cannot compile a kernel for an accelerator.</summary>
/// <remarks>ILGPU may fail to compile anything more in the same <see cref="ILGPU.Context"/>: make a new one.</remarks>
public sealed class KernelCompilationException : Exception
{
    internal KernelCompilationException(DeviceKernel kernel, Accelerator accelerator, Exception inner)
        : base(
            $"{kernel.Rule}, {kernel.Stage} ({kernel.ElementType.Name}) does not compile for {accelerator.Name} "
            + $"({accelerator.AcceleratorType}): {inner.GetBaseException().Message} "
            + "The ILGPU context may be unusable now; make a new one.",
            inner)
    {
        Kernel = kernel;
    }

    /// <summary>The kernel: its rule and stage.</summary>
    public DeviceKernel Kernel { get; }
}
