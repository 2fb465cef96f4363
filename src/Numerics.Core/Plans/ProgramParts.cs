namespace Numerics.Plans;

/// <summary>What an array of a program is.</summary>
public enum ArrayShape
{
    /// <summary>A flat array.</summary>
    Vec,

    /// <summary>One value for each column of a matrix.</summary>
    Row,

    /// <summary>One value for each row of a matrix.</summary>
    Col,

    /// <summary>A matrix, row after row.</summary>
    Mat,

    /// <summary>A sparse matrix: compressed rows.</summary>
    Csr,
}

/// <summary>An array of a program.</summary>
/// <param name="Name">Its name in the rule; of a temporary a number after “temp”.</param>
/// <param name="Use">How it is used.</param>
/// <param name="Shape">What it is.</param>
/// <param name="RowAxis">The axis of a matrix's rows; −1 for a line.</param>
/// <param name="Axis">The axis of a line, or of a matrix's columns.</param>
/// <param name="IsGradient">Whether it is the gradient of an optimizer.</param>
/// <param name="Of">The line whose memory a temporary matrix is, row after row; −1 for memory of its own.</param>
public sealed record ProgramArray(
    string Name, ArrayUse Use, ArrayShape Shape, int RowAxis, int Axis, bool IsGradient, int Of = -1)
{
    /// <summary>Whether it is a matrix.</summary>
    public bool IsMatrix => RowAxis >= 0;

    /// <summary>The axis whose length is the most entries that a temporary sparse matrix has room for; −1 for any other array.</summary>
    public int Entries { get; init; } = -1;
}

/// <summary>An input or a result in the table of values.</summary>
/// <param name="Name">Its name, null for an unnamed result.</param>
/// <param name="Slot">Its slot.</param>
/// <param name="IsInteger">Whether the slot holds the bits of a whole number.</param>
public sealed record ProgramSlot(string? Name, int Slot, bool IsInteger);

/// <summary>One step of a program.</summary>
public abstract record ProgramItem;

/// <summary>A scalar program: numbers computed between passes.</summary>
/// <param name="Number">Its number.</param>
public sealed record ProgramStage(int Number) : ProgramItem;

/// <summary>A pass over a line.</summary>
/// <param name="Number">Its number among all passes.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Pass">What it computes.</param>
public sealed record ProgramLine(int Number, int Axis, PlanPass Pass) : ProgramItem;

/// <summary>A pass over a matrix, row by row.</summary>
/// <param name="Number">Its number among all passes.</param>
/// <param name="Rows">The axis of the rows.</param>
/// <param name="Columns">The axis of the columns.</param>
/// <param name="RowSections">What is computed once for a row; one more than there are sections of cells.</param>
/// <param name="CellSections">What is computed for each cell of the row, between the sections of the row.</param>
public sealed record ProgramRows(
    int Number,
    int Rows,
    int Columns,
    IReadOnlyList<PlanPass> RowSections,
    IReadOnlyList<ProgramCells> CellSections) : ProgramItem;

/// <summary>What a pass over a matrix computes for each cell of a row.</summary>
/// <param name="Nodes">The arithmetic.</param>
/// <param name="Stores">What it writes.</param>
/// <param name="Reductions">What it reduces.</param>
public sealed record ProgramCells(
    IReadOnlyList<PlanNode> Nodes, IReadOnlyList<PlanStore> Stores, IReadOnlyList<CellReduction> Reductions)
{
    /// <summary>What goes to sparse matrices.</summary>
    public IReadOnlyList<CellCompaction> Compactions { get; init; } = [];
}

/// <summary>A cell's value becomes the next entry of its row of a sparse matrix, where a mask holds and the row has room.</summary>
/// <param name="Value">The value's node.</param>
/// <param name="Mask">The mask's node.</param>
/// <param name="Matrix">The sparse matrix, whose rows' starts are known.</param>
public sealed record CellCompaction(int Value, int Mask, int Matrix);

