using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The tensors of a step whose groups choose the same plan variant: one batch, one dispatch.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class VariantRun<T>(RuleLayout layout, UpdateRule rule, int variant)
    where T : unmanaged, INumber<T>
{
    private readonly Batch<T> _batch = new(rule.Plans[variant]);
    private readonly VariantSlots _slots = new(layout, rule.Plans[variant]);
    private readonly nint[] _addresses = new nint[rule.Plans[variant].Arrays.Count];
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

    /// <summary>The addresses of the next tensor's arrays, in the order of the plan.</summary>
    public Span<nint> Addresses => _addresses;

    public void AddTensor(OptimizerTensor tensor, ReadOnlySpan<double> numbers)
    {
        _batch.Add(tensor.Group.BatchIndex, tensor.Length, _addresses);
        tensor.BatchIndex = _tensors++;
        tensor.Group.Witness = tensor.Group.Witness < 0 ? tensor.BatchIndex : tensor.Group.Witness;
        _slots.WriteScalars(tensor, numbers, _batch.Values(tensor.BatchIndex));
    }

    /// <summary>Whether this step has tensors for it.</summary>
    public bool IsUsed => _tensors > 0;

    /// <summary>Evaluates what the rule computes on the host, as the run will again.</summary>
    public void Rehearse()
    {
        for (int i = 0; i < _tensors; i++)
        {
            rule.Scalars(
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
        rule.Run(variant, _batch);
    }

    public void KeepHostStates(OptimizerGroup group) => _slots.KeepHostStates(group, _batch.Values(group.Witness));

    public void KeepNumbers(OptimizerTensor tensor) => _slots.KeepNumbers(tensor, _batch.Values(tensor.BatchIndex));
}
