using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>A step of kernels: one dispatch for each variant.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class KernelRuns<T>(RuleLayout layout, UpdateRule rule) : StepRuns<T>(layout)
    where T : unmanaged, INumber<T>
{
    private readonly VariantRun<T>?[] _variants = new VariantRun<T>?[rule.Plans.Count];

    public override void Clear()
    {
        foreach (VariantRun<T>? variant in _variants)
        {
            variant?.Clear();
        }
    }

    public override void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host)
        => (_variants[group.Variant] ??= new VariantRun<T>(Layout, rule, group.Variant)).AddGroup(group, host);

    public override void AddTensor(
        OptimizerTensor tensor, StateMemory<T> states, StepArguments<T> arguments, ReadOnlySpan<double> numbers)
    {
        VariantRun<T> variant = _variants[tensor.Group.Variant]!;
        FindArrays(tensor, states, arguments, variant.Addresses);
        variant.AddTensor(tensor, numbers);
    }

    /// <inheritdoc/>
    /// <remarks>A single variant runs host code before it writes.</remarks>
    public override void Rehearse()
    {
        int used = 0;
        foreach (VariantRun<T>? variant in _variants)
        {
            used += variant?.IsUsed == true ? 1 : 0;
        }

        for (int i = 0; used > 1 && i < _variants.Length; i++)
        {
            _variants[i]?.Rehearse();
        }
    }

    public override void Run(double scale)
    {
        foreach (VariantRun<T>? variant in _variants)
        {
            variant?.Run(scale);
        }
    }

    public override void KeepHostStates(OptimizerGroup group) => _variants[group.Variant]!.KeepHostStates(group);

    public override void KeepNumbers(OptimizerTensor tensor) => _variants[tensor.Group.Variant]!.KeepNumbers(tensor);
}
