using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Where a plan variant keeps the numbers of a rule in its table of values; −1 where it does not use
/// one.</summary>
/// <remarks>Whole numbers are 64 bits in a table, and plain numbers in an optimizer and its files: exact below
/// 2⁵³.</remarks>
internal sealed class VariantSlots
{
    private readonly RuleLayout _layout;
    private readonly HashSet<int> _whole;

    public VariantSlots(RuleLayout layout, KernelPlan plan)
        : this(layout, [.. plan.Scalars.Select(ToSlot)], [.. plan.Results.Select(ToSlot)])
    {
    }

    public VariantSlots(RuleLayout layout, ProgramPlan plan)
        : this(layout, plan.Scalars, plan.Results)
    {
    }

    private VariantSlots(RuleLayout layout, IReadOnlyList<ProgramSlot> scalars, IReadOnlyList<ProgramSlot> results)
    {
        _layout = layout;
        ScalarInputs = Array.ConvertAll(layout.Scalars, p => Find(scalars, p.Name));
        HostStates = Array.ConvertAll(layout.HostStates, p => Find(results, p.Name));
        Results = Array.ConvertAll(layout.Results, n => Find(results, n));
        _whole = [.. scalars.Concat(results).Where(s => s.IsInteger).Select(s => s.Slot)];
    }

    public int[] ScalarInputs { get; }

    public int[] HostStates { get; }

    public int[] Results { get; }

    /// <summary>Puts a tensor's Scalar states, and the numbers given to a step, into its table of values.</summary>
    public void WriteScalars(OptimizerTensor tensor, ReadOnlySpan<double> numbers, Span<double> values)
    {
        int state = 0;
        for (int i = 0; i < ScalarInputs.Length; i++)
        {
            RuleParameter scalar = _layout.Scalars[i];
            double value = scalar.Role == ParameterRole.State
                ? WholeNumbers.ToTable(scalar.Kind, tensor.Numbers[state++])
                : numbers[_layout.NumberOf(scalar)];
            if (ScalarInputs[i] >= 0)
            {
                values[ScalarInputs[i]] = value;
            }
        }
    }

    /// <summary>Takes over the host states that the rule returned.</summary>
    public void KeepHostStates(OptimizerGroup group, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < HostStates.Length; i++)
        {
            group.HostStates[i] = NumberAt(HostStates[i], values);
        }
    }

    /// <summary>Takes over a tensor's Scalar states and results.</summary>
    public void KeepNumbers(OptimizerTensor tensor, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < Results.Length; i++)
        {
            tensor.Numbers[i] = Results[i] < 0 ? tensor.Numbers[i] : NumberAt(Results[i], values);
        }
    }

    private double NumberAt(int slot, ReadOnlySpan<double> values) =>
        _whole.Contains(slot) ? WholeNumbers.FromBits(values[slot]) : values[slot];

    private static ProgramSlot ToSlot(PlanSlot slot) => new(slot.Name, slot.Slot, IsInteger: false);

    private static int Find(IReadOnlyList<ProgramSlot> slots, string name)
        => slots.FirstOrDefault(s => s.Name == name)?.Slot ?? -1;
}
