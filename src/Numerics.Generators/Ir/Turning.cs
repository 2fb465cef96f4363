namespace Numerics.Generators.Ir;

/// <summary>Values seen along the other axis: rows as columns.</summary>
internal static class Turning
{
    /// <summary>A value turned, down to what is stored: only that has views.</summary>
    public static int Turn(GraphBuilder graph, int id)
    {
        Node node = graph[id];
        if (!node.Kind.IsElement() || node.Kind is Kind.Vec or Kind.Mask)
        {
            return id;
        }

        return node.Op switch
        {
            Op.Load when node.Kind == Kind.Mat => graph.Add(node with { Op = Op.LoadTurned }),
            Op.LoadTurned => graph.Add(node with { Op = Op.Load }),
            Op.Load or Op.Within or Op.Here => graph.Add(node with { Kind = node.Kind.Turned() }),
            Op.Turn => node.A,
            Op.Spread => graph.Add(Op.Spread, Kind.Mat, Turn(graph, node.A), node.B),
            Op.PointPairs => graph.Add(node with { Operands = new[] { node.B, node.A } }),
            Op.Moved => graph.Add(node with { Operands = new[] { Turn(graph, node.A), node.C, node.B } }),
            _ when node.Op.IsArithmetic() || node.Op == Op.Choose => graph.Add(node with
            {
                Kind = node.Kind.Turned(),
                Operands = node.Operands.Select(o => graph[o].Kind == Kind.Host ? o : Turn(graph, o)).ToArray(),
            }),
            _ => graph.Add(Op.Turn, node.Kind.Turned(), id),
        };
    }
}
