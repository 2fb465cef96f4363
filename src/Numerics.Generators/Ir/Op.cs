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

    /// <summary>A choice between kernel values by a host condition; none is left in a specialised variant.</summary>
    Choose,

    /// <summary>A call of a function parameter; only in shipped bodies.</summary>
    Apply,
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
}

internal static class OpTable
{
    public static bool IsReduction(this Op op) => op is Op.ReduceSum or Op.ReduceDot or Op.ReduceMin or Op.ReduceMax;

    /// <summary>How many operands the operation takes; null where it may be any number.</summary>
    public static int? Arity(this Op op) => op switch
    {
        Op.HostCall or Op.Apply => null,
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

    public static bool IsMask(this Kind kind) => kind is Kind.Mask or Kind.ScalarMask;

    public static bool IsElement(this Kind kind) => kind is Kind.Vec or Kind.Mask;

    /// <summary>Whether the operation is lane arithmetic (unary to ternary).</summary>
    public static bool IsArithmetic(this Op op) => op >= Op.Neg && op <= Op.Mad;
}
