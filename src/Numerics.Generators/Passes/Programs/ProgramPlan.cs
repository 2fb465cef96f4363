using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>An array of a program: the rule's arrays, then its destinations, then temporaries, which have no name in the rule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameter">The rule's parameter; −1 for a destination or a temporary.</param>
/// <param name="Shape">Vec, Row, Col, Mat or Points; a temporary is a Row or a Mat.</param>
/// <param name="RowAxis">The axis of a matrix's rows; −1 for a line.</param>
/// <param name="Axis">The axis of a line, or of a matrix's columns.</param>
/// <param name="Of">The line whose memory a temporary matrix is; −1 for memory of its own.</param>
internal sealed record ProgramArray(
    string Name, int Parameter, Kind Shape, int RowAxis, int Axis, bool IsRead, bool IsWritten, bool IsGradient, int Of = -1)
{
    /// <summary>The axis of the room that a temporary sparse matrix has for entries; −1 for any other array.</summary>
    public int Entries { get; init; } = -1;
}

/// <summary>One step of a program.</summary>
internal abstract record ProgramItem;

/// <summary>Numbers computed between passes; then slots that move all at once.</summary>
internal sealed record StageItem(int Number, EquatableArray<SlotValue> Values, EquatableArray<SlotMove> Moves) : ProgramItem;

/// <summary>The value of one slot goes to another.</summary>
internal sealed record SlotMove(int From, int To);

/// <summary>A pass over a line.</summary>
internal sealed record LineItem(int Number, int Axis, PassPlan Pass) : ProgramItem;

/// <summary>A pass over a matrix, row by row: sections of a row and of its cells take turns, a row's first and last.</summary>
internal sealed record RowsItem(
    int Number, int Outer, int Inner, EquatableArray<RowSection> Rows, EquatableArray<CellSection> Cells) : ProgramItem;

/// <summary>What is computed once for a row; nodes are numbered through all sections of the rows.</summary>
internal sealed record RowSection(EquatableArray<LaneNode> Nodes, EquatableArray<LaneStore> Stores);

/// <summary>What is computed for each cell of a row.</summary>
/// <param name="Keeps">Values that later phases of the row find in scratch lines, if they do not compute them again.</param>
/// <param name="Kept">Values that earlier phases have left in scratch lines.</param>
internal sealed record CellSection(
    EquatableArray<LaneNode> Nodes,
    EquatableArray<LaneStore> Stores,
    EquatableArray<CellReduction> Reductions,
    EquatableArray<LaneStore> Keeps,
    EquatableArray<LaneStore> Kept)
{
    /// <summary>Functions of scratch lines, in place, that follow the section.</summary>
    public EquatableArray<LineCall> Calls { get; init; } = EquatableArray<LineCall>.Empty;
}

/// <summary>A function of each element of a scratch line.</summary>
/// <param name="Sum">The fold that adds up its results; null for none.</param>
/// <param name="Shift">With a sum, the row's node that is subtracted from each element first; −1 for none.</param>
internal sealed record LineCall(Op Function, int Line, CellReduction? Sum = null, int Shift = -1);

/// <summary>A reduction of a cell's value, or of the product of two.</summary>
/// <param name="Target">A fold: the row's node; a column reduction: the array; a total: the slot.</param>
internal sealed record CellReduction(CellScope Scope, Op Op, int A, int B, int Number, int Target);

internal enum CellScope
{
    /// <summary>Over a row's columns.</summary>
    Fold,

    /// <summary>Over the rows.</summary>
    Column,

    /// <summary>Over all cells.</summary>
    Total,

    /// <summary>None: value A goes to the row's next entry of sparse matrix Target where mask B holds.</summary>
    Compact,
}

/// <summary>Array C becomes the product of A and B, each turned or not.</summary>
internal sealed record ProductItem(int A, int B, int C, bool IsLeftTurned, bool IsRightTurned) : ProgramItem;

/// <summary>An element of an array as a number; Column is −1 for a line's.</summary>
internal sealed record FetchItem(int Array, int Row, int Column, int Slot) : ProgramItem;

internal sealed record SumByKeyItem(int Values, int Keys, int Array) : ProgramItem;

/// <summary>The Integer in a slot must be a position along an axis.</summary>
internal sealed record InsideItem(int Axis, int Slot) : ProgramItem;

/// <summary>The line Result becomes the product of a sparse matrix and a line; transposed, of a line and a sparse matrix.</summary>
internal sealed record SparseItem(int Matrix, int Line, int Result, bool IsTransposed) : ProgramItem;

/// <summary>The rows of a sparse matrix begin where a line of counts puts them.</summary>
internal sealed record StartsItem(int Counts, int Matrix) : ProgramItem;

/// <summary>The inner product of a sparse matrix's row and a line, to a slot.</summary>
internal sealed record RowDotItem(int Matrix, int Row, int Line, int Slot) : ProgramItem;

/// <summary>A sparse matrix's row, multiplied by the constant in slot Factor, is added to a line.</summary>
internal sealed record AddRowItem(int Matrix, int Row, int Factor, int Line) : ProgramItem;

/// <summary>A loop: slots of the count, of the number of the round, and of the condition to stop (−1: it counts).</summary>
internal sealed record LoopItem(
    int Number, int Count, int Index, int Until, bool IsInline, EquatableArray<ProgramItem> Items) : ProgramItem;

/// <summary>One variant of a rule over matrices or with loops.</summary>
/// <param name="Graph">The graph that stages are evaluated from.</param>
/// <param name="Arrays">The rule's arrays and destinations.</param>
/// <param name="Temporaries">Arrays of the runtime's, numbered after those.</param>
/// <param name="AxisHosts">For each axis the host values that are its length; none where arrays fix it.</param>
/// <param name="NodeSlots">Where the results of reductions, fetches and loops, states and inputs stand.</param>
/// <param name="LengthAxes">For each parameter's side (2·parameter, plus 1 for columns) its axis; −1 for none.</param>
internal sealed record ProgramPlan(
    Graph Graph,
    EquatableArray<ProgramArray> Arrays,
    EquatableArray<ProgramArray> Temporaries,
    EquatableArray<EquatableArray<int>> AxisHosts,
    EquatableArray<ProgramItem> Items,
    Dictionary<int, int> NodeSlots,
    Dictionary<int, int> ScalarSlots,
    EquatableArray<int> ResultSlots,
    EquatableArray<int> LengthAxes,
    int Constants,
    int Slots,
    int Reductions)
{
    public string NameOf(int array) => array < Arrays.Count ? Arrays[array].Name : Temporaries[array - Arrays.Count].Name;

    public ProgramArray ArrayOf(int array) => array < Arrays.Count ? Arrays[array] : Temporaries[array - Arrays.Count];

    /// <summary>The number of a sparse matrix among the sparse ones.</summary>
    public int SparseNumberOf(int array) => Enumerable.Range(0, array).Count(a => ArrayOf(a) is { Shape: Kind.Csr } or { Entries: >= 0 });

    /// <summary>The number of sparse matrices, of the rule and of its temporaries.</summary>
    public int SparseArrays => SparseNumberOf(Arrays.Count + Temporaries.Count);

    /// <summary>All items, those of loops too.</summary>
    public IEnumerable<ProgramItem> AllItems() => Flatten(Items);

    private static IEnumerable<ProgramItem> Flatten(IEnumerable<ProgramItem> items) =>
        items.SelectMany(i => i is LoopItem loop ? new[] { i }.Concat(Flatten(loop.Items)) : [i]);
}
