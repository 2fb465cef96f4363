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
    IReadOnlyList<PlanNode> Nodes, IReadOnlyList<PlanStore> Stores, IReadOnlyList<CellReduction> Reductions);

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

/// <summary>A loop.</summary>
/// <param name="Number">Its number among all loops.</param>
/// <param name="Count">The slot of the number of rounds, or of the most rounds.</param>
/// <param name="Index">The slot of the number of the round; of a loop that ends by a condition the rounds done.</param>
/// <param name="Until">The slot that is not 0 after the last round; −1 for a loop that counts.</param>
/// <param name="IsInline">Whether emitted code runs it on one thread; else the runtime runs its steps.</param>
/// <param name="Items">A round.</param>
public sealed record ProgramLoop(
    int Number, int Count, int Index, int Until, bool IsInline, IReadOnlyList<ProgramItem> Items) : ProgramItem;