/// <summary>What a reduction of cells runs over.</summary>
public enum CellScope
{
    /// <summary>The columns of a row: gives the row a value.</summary>
    Fold,

    /// <summary>The rows of a column: gives a line an element.</summary>
    Column,

    /// <summary>All cells: gives a number.</summary>
    Total,
}

/// <summary>A reduction of a cell's value, or of the product of two.</summary>
/// <param name="Scope">What it runs over.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="A">The node.</param>
/// <param name="B">The second node of a dot product, else −1.</param>
/// <param name="Index">Its number through the whole plan; −1 for a fold.</param>
/// <param name="Target">A fold: the number of the row's value; a column reduction: the line; a total: the slot.</param>
public sealed record CellReduction(CellScope Scope, ReductionKind Kind, int A, int B, int Index, int Target);

/// <summary>Array C becomes the matrix product A·B.</summary>
public sealed record ProgramProduct(int A, int B, int C, bool IsLeftTurned, bool IsRightTurned) : ProgramItem;

/// <summary>An element of an array goes to a slot.</summary>
/// <param name="Array">The array.</param>
/// <param name="Row">The slot of the index, or of the row's number.</param>
/// <param name="Column">The slot of the column's number; −1 for a line.</param>
/// <param name="Slot">Where the element goes.</param>
public sealed record ProgramFetch(int Array, int Row, int Column, int Slot) : ProgramItem;

/// <summary>Array sums becomes the sums of the values with equal keys.</summary>
public sealed record ProgramSumByKey(int Values, int Keys, int Sums) : ProgramItem;

/// <summary>A number must be a position along an axis: the call ends otherwise, before anything of the user's is written.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Slot">The slot of the Integer.</param>
public sealed record ProgramInside(int Axis, int Slot) : ProgramItem;

/// <summary>Line Result becomes the product of a sparse matrix and a line: with its rows, or transposed with its columns.</summary>
public sealed record ProgramSparseProduct(int Matrix, int Line, int Result, bool IsTransposed) : ProgramItem;

/// <summary>The rows of a temporary sparse matrix begin where so many entries in each row put them, as far as there is room.</summary>
/// <param name="Counts">The line of counts.</param>
/// <param name="Matrix">The sparse matrix.</param>
public sealed record ProgramStarts(int Counts, int Matrix) : ProgramItem;

/// <summary>The inner product of a sparse matrix's row and a line goes to a slot.</summary>
/// <param name="Matrix">The sparse matrix.</param>
/// <param name="Row">The slot of the row's number.</param>
/// <param name="Line">The line.</param>
/// <param name="Slot">Where the number goes.</param>
public sealed record ProgramRowDot(int Matrix, int Row, int Line, int Slot) : ProgramItem;

/// <summary>The multiple of a sparse matrix's row is added to a line.</summary>
/// <param name="Matrix">The sparse matrix.</param>
/// <param name="Row">The slot of the row's number.</param>
/// <param name="Factor">The constant that the row is multiplied by.</param>
/// <param name="Line">The line.</param>
public sealed record ProgramAddRow(int Matrix, int Row, int Factor, int Line) : ProgramItem;

/// <summary>A loop.</summary>
/// <param name="Number">Its number among all loops.</param>
/// <param name="Count">The slot of the number of rounds, or of the most rounds.</param>
/// <param name="Index">The slot of the number of the round; of a loop that ends by a condition the rounds done.</param>
/// <param name="Until">The slot that is not 0 after the last round; −1 for a loop that counts.</param>
/// <param name="IsInline">Whether emitted code runs it on one thread; else the runtime runs its steps.</param>
/// <param name="Items">A round.</param>
public sealed record ProgramLoop(
    int Number, int Count, int Index, int Until, bool IsInline, IReadOnlyList<ProgramItem> Items) : ProgramItem;
