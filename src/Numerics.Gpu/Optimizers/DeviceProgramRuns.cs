using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Programs;
using Numerics.Gpu.Transport;
using Numerics.Optimizers;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Gpu.Optimizers;

/// <summary>A step of programs on a device: one call for each tensor.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceProgramRuns<T> : DeviceRuns<T>
    where T : unmanaged
{
    /// <summary>Steps whose given numbers may be on their way at once.</summary>
    private const int StepsAhead = 16;

    private readonly DeviceProgramRule _rule;
    private readonly RuleLayout _layout;
    private readonly Accelerator _accelerator;
    private readonly OptimizerTensor[] _tensors;
    private readonly OptimizerGroup[] _groups;
    private readonly NumberTable _table;
    private readonly VariantSlots[] _slots;
    private readonly TensorRun[] _runs;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _given;
    private readonly UploadRing _ring;
    private readonly double[] _givenNumbers;
    private readonly GradientScaling<T> _scaling;
    private readonly int _gradient;
    private readonly double[] _values;
    private readonly double[] _inputs;
    private readonly nint[] _entries;
    private readonly (int Values, int Inputs) _width;

    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public DeviceProgramRuns(DeviceProgramRule rule, Accelerator accelerator, OptimizerParts parts)
    {
        (_rule, _accelerator) = (rule, accelerator);
        (_layout, _tensors, _groups) = (parts.Layout, parts.Tensors, parts.Groups);
        _slots = [.. rule.Plans.Select(p => new VariantSlots(_layout, p))];
        _gradient = Array.FindIndex(_layout.Arrays, p => p.Role == ParameterRole.Gradient);
        _width = (rule.Plans.Max(p => p.Slots), rule.Variants.Max(v => v.Inputs));
        _values = new double[_tensors.Length * _width.Values];
        _inputs = new double[_tensors.Length * _width.Inputs];
        _entries = new nint[rule.Plans[0].Arrays.Count];
        _runs = Array.ConvertAll(_tensors, _ => new TensorRun(_entries.Length));
        _givenNumbers = new double[_layout.Scalars.Count(p => p.Role != ParameterRole.State)];
        _table = new NumberTable(accelerator, _layout, _tensors, IsOnDevice, IsWhole);
        _scaling = new GradientScaling<T>(accelerator, _tensors.Max(t => (long)t.Length));

        // The last is where a result goes that nobody asks for.
        _given = DeviceAllocation.Of<double>(accelerator, _givenNumbers.Length + 1, $"Numbers of {rule.Rule.Name}");
        _ring = new UploadRing(accelerator, _givenNumbers.Length * sizeof(double), StepsAhead);
    }

    public override NumberTable Numbers => _table;

    public override void Prepare(int variant)
    {
        // Which kernels a step launches depends on shapes: they are compiled when they are first launched.
    }

    public override void Arrange(Func<OptimizerTensor, ArrayView<T>[]> arraysOf)
    {
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive)
            {
                TensorRun run = _runs[tensor.Index];
                run.Views = arraysOf(tensor);
                run.Numbers = NumbersOf(tensor);
            }
        }
    }

    public override void Evaluate(
        AcceleratorStream stream, ReadOnlySpan<double> host, ReadOnlySpan<double> numbers, double scale)
    {
        KeepGiven(numbers);
        foreach (OptimizerGroup group in _groups)
        {
            group.Witness = -1;
        }

        ProgramScratch scratch = ProgramScratch.Of(stream);
        lock (scratch)
        {
            foreach (OptimizerTensor tensor in _tensors)
            {
                if (tensor.IsActive)
                {
                    Evaluate(tensor, scratch, host.Slice(tensor.Group.Index * _layout.Hosts.Length, _layout.Hosts.Length));
                }
            }
        }
    }

    public override int Run(AcceleratorStream stream, in GradientPolicy policy, DeviceGradientNorm<T>? norm)
    {
        int launches = policy.MaxNorm is double most ? norm!.Clip(stream, _scaling.Factor, policy.Scale, most) : 0;
        bool isScaled = policy.MaxNorm is not null || policy.Scale != 1;
        double scale = policy.MaxNorm is null ? policy.Scale : double.NaN;
        if (_givenNumbers.Length > 0)
        {
            _givenNumbers.CopyTo(MemoryMarshal.Cast<byte, double>(_ring.Next(stream)));
            _ring.Send(_given.View.AsContiguous().SubView(0, _givenNumbers.Length).Cast<byte>());
        }

        ProgramScratch scratch = ProgramScratch.Of(stream);
        lock (scratch)
        {
            foreach (OptimizerTensor tensor in _tensors)
            {
                if (tensor.IsActive)
                {
                    launches += Run(stream, tensor, isScaled, scale);
                }
            }
        }

        return launches;
    }

    public override void KeepResults()
    {
        foreach (OptimizerGroup group in _groups)
        {
            if (group.IsActive)
            {
                _slots[group.Variant].KeepHostStates(group, ValuesOf(group.Witness));
            }
        }

        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive)
            {
                // Those that kernels compute are read from the device when they are asked for.
                _slots[tensor.Group.Variant].KeepNumbers(tensor, ValuesOf(tensor.Index));
            }
        }
    }

    public override void Dispose()
    {
        _ring.Dispose();
        _given.Dispose();
        _scaling.Dispose();
        _table.Dispose();
    }

    private void Evaluate(OptimizerTensor tensor, ProgramScratch scratch, ReadOnlySpan<double> host)
    {
        int variant = tensor.Group.Variant;
        _layout.Shapes!.SetHostAxes(tensor, variant, host, tensor.Axes);
        ProgramPlan plan = _rule.Plans[variant];
        TensorRun run = _runs[tensor.Index];
        for (int k = 0; k < run.Arrays.Length; k++)
        {
            ProgramArray array = plan.Arrays[k];
            run.Arrays[k] = array.IsMatrix
                ? new DeviceOperand<T>(run.Views[k], tensor.Axes[array.RowAxis], tensor.Axes[array.Axis], tensor.Axes[array.Axis])
                : run.Views[k];
        }

        ProgramVariant device = _rule.Variants[variant];
        device.Host(host, tensor.Axes, InputsOf(tensor.Index, device), ValuesOf(tensor.Index)[..plan.Slots]);
        run.Launch = scratch.LaunchOf(plan, device, _rule.Programs<T>()[variant], 1, tensor.Axes, _entries);
        tensor.Group.Witness = tensor.Group.Witness < 0 ? tensor.Index : tensor.Group.Witness;
    }

    private int Run(AcceleratorStream stream, OptimizerTensor tensor, bool isScaled, double scale)
    {
        TensorRun run = _runs[tensor.Index];
        int launches = 0;
        if (isScaled && tensor.Length > 0)
        {
            DeviceOperand<T> gradient = run.Arrays[_gradient];
            run.Arrays[_gradient] = gradient with { View = _scaling.Launch(stream, gradient.View, scale) };
            launches++;
        }

        return launches + run.Launch!.Run(run.Arrays, run.Numbers, InputsOf(tensor.Index, _rule.Variants[tensor.Group.Variant]));
    }

    /// <summary>Where a variant's numbers are: states and named results in the table, given ones beside it.</summary>
    private ArrayView<double>[] NumbersOf(OptimizerTensor tensor)
    {
        int given = 0, state = 0;
        IReadOnlyList<DeviceNumber> numbers = _rule.Variants[tensor.Group.Variant].Numbers;
        var views = new ArrayView<double>[numbers.Count];
        for (int i = 0; i < views.Length; i++)
        {
            bool isScalar = i < _layout.Scalars.Length;
            int column = !isScalar ? Array.IndexOf(_layout.Results, numbers[i].Name)
                : _layout.Scalars[i].Role == ParameterRole.State ? state++
                : -1;
            int place = isScalar && column < 0 ? given++ : _givenNumbers.Length;
            views[i] = column >= 0 ? _table.Of(tensor.Index, column) : _given.View.AsContiguous().SubView(place, 1);
        }

        return views;
    }

    private void KeepGiven(ReadOnlySpan<double> numbers)
    {
        int given = 0;
        foreach (RuleParameter scalar in _layout.Scalars)
        {
            if (scalar.Role != ParameterRole.State)
            {
                _givenNumbers[given++] = numbers[_layout.NumberOf(scalar)];
            }
        }
    }

    private bool IsOnDevice(string name) => _rule.Variants.Any(v => v.Numbers.Any(n => n.Output >= 0 && n.Name == name));

    private bool IsWhole(string name) =>
        _rule.Plans.Any(p => p.Scalars.Concat(p.Results).Any(s => s.IsInteger && s.Name == name));

    private Span<double> ValuesOf(int tensor) => _values.AsSpan(tensor * _width.Values, _width.Values);

    private Span<double> InputsOf(int tensor, ProgramVariant variant) =>
        _inputs.AsSpan(tensor * _width.Inputs, variant.Inputs);

    /// <summary>The call of one tensor.</summary>
    private sealed class TensorRun(int arrays)
    {
        public ArrayView<T>[] Views { get; set; } = [];

        public DeviceOperand<T>[] Arrays { get; } = new DeviceOperand<T>[arrays];

        public ArrayView<double>[] Numbers { get; set; } = [];

        public ProgramLaunch<T>? Launch { get; set; }
    }
}
