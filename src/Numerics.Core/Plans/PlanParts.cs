namespace Numerics.Plans;

/// <summary>How a kernel uses an array.</summary>
public enum ArrayUse
{
    /// <summary>Only read.</summary>
    Read,

    /// <summary>Read and replaced in place.</summary>
    ReadWrite,

    /// <summary>A destination: only written.</summary>
    Write,
}

/// <summary>An operation of a lane, as the plan's text spells it in lower case.</summary>
public enum PlanOperation
{
    /// <summary>An array's element.</summary>
    Load,

    /// <summary>A constant of the pass.</summary>
    Constant,

    /// <summary>−a.</summary>
    Neg,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>−1, 1, or a itself where it is zero or NaN.</summary>
    Sign,

    /// <summary>√a.</summary>
    Sqrt,

    /// <summary>1/√a, in two roundings.</summary>
    Rsqrt,

    /// <summary>a·a.</summary>
    Square,

    /// <summary>eᵃ.</summary>
    Exp,

    /// <summary>eᵃ − 1.</summary>
    Expm1,

    /// <summary>ln a.</summary>
    Log,

    /// <summary>ln(1 + a).</summary>
    Log1p,

    /// <summary>tanh a.</summary>
    Tanh,

    /// <summary>1/(1 + e⁻ᵃ).</summary>
    Sigmoid,

    /// <summary>ln(1 + eᵃ).</summary>
    Softplus,

    /// <summary>sin a.</summary>
    Sin,

    /// <summary>cos a.</summary>
    Cos,

    /// <summary>atan a.</summary>
    Atan,

    /// <summary>A mask's complement.</summary>
    Not,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Sub,

    /// <summary>a·b.</summary>
    Mul,

    /// <summary>a/b.</summary>
    Div,

    /// <summary>aᵇ.</summary>
    Pow,

    /// <summary>The lesser, NaN if either is.</summary>
    Min,

    /// <summary>The greater, NaN if either is.</summary>
    Max,

    /// <summary>The mask a &lt; b.</summary>
    Lt,

    /// <summary>The mask a ≤ b.</summary>
    Le,

    /// <summary>The mask a = b.</summary>
    Eq,

    /// <summary>The mask a ≠ b.</summary>
    Ne,

    /// <summary>Masks: both.</summary>
    And,

    /// <summary>Masks: either.</summary>
    Or,

    /// <summary>Masks: exactly one.</summary>
    Xor,

    /// <summary>a·b + c, rounded as the contraction class says.</summary>
    Mad,

    /// <summary>a·b + c, rounded once.</summary>
    Fma,

    /// <summary>b where mask a is true, else c.</summary>
    Select,

    /// <summary>In a cell of a program: value a of its row.</summary>
    Row,

    /// <summary>In cell (i, j): matrix a's element (j, i).</summary>
    Turned,

    /// <summary>Matrix a's element in the row whose number is in slot b.</summary>
    RowOf,

    /// <summary>Matrix a's element in the column whose number is in slot b.</summary>
    ColumnOf,

    /// <summary>The mask that holds where the position along axis b is the number in slot a.</summary>
    Here,

    /// <summary>Element i + s of line a, whose axis is c, where s is the number in slot b; zero where the line has none.</summary>
    Shifted,

    /// <summary>In cell (i, j): element (i + s, j + t) of matrix a, where s and t are the numbers in slots b and c; zero where the matrix
    /// has none.</summary>
    Moved,

    /// <summary>The mask that holds from the position in slot a up to the one in slot b, which is left out.</summary>
    Within,

    /// <summary>Of the points in the rows of arrays a and b the squared distance (c = 0), the distance (1) or the inner product (2).</summary>
    Points,

    /// <summary>A random number below 1 of the key in slot a and the counter in slot b.</summary>
    Uniform,

    /// <summary>A normal random number, likewise.</summary>
    Normal,

    /// <summary>−1 or 1, likewise.</summary>
    Rademacher,

    /// <summary>A random whole number below the one in slot c, likewise.</summary>
    RandomIndex,
}

/// <summary>What a reduction computes.</summary>
public enum ReductionKind
{
    /// <summary>The sum of a node's values.</summary>
    Sum,

    /// <summary>The sum of the products of two nodes' values, multiplied in double.</summary>
    Dot,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,

    /// <summary>The least position where a mask holds, +∞ where none does.</summary>
    First,
}

/// <summary>An array of a kernel.</summary>
/// <param name="Name">Its name in the rule.</param>
/// <param name="Use">How it is used.</param>
/// <param name="IsGradient">Whether the gradient scale applies to its loads.</param>
public sealed record PlanArray(string Name, ArrayUse Use, bool IsGradient);

/// <summary>A host parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">double, int, bool or enum.</param>
public sealed record PlanHost(string Name, string Type);

/// <summary>A Scalar input or a result in the table of values.</summary>
/// <param name="Name">Its name, null for an unnamed result.</param>
/// <param name="Slot">Its slot.</param>
public sealed record PlanSlot(string? Name, int Slot);

/// <summary>One operation of a pass. <see cref="A"/>, <see cref="B"/>, <see cref="C"/> number earlier nodes of the pass; for a load
/// <see cref="A"/> is the array, for a constant the slot; unused ones are −1.</summary>
public sealed record PlanNode(PlanOperation Operation, int A = -1, int B = -1, int C = -1);

/// <summary>A store of a node's value to an array, after <paramref name="Position"/> nodes of the pass.</summary>
/// <param name="Node">The node.</param>
/// <param name="Array">The array.</param>
/// <param name="Position">The number of nodes before it.</param>
/// <param name="IsKept">Whether the value is no result: later passes load it, because computing it again costs more, until the array's
/// own result replaces it.</param>
public sealed record PlanStore(int Node, int Array, int Position, bool IsKept = false);

/// <summary>A reduction of a pass.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Index">Its number through the whole plan.</param>
/// <param name="A">The node.</param>
/// <param name="B">The second node of a dot product, else −1.</param>
/// <param name="Slot">Where its result goes in the table of values.</param>
/// <param name="IsGlobal">Whether it runs over all tensors of the step.</param>
public sealed record PlanReduction(ReductionKind Kind, int Index, int A, int B, int Slot, bool IsGlobal);

/// <summary>One pass over memory.</summary>
/// <param name="IsFold">Whether it reduces, so walks in blocks of 16 lanes.</param>
/// <param name="Nodes">The arithmetic.</param>
/// <param name="Stores">What it writes.</param>
/// <param name="Reductions">What it reduces.</param>
public sealed record PlanPass(
    bool IsFold,
    IReadOnlyList<PlanNode> Nodes,
    IReadOnlyList<PlanStore> Stores,
    IReadOnlyList<PlanReduction> Reductions)
{
    /// <summary>The arrays read, each once.</summary>
    public IEnumerable<int> Reads => Nodes.Where(n => n.Operation == PlanOperation.Load).Select(n => n.A).Distinct();

    /// <summary>The arrays written.</summary>
    public IEnumerable<int> Writes => Stores.Select(s => s.Array);

    /// <summary>Floating-point operations for each element: a fused multiply–add counts two, a function one.</summary>
    public int Operations => Nodes.Sum(Cost) + Reductions.Sum(r => r.Kind == ReductionKind.Dot ? 2 : 1);

    private static int Cost(PlanNode node) => node.Operation switch
    {
        PlanOperation.Load or PlanOperation.Constant => 0,
        PlanOperation.Mad or PlanOperation.Fma => 2,
        _ => 1,
    };
}
