using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>An array of a program or a temporary: its axes. A line has none for columns (−1).</summary>
internal sealed record ArrayInfo(string Name, ArrayUse Use, int Rows, int Columns)
{
    /// <summary>The line whose memory it is; −1 for memory of its own.</summary>
    public int Of { get; init; } = -1;

    /// <summary>The axis whose length is the room for entries of a temporary sparse matrix; −1 for any other array.</summary>
    public int Entries { get; init; } = -1;

    /// <summary>Whether it is a sparse matrix.</summary>
    public bool IsSparse { get; init; }

    /// <summary>Whether it is a matrix.</summary>
    public bool IsMatrix => Columns >= 0;

    /// <summary>Whether the program writes it.</summary>
    public bool IsWritten => Use != ArrayUse.Read;
}

/// <summary>Where the parts of a reduction come from.</summary>
internal enum ReductionForm
{
    /// <summary>A part for each block of a line.</summary>
    Line,

    /// <summary>For each block of rows a part for each column.</summary>
    Columns,

    /// <summary>A part for each row.</summary>
    Total,
}

/// <summary>A reduction that the runtime combines.</summary>
/// <param name="Index">Its number through the whole plan.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="Form">Where its parts come from.</param>
/// <param name="Rows">The axis of the pass, or of its rows.</param>
/// <param name="Columns">The axis of the pass's columns, −1 for a line.</param>
/// <param name="Target">The slot of its result; for <see cref="ReductionForm.Columns"/> the line.</param>
internal sealed record ReductionInfo(int Index, ReductionKind Kind, ReductionForm Form, int Rows, int Columns, int Target);

/// <summary>What the runtime does for one item of a plan.</summary>
internal abstract record ProgramStep;

/// <summary>Runs a scalar program and rounds the constants.</summary>
internal sealed record StageStep(int Number) : ProgramStep;

/// <summary>A pass over a line.</summary>
internal sealed record LineStep(int Number, int Axis, ReductionInfo[] Reductions) : ProgramStep;

/// <summary>A pass over a matrix.</summary>
/// <param name="Number">The pass's number.</param>
/// <param name="Rows">The axis of its rows.</param>
/// <param name="Columns">The axis of its columns.</param>
/// <param name="ByColumn">Its column reductions.</param>
/// <param name="Totals">Its totals.</param>
/// <param name="Widened">Lines over the columns that dot products take as they are: the pass sees them as doubles.</param>
/// <param name="Points">Points over the columns: the pass sees their coordinates as lines.</param>
internal sealed record RowsStep(
    int Number,
    int Rows,
    int Columns,
    ReductionInfo[] ByColumn,
    ReductionInfo[] Totals,
    int[] Widened,
    int[] Points) : ProgramStep;

/// <summary>A matrix product, left·right, either operand transposed.</summary>
internal sealed record ProductStep(int Left, int Right, int Result, bool IsLeftTurned, bool IsRightTurned) : ProgramStep;

/// <summary>Adds up the elements or rows of an array by key.</summary>
internal sealed record KeyStep(int Values, int Keys, int Sums) : ProgramStep;

/// <summary>Refuses a number that is no position along an axis.</summary>
internal sealed record InsideStep(int Axis, int Slot) : ProgramStep;

/// <summary>The product of a sparse matrix and a line.</summary>
internal sealed record SparseStep(int Matrix, int Line, int Result, bool IsTransposed) : ProgramStep;

/// <summary>Sets where the rows of a temporary sparse matrix begin.</summary>
internal sealed record StartsStep(int Counts, int Matrix) : ProgramStep;

/// <summary>The inner product of a sparse matrix's row and a line.</summary>
internal sealed record RowDotStep(int Matrix, int Row, int Line, int Target) : ProgramStep;

/// <summary>Adds a multiple of a sparse matrix's row to a line.</summary>
internal sealed record AddRowStep(int Matrix, int Row, int Factor, int Line) : ProgramStep;

/// <summary>Reads one element into a slot.</summary>
/// <param name="Array">The array.</param>
/// <param name="Row">The slot of its index, or of its row.</param>
/// <param name="Column">The slot of its column, −1 for a line.</param>
/// <param name="Target">The slot for the element.</param>
internal sealed record FetchStep(int Array, int Row, int Column, int Target) : ProgramStep;

/// <summary>A loop that one thread runs with all that is in it, unless its lines are long.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Axes">Those of the lines that its passes walk along.</param>
/// <param name="AsSteps">The same as steps, whose passes run on all threads.</param>
internal sealed record InlineStep(int Number, int[] Axes, LoopStep AsSteps) : ProgramStep;

/// <summary>A loop over steps.</summary>
/// <param name="Limit">The slot of the number of rounds, or of the most rounds.</param>
/// <param name="Counter">The slot that counts rounds.</param>
/// <param name="Until">The slot that ends the loop when it is not 0 after a round; −1: none does.</param>
/// <param name="Steps">A round.</param>
internal sealed record LoopStep(int Limit, int Counter, int Until, ProgramStep[] Steps) : ProgramStep;
