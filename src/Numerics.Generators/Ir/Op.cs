namespace Numerics.Generators.Ir;

/// <summary>What a node computes.</summary>
internal enum Op
{
    // Host values: evaluated once a step, kept as C#.
    Literal,
    Parameter,
    Length,
    TotalLength,
    HostUnary,
    HostBinary,
    HostConditional,
    HostCast,
    HostCall,
    HostMember,

    // Leaves of the kernel.
    FromHost,
    ScalarParameter,
    Load,

    // Arithmetic, of Vec and of Scalar alike.
    Neg,
    Abs,
    Sign,
    Sqrt,
    Rsqrt,
    Square,
    Exp,
    Expm1,
    Log,
    Log1p,
    Tanh,
    Sigmoid,
    Softplus,
    Sin,
    Cos,
    Atan,
    Not,
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Min,
    Max,
    Lt,
    Le,
    Eq,
    Ne,
    And,
    Or,
    Xor,
    Fma,
    Select,

    /// <summary>Contracted multiply–add; only after the contraction pass.</summary>
    Mad,

    // Reductions of a Vec to a Scalar.
    ReduceSum,
    ReduceDot,
    ReduceMin,
    ReduceMax,

    /// <summary>The least position where a mask holds, as a number; +∞ where there is none.</summary>
    ReduceFirst,

    /// <summary>The sparse matrix of the values A where the mask B holds, its rows' starts C.</summary>
    Compact,

    // Views of arrays.

    /// <summary>A stored matrix, rows and columns exchanged.</summary>
    LoadTurned,

    /// <summary>A line seen along the other axis: a Col as a Row, a Row as a Col.</summary>
    Turn,

    /// <summary>Row B of matrix A.</summary>
    RowOf,

    /// <summary>Column B of matrix A.</summary>
    ColumnOf,

    /// <summary>Element B of line A.</summary>
    At,

    /// <summary>Element (B, C) of matrix A.</summary>
    AtCell,

    /// <summary>The mask that holds at position A alone.</summary>
    Here,

    /// <summary>The stored line A as a matrix of rows of B elements; C is the number of rows.</summary>
    Group,

    /// <summary>The elements of matrix A, row after row, as a line of B elements. Arithmetic and reductions move into it; it is left where
    /// a value is stored.</summary>
    Ungroup,

    /// <summary>The line A in each row, or in each column, of a matrix; B is the length of the other side.</summary>
    Spread,

    /// <summary>The value A, stored where other elements of it are read.</summary>
    Stored,

    /// <summary>The operands, numbers, as the elements of a line; only as the result of constraints.</summary>
    Listed,

    /// <summary>Line A from B elements on: element i is A's element i + B, and 0 where A has none; C is the number of elements. Where
    /// Text is “inside” A has them all.</summary>
    Shifted,

    /// <summary>Matrix A from element (B, C) on: element (i, j) is A's element (i + B, j + C), and 0 where A has none.</summary>
    Moved,

    /// <summary>The mask that holds at positions from A up to B, B left out; C is the number of elements.</summary>
    Within,

    // Matrices that are computed from others.

    /// <summary>For each pair of points a number; Text says which: squared, distance or inner.</summary>
    PointPairs,

    /// <summary>The matrix product.</summary>
    Product,

    /// <summary>Sums of the values A with equal keys B; C is the number of keys.</summary>
    SumByKey,

    // Sparse matrices.

    /// <summary>Where the rows of a sparse matrix begin that has the counts A of entries in its rows, and room for B. Index tells one
    /// matrix from another.</summary>
    Starts,

    /// <summary>The product of sparse matrix A and the line B of its columns.</summary>
    SparseRows,

    /// <summary>The product of the line A and sparse matrix B, whose rows it has a value for each of.</summary>
    SparseColumns,

    /// <summary>Row B of sparse matrix A: never computed, only what it meets is.</summary>
    SparseRow,

    /// <summary>The row A of a sparse matrix, multiplied by B: never computed, only what it meets is.</summary>
    ScaledRow,

    /// <summary>The inner product of row B of sparse matrix A and line C.</summary>
    RowDot,

