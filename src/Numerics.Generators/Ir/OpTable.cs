namespace Numerics.Generators.Ir;

/// <summary>Facts about operations. Ranges are those of the order in <see cref="Op"/>.</summary>
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

    /// <summary>Whether the operation is lane arithmetic (unary to ternary).</summary>
    public static bool IsArithmetic(this Op op) => op >= Op.Neg && op <= Op.Mad;
}
