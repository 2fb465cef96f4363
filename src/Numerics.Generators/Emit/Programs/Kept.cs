using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Has a section load what an earlier phase of the row has kept, instead of computing it again.</summary>
internal static class Kept
{
    public static CellSection Apply(CellSection section)
    {
        Dictionary<int, int> scratch = section.Kept.ToDictionary(k => k.Node, k => k.Array);
        var copy = new NodeCopy(
            position => scratch.TryGetValue(position, out int line)
                ? new LaneNode(LaneOp.Kept, section.Nodes[position].Arithmetic, line, -1, -1, section.Nodes[position].Name)
                : section.Nodes[position],
            position => position);
        List<LaneStore> stores = section.Stores.Select(s => s with { Node = copy.Move(s.Node) }).ToList();
        List<LaneStore> keeps = section.Keeps.Select(s => s with { Node = copy.Move(s.Node) }).ToList();
        List<CellReduction> reductions = section.Reductions.Select(r => r with { A = copy.Move(r.A), B = copy.Move(r.B) }).ToList();
        return new CellSection(copy.Nodes, stores, reductions, keeps, []);
    }
}