    /// <summary>The line A and row C of sparse matrix B, multiplied by the fourth operand.</summary>
    AddRow,

    // Whole numbers of the kernel.
    IntegerParameter,
    Rem,
    ToScalar,
    ToInteger,

    // Random numbers: key, counter and for an index the bound.
    Uniform,
    Normal,
    Rademacher,
    RandomIndex,

    // Loops inside the kernel.

    /// <summary>What a round starts from; Index numbers all states of the rule.</summary>
    LoopState,

    /// <summary>The number of the round; Index is the loop.</summary>
    LoopIndex,

    /// <summary>A loop: count, the starts, the states after a round, and where Text is “fixed” the condition to stop.</summary>
    Loop,

    /// <summary>The last value of state Index of loop A; Index −1: the number of rounds.</summary>
    LoopResult,

    /// <summary>A choice between kernel values by a host condition; none is left in a specialised variant.</summary>
    Choose,

    /// <summary>A call of a function parameter; only in shipped bodies.</summary>
    Apply,

    /// <summary>The value A as what a function is differentiated by; Index tells one from another. None is left in a parsed rule.</summary>
    Variable,
}

/// <summary>Where a value lives, and what it is there.</summary>
internal enum Kind
{
    /// <summary>A host value: double, int, long, bool or an enumeration.</summary>
    Host,

    /// <summary>A number known when the kernel runs.</summary>
    Scalar,

    /// <summary>A truth value known when the kernel runs.</summary>
    ScalarMask,

    /// <summary>An array.</summary>
    Vec,

    /// <summary>A truth value for each element.</summary>
    Mask,

    /// <summary>A whole number known when the kernel runs.</summary>
    Integer,

    /// <summary>A value for each column.</summary>
    Row,
    RowMask,

    /// <summary>A value for each row.</summary>
    Col,
    ColMask,

    /// <summary>A matrix.</summary>
    Mat,
    MatMask,

    /// <summary>Points of a small dimension: a matrix that is only seen through pairs of points.</summary>
    Points,

    /// <summary>A sparse matrix: it is only seen through its products and rows.</summary>
    Csr,

    /// <summary>A row of a sparse matrix, perhaps scaled: it is only seen through what it meets.</summary>
    SparseRow,
}

internal static class OpTable
{
    public static bool IsReduction(this Op op) => op is >= Op.ReduceSum and <= Op.Compact;

    /// <summary>Whether the operation is an elementary function: many operations of the processor.</summary>
    public static bool IsFunction(this Op op) => op is (>= Op.Exp and <= Op.Atan) or Op.Pow;

    /// <summary>Whether the operation draws random numbers.</summary>
    public static bool IsDraw(this Op op) => op is >= Op.Uniform and <= Op.RandomIndex;

    /// <summary>How many operands the operation takes; null where it may be any number.</summary>
    public static int? Arity(this Op op) => op switch
    {
        Op.HostCall or Op.Apply or Op.Loop or Op.Listed => null,
        Op.LoadTurned or Op.IntegerParameter or Op.LoopState or Op.LoopIndex => 0,
        Op.RowOf or Op.ColumnOf or Op.At or Op.PointPairs or Op.Product or Op.Rem or Op.Uniform or Op.Normal
            or Op.Rademacher or Op.Starts or Op.SparseRows or Op.SparseColumns or Op.SparseRow or Op.ScaledRow => 2,
        Op.RowDot or Op.Compact => 3,
        Op.AddRow => 4,
        Op.AtCell or Op.SumByKey or Op.RandomIndex or Op.Group or Op.Shifted or Op.Moved or Op.Within => 3,
        Op.Ungroup or Op.Spread => 2,
        <= Op.TotalLength or Op.HostMember or Op.ScalarParameter or Op.Load => 0,
        Op.HostUnary or Op.HostCast or Op.FromHost => 1,
        Op.HostBinary or Op.ReduceDot => 2,
        Op.HostConditional or Op.Choose => 3,
        >= Op.Neg and <= Op.Not => 1,
        >= Op.Add and <= Op.Xor => 2,
        >= Op.Fma and <= Op.Mad => 3,
        _ => 1,
    };

