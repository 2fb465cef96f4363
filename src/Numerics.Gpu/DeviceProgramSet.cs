using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Programs;
using Numerics.Plans;

namespace Numerics.Gpu;

/// <summary>Kernels for devices of programs: of a rule over matrices or with loops, or of the derivative of such an objective.</summary>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public abstract class DeviceProgramSet
{
    /// <summary>The plans, one for each variant.</summary>
    public abstract IReadOnlyList<ProgramPlan> Plans { get; }

    /// <summary>What a plan variant is on a device, in the order of <see cref="Plans"/>.</summary>
    public abstract IReadOnlyList<ProgramVariant> Variants { get; }

    /// <summary>The kernels for <see cref="float"/>, a program for each variant.</summary>
    public abstract IReadOnlyList<ProgramKernels<float>> Singles { get; }

    /// <summary>The kernels for <see cref="double"/>, a program for each variant.</summary>
    public abstract IReadOnlyList<ProgramKernels<double>> Doubles { get; }

    /// <summary>The plan variant that host parameters choose.</summary>
    public abstract int VariantOf(ReadOnlySpan<double> host);

    /// <summary>The lengths that host parameters and the lengths of other axes give.</summary>
    /// <param name="variant">The plan variant.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <param name="axes">The lengths of axes: those that arrays fix are there already.</param>
    public abstract void Lengths(int variant, ReadOnlySpan<double> host, Span<nint> axes);

    /// <summary>All kernels, for those who inspect them.</summary>
    public IEnumerable<DeviceKernel> Kernels =>
        Singles.SelectMany(p => p.Kernels).Concat(Doubles.SelectMany(p => p.Kernels));

    /// <summary>Compiles the kernels for an accelerator, which the first call would do else.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile one of them.</exception>
    public void Compile<T>(Accelerator accelerator)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        foreach (ProgramKernels<T> kernels in Programs<T>())
        {
            kernels.Compile(accelerator);
        }
    }

    /// <summary>Runs the rule on the arrays of one call, or of a batch. What emitted overloads call.</summary>
    /// <param name="stream">Where the kernels are queued.</param>
    /// <param name="arrays">The arrays in kernel order: of a batch lines problem after problem, matrices with the rows of all
    /// problems.</param>
    /// <param name="numbers">The Scalar and Integer parameters in declaration order, then the results of these types with a new name: views
    /// of a number for each problem, whole numbers by their bits.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <param name="problems">The number of problems.</param>
    /// <returns>The plan variant that the host parameters chose.</returns>
    /// <exception cref="ArgumentException">An array's shape, accelerator or place is wrong. Nothing has been launched.</exception>
    /// <typeparam name="T">The element type.</typeparam>
    public int Run<T>(
        AcceleratorStream stream,
        ReadOnlySpan<DeviceOperand<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> host,
        int problems)
        where T : unmanaged =>
        Run(stream, arrays, numbers, host, problems, stackalloc double[Plans[VariantOf(host)].Slots]);

    /// <inheritdoc cref="Run{T}(AcceleratorStream, ReadOnlySpan{DeviceOperand{T}}, ReadOnlySpan{ArrayView{double}}, ReadOnlySpan{double}, int)"/>
    /// <param name="stream">Where the kernels are queued.</param>
    /// <param name="arrays">The arrays in kernel order.</param>
    /// <param name="numbers">The numbers on the device.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <param name="problems">The number of problems.</param>
    /// <param name="values">The variant's table of values: slots of the host's results are set.</param>
    public int Run<T>(
        AcceleratorStream stream,
        ReadOnlySpan<DeviceOperand<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> host,
        int problems,
        Span<double> values)
        where T : unmanaged
    {
        int variant = VariantOf(host);
        ProgramPlan plan = Plans[variant];
        Span<nint> axes = stackalloc nint[plan.IsHostAxis.Count];
        var check = new ProgramCallCheck<T>(plan, stream, problems);
        check.Check(arrays, numbers, axes);
        Lengths(variant, host, axes);
        check.CheckLengths(arrays, axes);
        Span<double> inputs = stackalloc double[Variants[variant].Inputs];
        Variants[variant].Host(host, axes, inputs, values);
        if (problems > 0)
        {
            Launch(stream, variant, arrays, numbers, inputs, problems, axes);
        }

        return variant;
    }

    private void Launch<T>(
        AcceleratorStream stream,
        int variant,
        ReadOnlySpan<DeviceOperand<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> inputs,
        int problems,
        ReadOnlySpan<nint> axes)
        where T : unmanaged
    {
        Span<nint> entries = stackalloc nint[arrays.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = arrays[i].Sparse is null ? 0 : (nint)arrays[i].View.Length;
        }

        ProgramScratch scratch = ProgramScratch.Of(stream);
        lock (scratch)
        {
            scratch.LaunchOf(Plans[variant], Variants[variant], Programs<T>()[variant], problems, axes, entries)
                .Run(arrays, numbers, inputs);
        }
    }

    /// <summary>The programs for an element type.</summary>
    internal IReadOnlyList<ProgramKernels<T>> Programs<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? (IReadOnlyList<ProgramKernels<T>>)Singles
        : typeof(T) == typeof(double) ? (IReadOnlyList<ProgramKernels<T>>)Doubles
        : throw new ArgumentException($"Kernels take float and double, not {typeof(T).Name}.", nameof(T));
}
