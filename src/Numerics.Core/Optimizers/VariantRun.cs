using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The tensors of a step whose groups choose the same plan variant: one batch, one dispatch.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class VariantRun<T>(RuleLayout layout, int variant)
    where T : unmanaged, INumber<T>
{
    private readonly Batch<T> _batch = new(layout.Rule.Plans[variant]);
    private readonly VariantSlots _slots = new(layout, layout.Rule.Plans[variant]);
    private readonly nint[] _addresses = new nint[layout.Rule.Plans[variant].Arrays.Count];
    private int _groups;
    private int _tensors;

    public void Clear()
    {
        _batch.Clear();
        (_groups, _tensors) = (0, 0);
    }

    public void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host)
    {
        host.CopyTo(_batch.AddGroup(host.Length));
        group.BatchIndex = _groups++;
        group.Witness = -1;
    }

    public void AddTensor(
        OptimizerTensor tensor, StateMemory<T> states, StepArguments<T> arguments, ReadOnlySpan<double> numbers)
    {
        int owned = 0, input = 0;
        for (int k = 0; k < _addresses.Length; k++)
        {
            _addresses[k] = RoleOf(k) switch
            {
                ParameterRole.Parameter => tensor.Address,
                ParameterRole.Gradient => tensor.Gradient,
                ParameterRole.State => states[tensor.Index, owned++],
                _ => arguments.Input(tensor.Index, input++),
            };
        }

        _batch.Add(tensor.Group.BatchIndex, tensor.Length, _addresses);
        tensor.BatchIndex = _tensors++;
        tensor.Group.Witness = tensor.Group.Witness < 0 ? tensor.BatchIndex : tensor.Group.Witness;
        WriteScalars(tensor, numbers);
    }

    /// <summary>Whether this step has tensors for it.</summary>
    public bool IsUsed => _tensors > 0;

    /// <summary>Evaluates what the rule computes on the host, as the run will again.</summary>
    public void Rehearse()
    {
        for (int i = 0; i < _tensors; i++)
        {
            layout.Rule.Scalars(
                variant, 0, _batch.Host(_batch.Group(i)), _batch.Length(i), _batch.TotalLength, _batch.Values(i));
        }
    }

    public void Run(double scale)
    {
        if (_tensors == 0)
        {
            return;
        }

        _batch.GradientScale = scale;
        layout.Rule.Run(variant, _batch);
    }

    /// <summary>Takes over the double and int states that the rule returned.</summary>
    public void KeepHostStates(OptimizerGroup group)
    {
        ReadOnlySpan<double> values = _batch.Values(group.Witness);
        for (int i = 0; i < _slots.HostStates.Length; i++)
        {
            group.HostStates[i] = values[_slots.HostStates[i]];
        }
    }

    /// <summary>Takes over a tensor's Scalar states and results.</summary>
    public void KeepNumbers(OptimizerTensor tensor)
    {
        ReadOnlySpan<double> values = _batch.Values(tensor.BatchIndex);
        for (int i = 0; i < _slots.Results.Length; i++)
        {
            tensor.Numbers[i] = _slots.Results[i] < 0 ? tensor.Numbers[i] : values[_slots.Results[i]];
        }
    }

    /// <summary>A destination follows the rule's own arrays and is owned like a state.</summary>
    private ParameterRole RoleOf(int array)
        => array < layout.Arrays.Length ? layout.Arrays[array].Role : ParameterRole.State;

    private void WriteScalars(OptimizerTensor tensor, ReadOnlySpan<double> numbers)
    {
        Span<double> values = _batch.Values(tensor.BatchIndex);
        int state = 0;
        for (int i = 0; i < layout.Scalars.Length; i++)
        {
            RuleParameter scalar = layout.Scalars[i];
            double value = scalar.Role == ParameterRole.State ? tensor.Numbers[state++] : numbers[layout.NumberOf(scalar)];
            if (_slots.ScalarInputs[i] >= 0)
            {
                values[_slots.ScalarInputs[i]] = value;
            }
        }
    }
}
