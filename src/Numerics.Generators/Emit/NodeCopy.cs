using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>Copies of the nodes that are asked for and of those that they need, operands before users.</summary>
/// <param name="nodeAt">The node at a place.</param>
/// <param name="standIn">The place whose node stands for that of a place; itself, or one before it.</param>
internal sealed class NodeCopy(Func<int, LaneNode> nodeAt, Func<int, int> standIn)
{
    private readonly Dictionary<int, int> _moved = [];

    public List<LaneNode> Nodes { get; } = [];

    /// <summary>Where the copy has the node at a place; −1 for −1.</summary>
    public int Move(int position)
    {
        if (position < 0)
        {
            return position;
        }

        int taken = standIn(position);
        if (!_moved.TryGetValue(taken, out int place))
        {
            LaneNode node = nodeAt(taken);
            LaneNode copy = node.Op == LaneOp.Arithmetic ? node with { A = Move(node.A), B = Move(node.B), C = Move(node.C) } : node;
            place = Nodes.Count;
            _moved.Add(taken, place);
            Nodes.Add(copy);
        }

        return place;
    }
}
