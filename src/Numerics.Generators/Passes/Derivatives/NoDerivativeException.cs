using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>A derivative goes through an operation that has none.</summary>
internal sealed class NoDerivativeException(Op op, int node) : Exception($"{op} has no derivative.")
{
    public Op Op { get; } = op;

    /// <summary>What it is to the one who wrote it.</summary>
    public string What => Op switch
    {
        Op.Loop or Op.LoopResult or Op.LoopState or Op.LoopIndex => "a loop",
        Op.PointPairs => "distances or products of points",
        Op.SparseRows or Op.SparseColumns => "a sparse matrix whose entries change",
        Op.Compact or Op.Starts => "Compact",
        Op.RowDot or Op.AddRow or Op.SparseRow or Op.ScaledRow => "a row of a sparse matrix",
        _ => Op.ToString(),
    };

    /// <summary>The node of the graph.</summary>
    public int Node { get; } = node;
}
