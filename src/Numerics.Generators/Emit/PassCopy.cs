using System.Collections.Immutable;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>A pass with some of its values replaced by others of it, without what nothing needs then.</summary>
internal static class PassCopy
{
    /// <param name="pass">The pass.</param>
    /// <param name="operand">What a reduction takes instead of an operand.</param>
    /// <param name="standIn">What stands for a value wherever it is used; itself, or a value before it.</param>
    public static PassPlan Of(PassPlan pass, Func<LaneReduction, int> operand, Func<int, int> standIn)
    {
        List<LaneNode> nodes = [];
        Dictionary<int, int> moved = [];
        int Move(int position)
        {
            if (position < 0)
            {
                return position;
            }

            int taken = standIn(position);
            if (!moved.TryGetValue(taken, out int place))
            {
                LaneNode node = pass.Nodes[taken];
                LaneNode placed = node.Op == LaneOp.Arithmetic ? node with { A = Move(node.A), B = Move(node.B), C = Move(node.C) } : node;
                place = nodes.Count;
                moved.Add(taken, place);
                nodes.Add(placed);
            }

            return place;
        }

        List<LaneStore> stores = pass.Stores.Select(s => s with { Node = Move(s.Node) }).ToList();
        List<LaneReduction> reductions = pass.Reductions.Select(r => r with { A = Move(operand(r)), B = Move(r.B) }).ToList();
        return new PassPlan(nodes.ToImmutableArray(), stores.ToImmutableArray(), reductions.ToImmutableArray());
    }
}
