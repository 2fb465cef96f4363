using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Has functions take whole scratch lines, in one call, between sections that compute their arguments and go on with their
/// results: a call for each register costs more than the function, and no vector register outlives it. Draws and powers stay calls;
/// where they stand beside sums, what is summed goes to scratch lines.</summary>
internal static class CallsApart
{
    public static RowsItem Apply(RowsItem rows)
    {
        int next = 1 + rows.Cells.SelectMany(c => c.Keeps.Concat(c.Kept)).Select(k => k.Array).DefaultIfEmpty(-1).Max();
        List<RowSection> sections = [rows.Rows[0]];
        List<CellSection> cells = [];
        for (int k = 0; k < rows.Cells.Count; k++)
        {
            List<CellSection> parts = PartsOf(rows.Cells[k], ref next);
            cells.AddRange(parts);
            sections.AddRange(parts.Skip(1).Select(_ => new RowSection([], [])));
            sections.Add(rows.Rows[k + 1]);
        }

        return rows with { Rows = sections.ToImmutableArray(), Cells = cells.ToImmutableArray() };
    }

    private static List<CellSection> PartsOf(CellSection cells, ref int next)
    {
        List<CellSection> parts = Split(cells, ref next);
        cells = parts[parts.Count - 1];
        if (IsParted(cells))
        {
            parts.RemoveAt(parts.Count - 1);
            (CellSection values, cells) = Part(cells, ref next);
            parts.Add(values);
            parts.Add(cells);
        }

        return parts;
    }

    /// <summary>A section in parts: each but the last ends with functions of lines.</summary>
    /// <param name="cells">The section.</param>
    /// <param name="next">The number of the next scratch line.</param>
    public static List<CellSection> Split(CellSection cells, ref int next)
    {
        List<CellSection> parts = [];
        for (List<int> calls = FirstCalls(cells); calls.Count > 0; calls = FirstCalls(cells))
        {
            (CellSection arguments, cells) = BeforeAndAfter(cells, calls, ref next);
            parts.Add(arguments);
        }

        parts.Add(cells);
        return parts;
    }

    /// <summary>The functions whose arguments need no other function.</summary>
    private static List<int> FirstCalls(CellSection cells)
    {
        var isAfter = new bool[cells.Nodes.Count];
        List<int> calls = [];
        for (int i = 0; i < cells.Nodes.Count; i++)
        {
            LaneNode node = cells.Nodes[i];
            if (node.Op == LaneOp.Arithmetic)
            {
                bool isCall = IsOfLine(node.Arithmetic);
                isAfter[i] = new[] { node.A, node.B, node.C }.Any(o => o >= 0 && isAfter[o]);
                if (isCall && !isAfter[i])
                {
                    calls.Add(i);
                }

                isAfter[i] |= isCall;
            }
        }

        return calls;
    }

    private static (CellSection Before, CellSection After) BeforeAndAfter(CellSection cells, List<int> calls, ref int next)
    {
        List<LaneStore> arguments = [];
        List<LaneStore> results = [];
        List<LineCall> functions = [];
        foreach (int call in calls)
        {
            int line = cells.Keeps.FirstOrDefault(k => k.Node == call)?.Array ?? next++;
            arguments.Add(new LaneStore(cells.Nodes[call].A, line));
            results.Add(new LaneStore(call, line));
            functions.Add(new LineCall(cells.Nodes[call].Arithmetic, line));
        }

        CellSection before = Kept.Apply(new CellSection(cells.Nodes, [], [], arguments.ToImmutableArray(), []));
        CellSection after = Kept.Apply(cells with
        {
            Keeps = cells.Keeps.Where(k => !calls.Contains(k.Node)).ToImmutableArray(),
            Kept = results.ToImmutableArray(),
        });
        return (before with { Calls = functions.ToImmutableArray() }, after);
    }

    private static bool IsParted(CellSection cells) =>
        cells.Nodes.Any(n => n.Op == LaneOp.Draw || (n.Op == LaneOp.Arithmetic && n.Arithmetic == Op.Pow))
        && cells.Reductions.Any(r => r.Scope != CellScope.Column);

    private static bool IsOfLine(Op op) => op is >= Op.Exp and <= Op.Atan;

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
