using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Numerics.Gpu;

/// <summary>The devices of this computer, with the reason for each that cannot be used; the best of them.</summary>
/// <remarks>It holds an ILGPU context that optimises in full (O2), which accelerators live in. Kernels need none of it: any accelerator
/// of the caller's own will do.</remarks>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public sealed class GpuDevices : IDisposable
{
    private const int LeastOpenCl = 2;

    private GpuDevices(Context context, IReadOnlyList<GpuDevice> all) => (Context, All) = (context, all);

    /// <summary>The context of the accelerators.</summary>
    public Context Context { get; }

    /// <summary>All devices that drivers report, the best first: CUDA's, then graphics processors and then ordinary
    /// processors through OpenCL, the simulation last.</summary>
    public IReadOnlyList<GpuDevice> All { get; }

    /// <summary>The best device that can be used; null if there is none. Never the simulation.</summary>
    public GpuDevice? Best => All.FirstOrDefault(d => d.Rejection is null && d.Kind != GpuDeviceKind.Simulation);

    /// <summary>Looks for devices.</summary>
    public static GpuDevices Find()
    {
        List<GpuDevice> rejected = [];
        Context context = Context.Create(builder => builder
            .Optimize(OptimizationLevel.O2)
            .Cuda(device => Accept(Describe(device), rejected))
            .OpenCL(device => Accept(Describe(device), rejected))
            .CPU());
        GpuDevice[] all =
        [
            .. context.Devices
                .DistinctBy(d => d.AcceleratorType == AcceleratorType.CPU ? (object)AcceleratorType.CPU : d)
                .Select(d => Describe(d) with { Device = d })
                .Concat(rejected)
                .OrderBy(d => d.Kind),
        ];
        return new GpuDevices(context, all);
    }

    /// <summary>An accelerator on the best device. Dispose of it before this.</summary>
    /// <exception cref="NoGpuDeviceException">There is no device that can be used but the simulation.</exception>
    public Accelerator CreateAccelerator() => Create(Best, "device that kernels can run on but the simulation");

    /// <summary>An accelerator on the first device of a kind: the way to the simulation. Dispose of it before this.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="NoGpuDeviceException">There is no such device that can be used.</exception>
    public Accelerator CreateAccelerator(GpuDeviceKind kind) =>
        Create(All.FirstOrDefault(d => d.Kind == kind && d.Rejection is null), $"device of kind {kind} that kernels can run on");

    /// <summary>An accelerator on a device of the list. Dispose of it before this.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NoGpuDeviceException">The device is rejected, or of another list.</exception>
    public Accelerator CreateAccelerator(GpuDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Create(All.Contains(device) ? device : null, $"such device here as {device}");
    }

    /// <summary>A line for each device, and for each driver that does not answer.</summary>
    public override string ToString() => string.Join(Environment.NewLine, All.Select(d => d.ToString()).Concat(Absent()));

    /// <summary>Disposes of the context.</summary>
    public void Dispose() => Context.Dispose();

    private static bool Accept(GpuDevice device, List<GpuDevice> rejected)
    {
        if (device.Rejection is not null)
        {
            rejected.Add(device);
        }

        return device.Rejection is null;
    }

    private static GpuDevice Describe(Device device) => device switch
    {
        CudaDevice cuda => new(
            cuda.Name, GpuDeviceKind.Cuda, cuda.MemorySize, HasDouble: true, RejectionOf(cuda)),
        CLDevice cl => new(
            cl.Name,
            cl.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_CPU) ? GpuDeviceKind.OpenClProcessor : GpuDeviceKind.OpenClGpu,
            cl.MemorySize,
            cl.Capabilities.Float64,
            RejectionOf(cl)),
        _ => new(device.Name, GpuDeviceKind.Simulation, null, HasDouble: true, null),
    };

    private static string? RejectionOf(CudaDevice device) =>
        device.Architecture is null ? "ILGPU does not know its architecture"
        : device.InstructionSet is null ? $"ILGPU has no instruction set for its driver (CUDA {device.DriverVersion})"
        : null;

    private static string? RejectionOf(CLDevice device) =>
        device.CLStdVersion.Major < LeastOpenCl
            ? $"it has {device.CVersion}, and ILGPU needs OpenCL C 2.0, or 3.0 with the generic address space"
        : !device.Capabilities.GenericAddressSpace
            ? $"its {device.CVersion} has no generic address space, which ILGPU needs"
        : null;

    private static IEnumerable<string> Absent()
    {
        if (!CudaAPI.CurrentAPI.IsSupported)
        {
            yield return "CUDA: no driver answers";
        }

        if (!CLAPI.CurrentAPI.IsSupported)
        {
            yield return "OpenCL: no runtime answers";
        }
    }

    private Accelerator Create(GpuDevice? device, string wanted) => device?.Device?.CreateAccelerator(Context)
        ?? throw new NoGpuDeviceException(wanted, "Found: " + string.Join("; ", All.Select(d => d.ToString()).Concat(Absent())) + ".");
}
