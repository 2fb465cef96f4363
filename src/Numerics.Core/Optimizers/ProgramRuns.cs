using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>A step of programs: one call for each tensor, each of which uses all threads.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramRuns<T> : StepRuns<T>
    where T : unmanaged, INumber<T>
{
    private readonly ProgramRule _rule;
    private readonly OptimizerTensor[] _tensors;
    private readonly VariantSlots[] _slots;
    private readonly nint[] _addresses;
    private readonly double[] _values;
    private readonly double[] _hosts;
    private readonly int _gradient;
    private readonly int _arrays;
    private readonly int _width;
    private readonly ScaledGradient<T> _scaled = new();

    public ProgramRuns(RuleLayout layout, ProgramRule rule, OptimizerTensor[] tensors)
        : base(layout)
    {
        (_rule, _tensors) = (rule, tensors);
        _slots = [.. rule.Plans.Select(p => new VariantSlots(layout, p))];
        _gradient = Array.FindIndex(layout.Arrays, p => p.Role == ParameterRole.Gradient);
        _arrays = rule.Plans[0].Arrays.Count;
        _width = rule.Plans.Max(p => p.Slots);
        _addresses = new nint[tensors.Length * _arrays];
        _values = new double[tensors.Length * _width];
        _hosts = new double[(tensors.Max(t => t.Group.Index) + 1) * layout.Hosts.Length];
    }

    public override void Clear()
    {
    }

    public override void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host)
    {
        host.CopyTo(HostOf(group));
        group.Witness = -1;
    }

    public override void AddTensor(
        OptimizerTensor tensor, StateMemory<T> states, StepArguments<T> arguments, ReadOnlySpan<double> numbers)
    {
        OptimizerGroup group = tensor.Group;
        group.Witness = group.Witness < 0 ? tensor.Index : group.Witness;
        FindArrays(tensor, states, arguments, AddressesOf(tensor));
        _slots[group.Variant].WriteScalars(tensor, numbers, ValuesOf(tensor.Index));
        Layout.Shapes!.SetHostAxes(tensor, group.Variant, HostOf(group), tensor.Axes);
    }

    public override void Rehearse()
    {
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive && _rule.Plans[tensor.Group.Variant].Items is [ProgramStage stage, ..])
            {
                _rule.Scalars(
                    tensor.Group.Variant, stage.Number, HostOf(tensor.Group), tensor.Axes, ValuesOf(tensor.Index));
            }
        }
    }

    public override void Run(double scale)
    {
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (!tensor.IsActive)
            {
                continue;
            }

            if (scale != 1)
            {
                AddressesOf(tensor)[_gradient] = _scaled.Of(tensor, scale);
            }

            if (typeof(T) == typeof(float))
            {
                var call = new ProgramCall<float>();
                AddArrays(tensor, ref call);
                _rule.Run(tensor.Group.Variant, ref call, HostOf(tensor.Group), ValuesOf(tensor.Index));
            }
            else
            {
                var call = new ProgramCall<double>();
                AddArrays(tensor, ref call);
                _rule.Run(tensor.Group.Variant, ref call, HostOf(tensor.Group), ValuesOf(tensor.Index));
            }
        }
    }

    public override void KeepHostStates(OptimizerGroup group) =>
        _slots[group.Variant].KeepHostStates(group, ValuesOf(group.Witness));

    public override void KeepNumbers(OptimizerTensor tensor) =>
        _slots[tensor.Group.Variant].KeepNumbers(tensor, ValuesOf(tensor.Index));

    private void AddArrays<U>(OptimizerTensor tensor, scoped ref ProgramCall<U> call)
        where U : unmanaged
    {
        IReadOnlyList<ProgramArray> arrays = _rule.Plans[tensor.Group.Variant].Arrays;
        Span<nint> addresses = AddressesOf(tensor);
        for (int k = 0; k < addresses.Length; k++)
        {
            call.Add(k, arrays[k], addresses[k], tensor.Axes);
        }
    }

    private Span<double> HostOf(OptimizerGroup group) =>
        _hosts.AsSpan(group.Index * Layout.Hosts.Length, Layout.Hosts.Length);

    private Span<double> ValuesOf(int tensor) => _values.AsSpan(tensor * _width, _width);

    private Span<nint> AddressesOf(OptimizerTensor tensor) => _addresses.AsSpan(tensor.Index * _arrays, _arrays);
}
