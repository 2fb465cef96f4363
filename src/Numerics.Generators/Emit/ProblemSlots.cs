using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>Slots of one of the problems of a batch that are run together, in their table.</summary>
/// <param name="isCommon">Whether a slot is the same for all problems, and was set before.</param>
/// <param name="common">The name of what has those slots.</param>
/// <param name="reduced">What was reduced just now, and is at hand.</param>
/// <param name="resultOf">The column of the numbers of all problems that a slot goes to; null for none.</param>
internal sealed class ProblemSlots(
    Func<int, bool> isCommon, string common, IReadOnlyList<int> reduced, Func<int, int?> resultOf) : SlotSpelling
{
    /// <summary>The name of what was reduced just now.</summary>
    public static string NameOfReduced(int slot) => Invariant($"value{slot}");

    /// <summary>Whether a stage has nothing but arithmetic that is the same in lanes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="isLeaf">Whether a node's value stands in a slot.</param>
    public static bool AreWide(Graph graph, EquatableArray<SlotValue> stage, Func<int, bool> isLeaf)
    {
        int[] roots = stage.Select(s => s.Node).ToArray();
        bool[] needed = new RootedGraph(graph, roots).Reachable(id => isLeaf(id) || graph[id].Op == Op.FromHost);
        return roots.Length > 0 && roots.All(r => graph[r].Kind == Kind.Scalar)
            && Enumerable.Range(0, needed.Length).All(i => !needed[i] || isLeaf(i) || ScalarSpelling.CanBeWide(graph[i]));
    }

    public override string Value(int slot) => reduced.Contains(slot) ? NameOfReduced(slot)
        : isCommon(slot) ? Invariant($"{common}.Value({slot})")
        : Invariant($"values.Value({slot})");

    public override string Integer(int slot) => $"BitConverter.DoubleToInt64Bits({Value(slot)})";

    public override string Constant(int slot) => Invariant($"{(isCommon(slot) ? common : "values")}.Constant({slot})");

    public override void EmitSet(SourceWriter w, SlotValue slot, string value) => w.Line(resultOf(slot.Slot) is int column
        ? Invariant($"table.SetNumber({column}, problem, {value});")
        : Invariant($"values.Set({slot.Slot}, {value});"));
}

/// <summary>The slots of all problems that are run together, each in a lane.</summary>
/// <param name="isCommon">Whether a slot is the same for all problems, and was set before.</param>
/// <param name="common">The name of what has those slots.</param>
/// <param name="resultOf">The column of the numbers of all problems that a slot goes to; null for none.</param>
internal sealed class WideSlots(Func<int, bool> isCommon, string common, Func<int, int?> resultOf) : SlotSpelling
{
    public override string Value(int slot) =>
        isCommon(slot) ? Invariant($"W.Broadcast({common}.Value({slot}))") : Invariant($"table.Slot<W>({slot})");

    public override void EmitSet(SourceWriter w, SlotValue slot, string value) => w.Line(resultOf(slot.Slot) is int column
        ? Invariant($"table.SetNumbers({column}, first, count, {value});")
        : Invariant($"table.SetSlot({slot.Slot}, {value});"));
}
