using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>A node of a pass: lane arithmetic over earlier nodes of the pass; a load's A is an array, a constant's a slot.</summary>
internal sealed record LaneNode(LaneOp Op, Op Arithmetic, int A, int B, int C, string Name);

internal enum LaneOp
{
    /// <summary>Array A at the element; a line at the element's column.</summary>
    Load,

    /// <summary>Constant slot A; C is its node of the graph.</summary>
    Constant,
    Arithmetic,

    /// <summary>In a cell: value A of the row.</summary>
    Row,

    /// <summary>In a cell: matrix A at (j, i).</summary>
    Turned,

    /// <summary>Matrix A in the row whose number is in slot B.</summary>
    RowOf,

    /// <summary>Matrix A in the column whose number is in slot B.</summary>
    ColumnOf,

    /// <summary>A number of point i of array A and point j of array B; C says which, in the order of <see cref="PairKinds"/>.</summary>
    Pairs,

    /// <summary>A random number: key, counter and bound in slots A, B, C.</summary>
    Draw,

    /// <summary>The mask of the position in slot A, along axis B.</summary>
    Here,

    /// <summary>Array A, whose axis is C, as many elements further on as slot B says; zero outside it.</summary>
    Shifted,

    /// <summary>In a cell: matrix A as many rows further down as slot B says, and as many columns to the right as slot C; zero outside
    /// it.</summary>
    Moved,

    /// <summary>The mask of the positions from slot A up to slot B, B left out.</summary>
    Within,

    /// <summary>In a cell: a value of an earlier phase of the row, from scratch line A.</summary>
    Kept,
}

internal static class PairKinds
{
    public static readonly string[] Names = ["squared", "distance", "inner"];
}

/// <summary>A node's value replaces an array's element: as a result, or kept there for later passes.</summary>
internal sealed record LaneStore(int Node, int Array, bool IsKept = false);

/// <summary>A reduction of one node, or of the product of two.</summary>
internal sealed record LaneReduction(Op Op, int Index, int A, int B, int Slot, bool IsGlobal);

/// <summary>One pass over memory.</summary>
internal sealed record PassPlan(
    EquatableArray<LaneNode> Nodes, EquatableArray<LaneStore> Stores, EquatableArray<LaneReduction> Reductions)
{
    public bool IsFold => Reductions.Count > 0;

    /// <summary>The number of elementary functions.</summary>
    public int Functions => Nodes.Count(n => n.Op == LaneOp.Arithmetic && n.Arithmetic.IsFunction());

    public IEnumerable<int> Reads => Nodes.Where(n => n.Op == LaneOp.Load).Select(n => n.A).Distinct();
}

/// <summary>A slot of the table of values and the graph node whose value it takes.</summary>
internal sealed record SlotValue(int Slot, int Node, bool IsConstant);

/// <summary>An array of the kernel.</summary>
internal sealed record PlanArray(string Name, int Parameter, bool IsRead, bool IsWritten, bool IsGradient);

/// <summary>One plan variant: passes, and the scalar program between them.</summary>
/// <param name="Graph">The graph that scalar programs are evaluated from.</param>
/// <param name="Stages">For each stage the slots it sets: stage k before pass k, the last one after all passes.</param>
/// <param name="ReductionSlots">Where each reduction node's result is found.</param>
/// <param name="ScalarSlots">Where each Scalar parameter (by position) is found.</param>
/// <param name="ResultSlots">The slots of the rule's results; −1 for arrays.</param>
internal sealed record VariantPlan(
    Graph Graph,
    EquatableArray<PlanArray> Arrays,
    EquatableArray<PassPlan> Passes,
    EquatableArray<EquatableArray<SlotValue>> Stages,
    Dictionary<int, int> ReductionSlots,
    Dictionary<int, int> ScalarSlots,
    EquatableArray<int> ResultSlots,
    int Constants,
    int Slots,
    bool UsesLength)
{
    public int Traffic => Passes.Sum(p => p.Reads.Count() + p.Stores.Count);

    /// <summary>The least that any plan must move: each input that is read, read once; each array that is stored, stored once.</summary>
    public int MinimumTraffic => Passes.SelectMany(p => p.Reads).Distinct().Count(a => Arrays[a].IsRead)
        + Passes.SelectMany(p => p.Stores).Select(s => s.Array).Distinct().Count();
}

/// <summary>All variants of a rule, and how host values choose among them.</summary>
internal sealed record PlanSet(List<VariantPlan> Variants, VariantChoice Choice, ulong Hash);

/// <summary>All programs of a rule, and how host values choose among them.</summary>
internal sealed record ProgramSet(List<Programs.ProgramPlan> Variants, VariantChoice Choice, ulong Hash);
