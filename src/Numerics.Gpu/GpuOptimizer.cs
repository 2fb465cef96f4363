using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Optimizers;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Gpu;

/// <summary>The optimizer of a rule over any number of tensors on a device: <c>Lion.CreateGpuOptimizer(accelerator, …)</c> makes
/// one.</summary>
/// <remarks>
/// State lies on the device, in one allocation; saving and loading is as on the CPU, in the same files, either's for the other. Steps are
/// queued on a stream of the caller's and return at once: arguments are checked before. A step allocates nothing on the device
/// (but the first one with other kernels than before: tables for them), and is a handful of launches however many tensors there
/// are: all whose arrays lie in the same buffers share one. Allocate parameters, and gradients, in a
/// <see cref="DeviceTensors{T}"/> each; tensors in buffers of their own take a launch each.
/// <para>Clipping by norm (<see cref="TensorOptimizer.MaxGradientNorm"/>) happens on the device. The host waits for the step where it asks
/// for <see cref="TensorOptimizer.GradientNorm"/>, <see cref="TensorOptimizer.Number"/> or a file, in each step with
/// <see cref="TensorOptimizer.SkipNonFiniteGradients"/>, and, so that it does not run further ahead, once in sixteen steps. Results are the
/// same bits on each run on the same device, and within rounding of the CPU's.</para>
/// <para>Steps on another stream than the last wait for that. The caller keeps parameters and gradients until queued steps are over, and
/// disposes of the optimizer before the accelerator.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the element type of parameters, gradients and states.</typeparam>
/// <typeparam name="TOptions">The rule's options.</typeparam>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public sealed class GpuOptimizer<T, TOptions> : TensorOptimizer
    where T : unmanaged
    where TOptions : RuleOptions
{
    private readonly GpuEngine<T> _engine;

    /// <summary>An optimizer with one group.</summary>
    /// <param name="rule">The rule's kernels.</param>
    /// <param name="accelerator">The device.</param>
    /// <param name="parameters">The tensors that it updates.</param>
    /// <param name="options">Their hyperparameters.</param>
    /// <exception cref="ArgumentException">There is no tensor, one is no view of the accelerator's memory, or memory
    /// overlaps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN.</exception>
    /// <exception cref="NotSupportedException">The device does not compute in double, and the rule must.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory for the state.</exception>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile a kernel for the accelerator.</exception>
    public GpuOptimizer(
        DeviceRule rule, Accelerator accelerator, IReadOnlyList<ArrayView<T>> parameters, TOptions options)
        : this(rule, accelerator, [new GpuParameterGroup<T, TOptions>(parameters, options)], null)
    {
    }

    /// <summary>An optimizer with several groups, each with options of its own.</summary>
    /// <param name="rule">The rule's kernels.</param>
    /// <param name="accelerator">The device.</param>
    /// <param name="groups">The groups. No tensor may be in two.</param>
    /// <param name="parameters">All tensors, in the order that gradients will have; each must be in a group. If not
    /// stated, gradients come in the order of the groups.</param>
    /// <inheritdoc cref="GpuOptimizer{T, TOptions}(DeviceRule, Accelerator, IReadOnlyList{ArrayView{T}}, TOptions)"/>
    public GpuOptimizer(
        DeviceRule rule,
        Accelerator accelerator,
        IReadOnlyList<GpuParameterGroup<T, TOptions>> groups,
        IReadOnlyList<ArrayView<T>>? parameters = null)
        : this(Build(
            rule?.Rule, accelerator, Sets(groups), parameters is null ? null : Set(parameters), Needs(rule),
            parts => new DeviceKernelRuns<T>(rule!, accelerator, parts)))
    {
    }

    /// <summary>An optimizer of a rule with loops whose parameter is a line, with one group.</summary>
    /// <inheritdoc cref="GpuOptimizer{T, TOptions}(DeviceRule, Accelerator, IReadOnlyList{ArrayView{T}}, TOptions)"/>
    public GpuOptimizer(
        DeviceProgramRule rule, Accelerator accelerator, IReadOnlyList<ArrayView<T>> parameters, TOptions options)
        : this(rule, accelerator, [new GpuParameterGroup<T, TOptions>(parameters, options)], null)
    {
    }

    /// <summary>An optimizer of a rule with loops whose parameter is a line, with several groups.</summary>
    /// <inheritdoc cref="GpuOptimizer{T, TOptions}(DeviceRule, Accelerator, IReadOnlyList{GpuParameterGroup{T, TOptions}}, IReadOnlyList{ArrayView{T}}?)"/>
    public GpuOptimizer(
        DeviceProgramRule rule,
        Accelerator accelerator,
        IReadOnlyList<GpuParameterGroup<T, TOptions>> groups,
        IReadOnlyList<ArrayView<T>>? parameters = null)
        : this(Build(
            rule?.Rule, accelerator, Sets(groups), parameters is null ? null : Set(parameters), needsDouble: true,
            parts => new DeviceProgramRuns<T>(rule!, accelerator, parts)))
    {
    }

    /// <summary>An optimizer of a rule over matrices, with one group.</summary>
    /// <remarks>Gradients, and further matrices, are views of as many elements, row after row.</remarks>
    /// <param name="rule">The rule's kernels.</param>
    /// <param name="accelerator">The device.</param>
    /// <param name="parameters">The matrices that it updates, whose rows lie side by side.</param>
    /// <param name="options">Their hyperparameters.</param>
    /// <inheritdoc cref="GpuOptimizer{T, TOptions}(DeviceRule, Accelerator, IReadOnlyList{ArrayView{T}}, TOptions)"/>
    public GpuOptimizer(
        DeviceProgramRule rule, Accelerator accelerator, IReadOnlyList<DeviceMatrix<T>> parameters, TOptions options)
        : this(rule, accelerator, [new GpuMatrixGroup<T, TOptions>(parameters, options)], null)
    {
    }

    /// <summary>An optimizer of a rule over matrices, with several groups, each with options of its own.</summary>
    /// <remarks>Gradients, and further matrices, are views of as many elements, row after row.</remarks>
    /// <inheritdoc cref="GpuOptimizer{T, TOptions}(DeviceRule, Accelerator, IReadOnlyList{GpuParameterGroup{T, TOptions}}, IReadOnlyList{ArrayView{T}}?)"/>
    public GpuOptimizer(
        DeviceProgramRule rule,
        Accelerator accelerator,
        IReadOnlyList<GpuMatrixGroup<T, TOptions>> groups,
        IReadOnlyList<DeviceMatrix<T>>? parameters = null)
        : this(Build(
            rule?.Rule, accelerator, Sets(groups), parameters is null ? null : Set(parameters), needsDouble: true,
            parts => new DeviceProgramRuns<T>(rule!, accelerator, parts)))
    {
    }

    private GpuOptimizer(GpuEngine<T> engine)
        : base(engine) => _engine = engine;

    /// <summary>Kernels launched by steps.</summary>
    internal long Launches => _engine.Launches;

    /// <summary>A group's options.</summary>
    /// <param name="group">The group's number.</param>
    public TOptions GetOptions(int group = 0) => (TOptions)GroupAt(group).Options;

    /// <summary>Replaces a group's options from its next step on.</summary>
    /// <param name="options">The options.</param>
    /// <param name="group">The group's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN; the old ones
    /// stay.</exception>
    public void SetOptions(TOptions options, int group = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        GroupAt(group).SetOptions(options);
    }

    /// <summary>Queues a step: runs the rule on all tensors that have a gradient.</summary>
    /// <param name="stream">Where it is queued.</param>
    /// <param name="gradients">One gradient for each parameter; a tensor whose entry is no view (<c>default</c>) is left as it
    /// is.</param>
    /// <returns>What the step does.</returns>
    /// <exception cref="ArgumentException">The list's count or a view's length is wrong, a view or the stream is another
    /// accelerator's, or memory overlaps; nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A schedule gave a value outside its range; nothing was changed.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer, its accelerator, the stream or the memory of a view is disposed
    /// of.</exception>
    public StepOutcome Step(AcceleratorStream stream, IReadOnlyList<ArrayView<T>> gradients) => Step(stream, gradients, [], []);

    /// <summary>Queues a step of a rule that takes more than the gradient.</summary>
    /// <param name="stream">Where it is queued.</param>
    /// <param name="gradients">One gradient for each parameter; a tensor whose entry is no view (<c>default</c>) is left as it
    /// is.</param>
    /// <param name="arrays">The array inputs in declaration order, one view for each parameter.</param>
    /// <param name="numbers">The Scalar, Integer and host inputs in declaration order; bools as 0 and 1, enums as their value.</param>
    /// <inheritdoc cref="Step(AcceleratorStream, IReadOnlyList{ArrayView{T}})"/>
    public StepOutcome Step(
        AcceleratorStream stream,
        IReadOnlyList<ArrayView<T>> gradients,
        ReadOnlySpan<IReadOnlyList<ArrayView<T>>> arrays,
        ReadOnlySpan<double> numbers)
    {
        ThrowIfDisposed();
        CheckInputs(arrays.Length, numbers.Length);
        Span<double> table = stackalloc double[numbers.Length];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = WholeNumbers.ToTable(_engine.Layout.Numbers[i].Kind, numbers[i]);
        }

        return Count(_engine.Advance(stream, gradients, arrays, table, Policy));
    }

    /// <summary>An array that the optimizer keeps for a tensor: a state, or a result with a new name.</summary>
    /// <param name="tensor">The tensor's place in the list of parameters.</param>
    /// <param name="name">The name in the rule.</param>
    /// <returns>The elements on the device, until the optimizer is disposed of or loads a file. A step queued before sets
    /// them.</returns>
    /// <exception cref="ArgumentException">The rule keeps no such array.</exception>
    public ArrayView<T> State(int tensor, string name)
    {
        int array = OwnedArrayOf(tensor, name);
        return _engine.StateOf(tensor, array);
    }

    private static GpuEngine<T> Build(
        Rule? rule,
        Accelerator accelerator,
        (ParameterSet Parameters, RuleOptions Options)[] groups,
        ParameterSet? all,
        bool needsDouble,
        Func<OptimizerParts, DeviceRuns<T>> runs)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(accelerator);
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        if (needsDouble && !DeviceLimits.HasDouble(accelerator))
        {
            throw new NotSupportedException($"{rule.Name} reduces or computes in double, which {accelerator.Name} has not.");
        }

        OptimizerParts parts = OptimizerBuilder.Arrange(
            rule, [.. groups.Select(g => (g.Parameters.Describe(accelerator), g.Options))], all?.Describe(accelerator));
        ArrayView<T>[] members = [.. groups.SelectMany(g => g.Parameters.Views)];
        return new GpuEngine<T>(
            accelerator, parts, Array.ConvertAll(parts.Tensors, t => members[t.FileIndex]), () => runs(parts));
    }

    private static bool Needs(DeviceRule? rule) =>
        typeof(T) == typeof(double) || rule?.Programs<T>().Any(p => p.HasStages) == true;

    private static (ParameterSet Parameters, RuleOptions Options)[] Sets(IReadOnlyList<GpuParameterGroup<T, TOptions>> groups) =>
        Sets(groups, g => (g.Parameters is null ? null : Set(g.Parameters), g.Options));

    private static (ParameterSet Parameters, RuleOptions Options)[] Sets(IReadOnlyList<GpuMatrixGroup<T, TOptions>> groups) =>
        Sets(groups, g => (g.Parameters is null ? null : Set(g.Parameters), g.Options));

    private static (ParameterSet Parameters, RuleOptions Options)[] Sets<G>(
        IReadOnlyList<G> groups, Func<G, (ParameterSet? Parameters, TOptions Options)> of)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return [.. groups.Select(of).Select((g, i) => (
            g.Parameters ?? throw new ArgumentException($"Group {i} has no parameters.", nameof(groups)), (RuleOptions)g.Options))];
    }

    private static ParameterSet Set(IReadOnlyList<ArrayView<T>> views) => new(
        accelerator => [.. views.Select(v => ParameterPlaces<T>.Describe(accelerator, v))], views);

    private static ParameterSet Set(IReadOnlyList<DeviceMatrix<T>> matrices) => new(
        accelerator => [.. matrices.Select(m => ParameterPlaces<T>.Describe(accelerator, m))],
        [.. matrices.Select(ParameterPlaces<T>.Flat)]);

    /// <summary>Parameters as they are given: lines or matrices.</summary>
    /// <param name="Describe">What an optimizer's parts know of them.</param>
    /// <param name="Views">Their elements.</param>
    private sealed record ParameterSet(Func<Accelerator, ParameterShape[]> Describe, IReadOnlyList<ArrayView<T>> Views);
}
