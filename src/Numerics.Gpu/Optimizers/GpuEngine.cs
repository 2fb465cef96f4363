using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Files;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Transport;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Gpu.Optimizers;

/// <summary>What an optimizer of tensors on a device does.</summary>
/// <typeparam name="T">The element type of parameters, gradients and states.</typeparam>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
internal sealed class GpuEngine<T> : OptimizerEngine
    where T : unmanaged
{
    private readonly Accelerator _accelerator;
    private readonly ArrayView<T>[] _parameters;
    private readonly StepViews<T> _arguments;
    private readonly DeviceRuns<T> _runs;
    private readonly int[] _arrangedVariants;
    private readonly double[] _host;
    private readonly int _kernelArrays;
    private DeviceTensors<T> _states;
    private DeviceGradientNorm<T>? _norm;
    private AcceleratorStream? _stream;
    private double _normScale = double.NaN;
    private bool _areNumbersStale;

    /// <exception cref="ArgumentException">Parameters overlap.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory for states and tables.</exception>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile a kernel for the accelerator.</exception>
    public GpuEngine(Accelerator accelerator, OptimizerParts parts, ArrayView<T>[] parameters, Func<DeviceRuns<T>> runs)
        : base(parts)
    {
        (_accelerator, _parameters) = (accelerator, parameters);
        _arguments = new StepViews<T>(Layout, Tensors, new ParameterPlaces<T>(accelerator, Tensors, parameters));
        _host = new double[Groups.Length * Layout.Hosts.Length];
        _kernelArrays = Layout.Arrays.Length + Layout.Owned.Count(a => a.KernelIndex >= Layout.Arrays.Length);
        _arrangedVariants = new int[Groups.Length];
        _states = AllocateStates();
        try
        {
            StartStates(_states, (_, _) => null);
            _runs = runs();
            PrepareVariants();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override Type ElementType => typeof(T);

    /// <summary>Kernels launched by steps.</summary>
    public long Launches { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Waits for the step.</remarks>
    public override double GradientNorm
    {
        get
        {
            if (double.IsNaN(_normScale))
            {
                return double.NaN;
            }

            _norm!.Read();
            return _norm.Value * _normScale;
        }
    }

    public StepOutcome Advance(
        AcceleratorStream stream,
        IReadOnlyList<ArrayView<T>> gradients,
        ReadOnlySpan<IReadOnlyList<ArrayView<T>>> arrays,
        ReadOnlySpan<double> numbers,
        in GradientPolicy policy)
    {
        StreamCheck.Check(stream, _accelerator);
        ClearActive();
        if (!_arguments.Gather(gradients, arrays))
        {
            return StepOutcome.NoGradient;
        }

        EvaluateGroups(numbers);
        Arrange();
        _runs.Evaluate(stream, _host, numbers, policy.Scale);
        Follow(stream);
        if (!TryMeasure(stream, policy))
        {
            return StepOutcome.NonFiniteGradient;
        }

        Launches += _runs.Run(stream, policy, _norm);
        KeepResults();
        return StepOutcome.Stepped;
    }

    /// <summary>A tensor's owned array, on the device.</summary>
    public ArrayView<T> StateOf(int tensor, int array) => _states[StateIndex(tensor, array)];

    public override StateTensor ToFile(OptimizerTensor tensor, int array) =>
        new DeviceStateTensor<T>(_states, StateIndex(tensor.Index, array), Rest(), tensor.OwnedShapes[array]);

    public override void ReplaceStates(Func<OptimizerTensor, OwnedArray, StateTensor?> source)
    {
        DeviceTensors<T> fresh = AllocateStates();
        try
        {
            StartStates(fresh, source);
        }
        catch
        {
            fresh.Dispose();
            throw;
        }

        Rest();
        (DeviceTensors<T> old, _states) = (_states, fresh);
        old.Dispose();
        _arguments.HasChanged = true;
    }

    public override void CollectNumbers()
    {
        if (_areNumbersStale)
        {
            _runs.Numbers.Read(Rest());
            _areNumbersStale = false;
        }
    }

    public override void DistributeNumbers()
    {
        _runs.Numbers.Write(Rest());
        _areNumbersStale = false;
    }

    public override void Dispose()
    {
        if (!_accelerator.IsDisposed)
        {
            Rest();
        }

        foreach (IDisposable? part in new IDisposable?[] { _runs, _norm, _states })
        {
            part?.Dispose();
        }
    }

    protected override void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host) =>
        host.CopyTo(_host.AsSpan(group.Index * host.Length, host.Length));

    private int StateIndex(int tensor, int array) => (tensor * Layout.Owned.Length) + array;

    /// <summary>Room for all owned arrays, each at its parameter's place within 16 bytes.</summary>
    private unsafe DeviceTensors<T> AllocateStates()
    {
        int count = Layout.Owned.Length;
        long[] lengths = [.. Tensors.SelectMany(t => t.OwnedLengths.Select(n => (long)n))];
        int[] phases = [.. Tensors.SelectMany(t =>
            Enumerable.Repeat((int)(t.Address % DeviceMemory.VectorBytes) / sizeof(T), count))];
        return new DeviceTensors<T>(_accelerator, lengths, phases, $"State of {Layout.Rule.Name} for {Tensors.Length} tensors");
    }

    /// <summary>Sets all owned arrays, and waits for it.</summary>
    /// <param name="states">The arrays.</param>
    /// <param name="source">Their elements; null for those of the start.</param>
    private void StartStates(DeviceTensors<T> states, Func<OptimizerTensor, OwnedArray, StateTensor?> source)
    {
        AcceleratorStream stream = _accelerator.DefaultStream;
        states.Clear(stream);
        foreach (OptimizerTensor tensor in Tensors)
        {
            for (int j = 0; j < Layout.Owned.Length; j++)
            {
                double[] start = [Layout.Owned[j].Start];
                T[] rounded = new T[1];
                Rounding.Round<T>(start, rounded);
                if (source(tensor, Layout.Owned[j]) is StateTensor elements)
                {
                    states.Upload(stream, StateIndex(tensor.Index, j), elements.ReadElements);
                }
                else if (start[0] != 0)
                {
                    states.Upload(stream, StateIndex(tensor.Index, j), (_, part) => part.Fill(rounded[0]));
                }
            }
        }

        stream.Synchronize();
    }

    /// <summary>Compiles and allocates for the variants that the first step will choose, as far as the options tell.</summary>
    private void PrepareVariants()
    {
        if (Layout.Numbers.Length > 0)
        {
            return;
        }

        Span<double> host = stackalloc double[Layout.Hosts.Length];
        foreach (OptimizerGroup group in Groups)
        {
            group.WriteHost(host, []);
            _runs.Prepare(Layout.Rule.VariantOf(host));
        }
    }

    /// <summary>Lays out the step anew where tensors, views or variants are others than in the last step.</summary>
    private void Arrange()
    {
        foreach (OptimizerGroup group in Groups)
        {
            _arguments.HasChanged |= group.IsActive && group.Variant != _arrangedVariants[group.Index];
        }

        if (!_arguments.HasChanged)
        {
            return;
        }

        foreach (OptimizerGroup group in Groups)
        {
            _arrangedVariants[group.Index] = group.IsActive ? group.Variant : _arrangedVariants[group.Index];
        }

        _runs.Arrange(ArraysOf);
        _norm?.Arrange(t => _arguments.Gradient(t.Index));
        _arguments.HasChanged = false;
    }

    /// <summary>A tensor's arrays in kernel order.</summary>
    private ArrayView<T>[] ArraysOf(OptimizerTensor tensor)
    {
        var arrays = new ArrayView<T>[_kernelArrays];
        int owned = 0, input = 0;
        for (int k = 0; k < arrays.Length; k++)
        {
            arrays[k] = Layout.RoleOf(k) switch
            {
                ParameterRole.Parameter => _parameters[tensor.Index],
                ParameterRole.Gradient => _arguments.Gradient(tensor.Index),
                ParameterRole.State => StateOf(tensor.Index, owned++),
                _ => _arguments.Input(tensor.Index, input++),
            };
        }

        return arrays;
    }

    /// <summary>Waits for the stream of the steps before, if it is another.</summary>
    private void Follow(AcceleratorStream stream)
    {
        if (_stream != stream)
        {
            Rest();
        }

        _stream = stream;
    }

    /// <summary>Waits for the steps before.</summary>
    /// <returns>A stream for copies.</returns>
    private AcceleratorStream Rest()
    {
        if (_stream is { IsDisposed: false })
        {
            _stream.Synchronize();
        }
        else if (_stream is not null)
        {
            _accelerator.Synchronize();
        }

        return _accelerator.DefaultStream;
    }

    /// <summary>Queues the norm of the gradients where something depends on it.</summary>
    /// <returns>Whether the step goes on: the host waits for the norm only to decide that.</returns>
    private bool TryMeasure(AcceleratorStream stream, in GradientPolicy policy)
    {
        _normScale = double.NaN;
        if (policy.MaxNorm is null && !policy.SkipNonFinite)
        {
            return true;
        }

        if (_norm is null)
        {
            _norm = new DeviceGradientNorm<T>(_accelerator, Tensors);
            _norm.Arrange(t => _arguments.Gradient(t.Index));
        }

        Launches += _norm.Launch(stream);
        _normScale = policy.Scale;
        if (!policy.SkipNonFinite)
        {
            return true;
        }

        _norm.Read();
        return _norm.IsFinite(policy.Scale);
    }

    /// <summary>Takes over what the host knows of the step, and counts it.</summary>
    private void KeepResults()
    {
        _areNumbersStale = Layout.Results.Length > 0;
        _runs.KeepResults();
        foreach (OptimizerGroup group in Groups)
        {
            group.Steps += group.IsActive ? 1 : 0;
        }
    }
}
