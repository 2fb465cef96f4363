using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Numerics.Gpu.Tests.Devices;

/// <summary>
/// The accelerators that this process has: ILGPU's CPU simulation always, OpenCL and CUDA where there are any.
/// </summary>
/// <remarks>
/// The environment variable <c>NUMERICS_DEVICE</c> (CPU, OpenCL or Cuda) restricts the tests to one kind, whose
/// absence then is an error. A device's warp (sub-group) may have any size: 2 on the simulation, 4096 on PoCL.
/// </remarks>
public static class DeviceCatalogue
{
    /// <summary>The variable that restricts the tests to one kind of device.</summary>
    public const string Variable = "NUMERICS_DEVICE";

    // Two warps of two threads: a group whose threads meet at barriers, in a fourth of the time that ILGPU's own sixteen take.
    private const int ThreadsOfWarp = 2;
    private const int Warps = 2;

    private static readonly Dictionary<AcceleratorType, Lazy<Accelerator?>> Accelerators
        = Enum.GetValues<AcceleratorType>()
            .ToDictionary(kind => kind, kind => new Lazy<Accelerator?>(() => Open(kind)));

    private static readonly Lazy<IReadOnlyList<AcceleratorType>> AvailableKinds = new(FindAvailable);

    /// <summary>The kind that <c>NUMERICS_DEVICE</c> names, or null where the variable is not set.</summary>
    /// <exception cref="InvalidOperationException">The variable names no kind of device.</exception>
    public static AcceleratorType? Restriction
    {
        get
        {
            string? name = Environment.GetEnvironmentVariable(Variable);
            string[] kinds = Enum.GetNames<AcceleratorType>();
            return string.IsNullOrEmpty(name) ? null
                : kinds.Contains(name) ? Enum.Parse<AcceleratorType>(name)
                : throw new InvalidOperationException(
                    $"{Variable} is '{name}': use {string.Join(", ", kinds)}, or leave it unset.");
        }
    }

    /// <summary>The kinds to test on, each with at least one device in this process.</summary>
    /// <exception cref="InvalidOperationException"><c>NUMERICS_DEVICE</c> asks for a kind of which there is
    /// none.</exception>
    public static IReadOnlyList<AcceleratorType> Available => AvailableKinds.Value;

    /// <summary>
    /// The accelerator of a kind, one for all tests: tests run side by side, so let each launch on a stream of its
    /// own.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no device of that kind.</exception>
    public static Accelerator Get(AcceleratorType kind) => Accelerators[kind].Value ?? throw Absent(kind);

    /// <summary>A context of one's own that sees the devices of a kind, for tests that may spoil it.</summary>
    public static Context CreateContext(AcceleratorType kind) => Context.Create(builder =>
    {
        builder.Optimize(OptimizationLevel.O2);
        _ = kind switch
        {
            AcceleratorType.CPU => builder.CPU(new CPUDevice(ThreadsOfWarp, Warps, 1)),
            AcceleratorType.OpenCL => builder.OpenCL(),
            AcceleratorType.Cuda => builder.Cuda(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of device that ILGPU 1.5 has"),
        };
    });

    private static Accelerator? Open(AcceleratorType kind)
    {
        Context context = CreateContext(kind);
        if (context.Devices.FirstOrDefault(device => device.AcceleratorType == kind) is { } device)
        {
            return device.CreateAccelerator(context);
        }
        context.Dispose();
        return null;
    }

    private static IReadOnlyList<AcceleratorType> FindAvailable()
    {
        if (Restriction is not { } kind)
        {
            return [.. Accelerators.Where(entry => entry.Value.Value is not null).Select(entry => entry.Key)];
        }
        return Accelerators[kind].Value is null ? throw Absent(kind) : [kind];
    }

    private static InvalidOperationException Absent(AcceleratorType kind)
        => new($"ILGPU finds no {kind} device in this process "
            + $"({Variable} is '{Environment.GetEnvironmentVariable(Variable)}').");
}
