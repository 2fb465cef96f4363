using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A pass over a line where it sees only elements that are there: what is masked off at the ends is taken as it is, and shifted
/// elements are loaded without a look at the line's length. Nearly all rounds of a pass with views are of this kind.</summary>
internal static class InsidePass
{
    /// <summary>The pass; null where it has neither views nor masks of places.</summary>
    public static PassPlan? TryOf(PassPlan pass)
    {
        if (!pass.Nodes.Any(n => n.Op is LaneOp.Shifted or LaneOp.Within))
        {
            return null;
        }

        List<LaneNode> nodes = [];
        Dictionary<int, int> moved = [];
        int Move(int position)
        {
            while (position >= 0 && IsMaskedOff(pass, position))
            {
                position = pass.Nodes[position].B;
            }

            if (position >= 0 && !moved.ContainsKey(position))
            {
                LaneNode node = pass.Nodes[position];
                LaneNode placed = node.Op == LaneOp.Arithmetic ? node with { A = Move(node.A), B = Move(node.B), C = Move(node.C) } : node;
                moved.Add(position, nodes.Count);
                nodes.Add(placed);
            }

            return position < 0 ? position : moved[position];
        }

        List<LaneStore> stores = pass.Stores.Select(s => s with { Node = Move(s.Node) }).ToList();
        List<LaneReduction> reductions = pass.Reductions.Select(r => r with { A = Move(r.A), B = Move(r.B) }).ToList();
        return new PassPlan(nodes.ToImmutableArray(), stores.ToImmutableArray(), reductions.ToImmutableArray());
    }

    private static bool IsMaskedOff(PassPlan pass, int position) =>
        pass.Nodes[position] is { Op: LaneOp.Arithmetic, Arithmetic: Op.Select } chosen && pass.Nodes[chosen.A].Op == LaneOp.Within;
}