    /// <summary>Whether lane arithmetic may have operands of these kinds: masks where it asks for truth values, numbers elsewhere.</summary>
    public static bool Takes(this Op op, IReadOnlyList<Kind> operands)
    {
        int masks = op.IsLogic() ? operands.Count : op == Op.Select ? 1 : 0;
        return operands.Count == op.Arity() && !operands.Where((k, i) => k == Kind.Host || k.IsMask() != (i < masks)).Any();
    }

    public static bool IsLogic(this Op op) => op is Op.And or Op.Or or Op.Xor or Op.Not;

    public static bool IsComparison(this Op op) => op is Op.Lt or Op.Le or Op.Eq or Op.Ne;

    public static bool IsHost(this Op op) => op <= Op.HostMember;

    public static bool IsMask(this Kind kind) =>
        kind is Kind.Mask or Kind.ScalarMask or Kind.RowMask or Kind.ColMask or Kind.MatMask;

    /// <summary>Whether the value has elements: a line or a matrix.</summary>
    public static bool IsElement(this Kind kind) => kind is Kind.Vec or Kind.Mask or (>= Kind.Row and <= Kind.Csr);

    /// <summary>Whether the value is an array of numbers.</summary>
    public static bool IsNumbers(this Kind kind) => kind is Kind.Vec or Kind.Row or Kind.Col or Kind.Mat;

    public static bool IsMatrix(this Kind kind) => kind is Kind.Mat or Kind.MatMask or Kind.Points or Kind.Csr;

    /// <summary>Whether the value is a line along the rows' axis: one element for each row.</summary>
    public static bool IsCol(this Kind kind) => kind is Kind.Col or Kind.ColMask;

    /// <summary>Whether the value is a line along the columns' axis, or along the only one.</summary>
    public static bool IsRow(this Kind kind) => kind is Kind.Row or Kind.RowMask or Kind.Vec or Kind.Mask;

    /// <summary>The kind of truth values that belongs to a kind of numbers; a kind of truth values itself.</summary>
    public static Kind ToMask(this Kind kind) => kind switch
    {
        Kind.Vec => Kind.Mask,
        Kind.Row => Kind.RowMask,
        Kind.Col => Kind.ColMask,
        Kind.Mat => Kind.MatMask,
        Kind.Scalar or Kind.Integer => Kind.ScalarMask,
        _ => kind,
    };

    /// <summary>The kind of numbers that belongs to a kind of truth values; a kind of numbers itself.</summary>
    public static Kind ToNumbers(this Kind kind) => kind switch
    {
        Kind.Mask => Kind.Vec,
        Kind.RowMask => Kind.Row,
        Kind.ColMask => Kind.Col,
        Kind.MatMask => Kind.Mat,
        Kind.ScalarMask => Kind.Scalar,
        _ => kind,
    };

    /// <summary>The kind whose rows are this one's columns.</summary>
    public static Kind Turned(this Kind kind) => kind switch
    {
        Kind.Row => Kind.Col,
        Kind.RowMask => Kind.ColMask,
        Kind.Col => Kind.Row,
        Kind.ColMask => Kind.RowMask,
        _ => kind,
    };

    /// <summary>The numbers that come of numbers of these kinds: what has elements spreads what has none, a matrix its rows
    /// and columns; null where the kinds do not meet.</summary>
    public static Kind? Join(IEnumerable<Kind> kinds)
    {
        Kind joined = Kind.Scalar;
        foreach (Kind kind in kinds.Select(ToNumbers).Where(k => k.IsElement()))
        {
            bool fits = joined == kind || joined == Kind.Scalar
                || (joined == Kind.Mat && kind is Kind.Row or Kind.Col) || (kind == Kind.Mat && joined is Kind.Row or Kind.Col);
            if (!fits)
            {
                return null;
            }

            joined = joined == Kind.Mat ? joined : kind;
        }

        return joined;
    }

    /// <summary>Whether the operation is lane arithmetic (unary to ternary).</summary>
    public static bool IsArithmetic(this Op op) => op >= Op.Neg && op <= Op.Mad;
}
