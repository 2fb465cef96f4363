using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Plans;

namespace Numerics.Gpu;

/// <summary>Kernels for devices: of a rule, or of an objective's derivative, which is no rule of its own.</summary>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public abstract class DeviceKernelSet
{
    /// <summary>The plans, one for each variant.</summary>
    public abstract IReadOnlyList<KernelPlan> Plans { get; }

    /// <summary>What a plan variant is on a device, in the order of <see cref="Plans"/>.</summary>
    public abstract IReadOnlyList<DeviceVariant> Variants { get; }

    /// <summary>The kernels for <see cref="float"/>, a program for each variant.</summary>
    public abstract IReadOnlyList<DeviceProgram<float>> Singles { get; }

    /// <summary>The kernels for <see cref="double"/>, a program for each variant.</summary>
    public abstract IReadOnlyList<DeviceProgram<double>> Doubles { get; }

    /// <summary>The plan variant that host parameters choose.</summary>
    public abstract int VariantOf(ReadOnlySpan<double> host);

    /// <summary>All kernels, for those who inspect them.</summary>
    public IEnumerable<DeviceKernel> Kernels =>
        Singles.SelectMany(p => p.Kernels).Concat(Doubles.SelectMany(p => p.Kernels));

    /// <summary>Compiles the kernels of the overloads on views for an accelerator, which the first call would do else.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile one of them.</exception>
    public void Compile<T>(Accelerator accelerator)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        foreach (DeviceProgram<T> program in Programs<T>())
        {
            program.Compile(accelerator, KernelForm.Flat);
        }
    }

    /// <summary>Runs the rule on the arrays of one call. What emitted overloads call.</summary>
    /// <param name="stream">Where the kernels are queued.</param>
    /// <param name="arrays">The arrays in kernel order.</param>
    /// <param name="numbers">A view of one number for each of <see cref="DeviceVariant.Numbers"/>.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <returns>The plan variant that the host parameters chose.</returns>
    /// <exception cref="ArgumentException">An array's length, accelerator or place is wrong. Nothing has been launched.</exception>
    /// <typeparam name="T">The element type.</typeparam>
    public int Run<T>(
        AcceleratorStream stream,
        ReadOnlySpan<ArrayView<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> host)
        where T : unmanaged =>
        Run(stream, arrays, numbers, host, stackalloc double[Plans[VariantOf(host)].Slots]);

    /// <inheritdoc cref="Run{T}(AcceleratorStream, ReadOnlySpan{ArrayView{T}}, ReadOnlySpan{ArrayView{double}}, ReadOnlySpan{double})"/>
    /// <param name="stream">Where the kernels are queued.</param>
    /// <param name="arrays">The arrays in kernel order.</param>
    /// <param name="numbers">A view of one number for each of <see cref="DeviceVariant.Numbers"/>.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <param name="values">The variant's table of values: slots of the host's results are set.</param>
    public int Run<T>(
        AcceleratorStream stream,
        ReadOnlySpan<ArrayView<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> host,
        Span<double> values)
        where T : unmanaged
    {
        int variant = VariantOf(host);
        DeviceVariant device = Variants[variant];
        KernelPlan plan = Plans[variant];
        DeviceProgram<T> program = Programs<T>()[variant];
        var call = new FlatCallCheck<T>(plan, device, stream);
        call.Check(arrays, numbers, needsDouble: program.HasStages);
        Span<double> inputs = stackalloc double[device.Inputs];
        values[0] = 1;
        nint length = (nint)arrays[0].Length;
        device.Host(host, length, length, values, inputs);
        FlatRunner<T>.Run(stream, plan, device, program, arrays, numbers, values, inputs);
        return variant;
    }

    /// <summary>The programs for an element type.</summary>
    internal IReadOnlyList<DeviceProgram<T>> Programs<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? (IReadOnlyList<DeviceProgram<T>>)Singles
        : typeof(T) == typeof(double) ? (IReadOnlyList<DeviceProgram<T>>)Doubles
        : throw new ArgumentException($"Kernels take float and double, not {typeof(T).Name}.", nameof(T));
}
