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
