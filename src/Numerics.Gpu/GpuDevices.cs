using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Numerics.Gpu;

/// <summary>Finds devices to run on. ILGPU's CPU accelerator, a slow simulation, is none: who wants it creates it by name.</summary>
public static class GpuDevices
{
    /// <summary>The CUDA and OpenCL devices of this computer, those that ILGPU leaves out among them, with the reason.</summary>
    /// <remarks>Takes a context of its own, some tenths of a second. A device whose driver is not installed is not seen.</remarks>
    public static IReadOnlyList<GpuDevice> Find()
    {
        using Context context = Context.Create(builder => builder.Cuda(_ => true).OpenCL(_ => true));
        return [.. context.Devices.Where(IsGpu).OrderBy(Rank).Select(Describe)];
    }

    /// <summary>The best device of a context: CUDA before OpenCL, GPUs before processors, then the one with the most memory.</summary>
    /// <param name="context">The context, made with <c>AllAccelerators()</c>, <c>Cuda()</c> or <c>OpenCL()</c>.</param>
    /// <param name="kind">The kind of device wanted; null for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is <see cref="AcceleratorType.CPU"/>.</exception>
    /// <exception cref="NotSupportedException">There is none. The message says which devices there are, and what is wrong with
    /// those that ILGPU leaves out.</exception>
    public static Device Best(Context context, AcceleratorType? kind = null) =>
        TryBest(context, out Device? best, kind) ? best : throw new NotSupportedException(Refusal(context, kind));

    /// <summary>The best device of a context, as <see cref="Best"/> finds it, if there is one.</summary>
    /// <param name="context">The context.</param>
    /// <param name="best">The device.</param>
    /// <param name="kind">The kind of device wanted; null for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is <see cref="AcceleratorType.CPU"/>.</exception>
    public static bool TryBest(Context context, [NotNullWhen(true)] out Device? best, AcceleratorType? kind = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (kind == AcceleratorType.CPU)
        {
            throw new ArgumentOutOfRangeException(
                nameof(kind), kind, "ILGPU's CPU accelerator is a simulation; create it by context.CreateCPUAccelerator.");
        }

        best = context.Devices.Where(d => IsGpu(d) && (kind is null || d.AcceleratorType == kind)).OrderBy(Rank).FirstOrDefault();
        return best is not null;
    }

    private static bool IsGpu(Device device) => device.AcceleratorType != AcceleratorType.CPU;

    private static (int Kind, long Memory) Rank(Device device) => (
        device switch
        {
            CudaDevice => 0,
            CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_GPU } => 1,
            CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU } => 3,
            _ => 2,
        },
        -device.MemorySize);

    private static GpuDevice Describe(Device device) => new(
        device.Name,
        device.AcceleratorType,
        device switch
        {
            CLDevice cl => $"OpenCL {cl.DeviceVersion}, {cl.PlatformName}",
            CudaDevice cuda => $"CUDA, {cuda.Architecture?.ToString() ?? "an unknown architecture"}",
            _ => device.AcceleratorType.ToString(),
        },
        device.MemorySize,
        device is not CLDevice { Capabilities.Float64: false },
        WhyNot(device));

    private static string? WhyNot(Device device) => device switch
    {
        CLDevice { Capabilities.GenericAddressSpace: false } =>
            "its driver has no generic address space, which ILGPU needs (OpenCL 2.0, or 3.0 with that feature)",
        CudaDevice { Architecture: null } or CudaDevice { InstructionSet: null } =>
            "this version of ILGPU does not know its architecture, or its driver is too old",
        _ => null,
    };

    private static string Refusal(Context context, AcceleratorType? kind)
    {
        string wanted = kind is null ? "CUDA or OpenCL" : kind.ToString()!;
        IReadOnlyList<GpuDevice> found = Find();
        string there = found.Count == 0
            ? "No driver on this computer shows one."
            : $"Drivers on this computer show: {string.Join("; ", found)}.";
        string known = string.Join(", ", context.Devices.Select(d => d.AcceleratorType).Distinct());
        return $"The context has no {wanted} device (it has: {known}). {there}";
    }
}
