using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Parts a section that calls functions and folds into two: one that computes what is folded into scratch lines, and
/// one that folds those. No vector register outlives a call, so that sums would wait for the stack in each round (2.4 times the time of a
/// LogSumExp).</summary>
internal static class CallsApart
{
    public static RowsItem Apply(RowsItem rows)
    {
        int next = 1 + rows.Cells.SelectMany(c => c.Keeps.Concat(c.Kept)).Select(k => k.Array).DefaultIfEmpty(-1).Max();
        List<RowSection> sections = [rows.Rows[0]];
        List<CellSection> cells = [];
        for (int k = 0; k < rows.Cells.Count; k++)
        {
            if (IsParted(rows.Cells[k]))
            {
                (CellSection values, CellSection folds) = Part(rows.Cells[k], ref next);
                cells.Add(values);
                sections.Add(new RowSection([], []));
                cells.Add(folds);
            }
            else
            {
                cells.Add(rows.Cells[k]);
            }

            sections.Add(rows.Rows[k + 1]);
        }

        return rows with { Rows = sections.ToImmutableArray(), Cells = cells.ToImmutableArray() };
    }

    private static bool IsParted(CellSection cells) =>
        cells.Nodes.Any(n => n.Op == LaneOp.Draw || (n.Op == LaneOp.Arithmetic && IsCall(n.Arithmetic)))
        && cells.Reductions.Any(r => r.Scope != CellScope.Column);

    private static bool IsCall(Op op) => op is >= Op.Exp and <= Op.Softplus or Op.Pow;

    private static (CellSection Values, CellSection Folds) Part(CellSection cells, ref int next)
    {
        Dictionary<int, int> lines = [];
        foreach (LaneStore keep in cells.Keeps)
        {
            lines[keep.Node] = keep.Array;
        }

        List<LaneStore> keeps = [.. cells.Keeps];
        List<LaneNode> nodes = [];
        Dictionary<int, int> moved = [];
        foreach (int operand in cells.Reductions.SelectMany(r => new[] { r.A, r.B }).Where(o => o >= 0).Distinct())
        {
            LaneNode node = cells.Nodes[operand];
            if (node.Op is LaneOp.Arithmetic or LaneOp.Draw)
            {
                if (!lines.TryGetValue(operand, out int line))
                {
                    line = next++;
                    keeps.Add(new LaneStore(operand, line));
                }

                node = new LaneNode(LaneOp.Kept, node.Arithmetic, line, -1, -1, node.Name);
            }

            moved[operand] = nodes.Count;
            nodes.Add(node);
        }

        IEnumerable<CellReduction> reductions =
            cells.Reductions.Select(r => r with { A = moved[r.A], B = r.B < 0 ? -1 : moved[r.B] });
        return (
            cells with { Reductions = [], Keeps = keeps.ToImmutableArray() },
            new CellSection(nodes.ToImmutableArray(), [], reductions.ToImmutableArray(), [], []));
    }
}
