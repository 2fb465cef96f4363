using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Accelerators in messages.</summary>
internal static class AcceleratorText
{
    /// <summary>“CPUAccelerator (CPU)”.</summary>
    public static string Of(Accelerator accelerator) => $"{accelerator.Name} ({accelerator.AcceleratorType})";

    /// <summary>An accelerator beside another, which may have the same name.</summary>
    public static string Other(Accelerator other, Accelerator own) =>
        Of(other) == Of(own) ? $"another accelerator called {Of(other)}" : Of(other);
}
