using System.Collections.Immutable;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Has a section load what an earlier phase of the row has kept, instead of computing it again.</summary>
internal static class Kept
{
    public static CellSection Apply(CellSection section)
    {
        Dictionary<int, int> scratch = section.Kept.ToDictionary(k => k.Node, k => k.Array);
        List<LaneNode> nodes = [];
        Dictionary<int, int> moved = [];
        int Move(int position)
        {
            if (position < 0)
            {
                return position;
            }

            if (!moved.TryGetValue(position, out int to))
            {
                LaneNode node = section.Nodes[position];
                LaneNode placed = scratch.TryGetValue(position, out int line)
                    ? new LaneNode(LaneOp.Kept, node.Arithmetic, line, -1, -1, node.Name)
                    : node.Op == LaneOp.Arithmetic ? node with { A = Move(node.A), B = Move(node.B), C = Move(node.C) }
                    : node;
                to = nodes.Count;
                nodes.Add(placed);
                moved.Add(position, to);
            }

            return to;
        }

        List<LaneStore> stores = section.Stores.Select(s => s with { Node = Move(s.Node) }).ToList();
        List<LaneStore> keeps = section.Keeps.Select(s => s with { Node = Move(s.Node) }).ToList();
        List<CellReduction> reductions = section.Reductions.Select(r => r with { A = Move(r.A), B = Move(r.B) }).ToList();
        return new CellSection(
            nodes.ToImmutableArray(), stores.ToImmutableArray(), reductions.ToImmutableArray(), keeps.ToImmutableArray(), []);
    }
}
