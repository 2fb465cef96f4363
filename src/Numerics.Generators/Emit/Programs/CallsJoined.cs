using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Spares sweeps over the scratch lines that functions take: the function subtracts a row's number from its argument and adds up
/// its results itself, and an argument that an earlier section has computed already is left in the line there. So the exponentials of a
/// row next to its greatest, and their sum, are two sweeps.</summary>
internal static class CallsJoined
{
    public static RowsItem Apply(RowsItem rows)
    {
        CellSection[] cells = rows.Cells.ToArray();
        for (int k = 0; k < cells.Length; k++)
        {
            if (k + 1 < cells.Length)
            {
                (cells[k], cells[k + 1]) = JoinSums(cells[k], cells[k + 1]);
            }

            foreach (LineCall call in cells[k].Calls)
            {
                TakeEarlier(cells, k, call.Line);
            }
        }

        HashSet<int> read = [.. cells.SelectMany(c => c.Calls).Select(c => c.Line)];
        read.UnionWith(cells.SelectMany(c => c.Nodes).Where(n => n.Op == LaneOp.Kept).Select(n => n.A));
        return rows with { Cells = cells.Select(c => WithKeeps(c, c.Keeps.Where(k => read.Contains(k.Array)))).ToImmutableArray() };
    }

    /// <summary>Has functions add up their results where the next section begins with that. Folds keep their order, since their results are
    /// numbered: functions that add up are called in it.</summary>
    private static (CellSection Calling, CellSection Next) JoinSums(CellSection calling, CellSection next)
    {
        List<LineCall> calls = [.. calling.Calls];
        List<LineCall> adding = [];
        List<LaneStore> keeps = [.. calling.Keeps];
        List<CellReduction> reductions = [.. next.Reductions];
        foreach (CellReduction fold in next.Reductions.Where(r => r.Scope == CellScope.Fold))
        {
            int call = fold.Op == Op.ReduceSum && next.Nodes[fold.A].Op == LaneOp.Kept
                ? calls.FindIndex(c => c.Line == next.Nodes[fold.A].A && c.Function == Op.Exp && c.Sum is null)
                : -1;
            if (call < 0)
            {
                break;
            }

            int argument = keeps.FindIndex(k => k.Array == calls[call].Line);
            LaneNode difference = calling.Nodes[keeps[argument].Node];
            bool isShifted = difference is { Op: LaneOp.Arithmetic, Arithmetic: Op.Sub } && calling.Nodes[difference.B].Op == LaneOp.Row;
            adding.Add(calls[call] with { Sum = fold, Shift = isShifted ? calling.Nodes[difference.B].A : -1 });
            calls.RemoveAt(call);
            keeps[argument] = isShifted ? keeps[argument] with { Node = difference.A } : keeps[argument];
            reductions.Remove(fold);
        }

        return (
            WithKeeps(calling, keeps) with { Calls = adding.Concat(calls).ToImmutableArray() },
            Kept.Apply(next with { Kept = [], Reductions = reductions.ToImmutableArray() }) with { Calls = next.Calls });
    }

    /// <summary>Has an earlier section that computes a function's argument leave it in the function's line.</summary>
    private static void TakeEarlier(CellSection[] cells, int k, int line)
    {
        LaneStore? keep = cells[k].Keeps.FirstOrDefault(s => s.Array == line);
        for (int e = 0; e < k && keep is not null; e++)
        {
            int same = keep is null ? -1 : PlaceOf(cells[k].Nodes, keep.Node, cells[e]);
            if (same >= 0 && !IsReplaced(cells, e, k, same))
            {
                cells[e] = cells[e] with { Keeps = cells[e].Keeps.Append(new LaneStore(same, line)).ToImmutableArray() };
                cells[k] = WithKeeps(cells[k], cells[k].Keeps.Where(s => s != keep));
                keep = null;
            }
        }
    }

    /// <summary>The node of a section that has a value; −1 for none.</summary>
    private static int PlaceOf(IReadOnlyList<LaneNode> nodes, int node, CellSection section)
    {
        LaneNode wanted = nodes[node];
        if (wanted.Op == LaneOp.Kept)
        {
            // A function's line holds its results when the section is done.
            return section.Calls.Any(c => c.Line == wanted.A) ? -1
                : section.Keeps.FirstOrDefault(s => s.Array == wanted.A)?.Node ?? -1;
        }

        return Enumerable.Range(0, section.Nodes.Count).Where(i => IsSame(nodes, node, section.Nodes, i)).DefaultIfEmpty(-1).First();
    }

    private static bool IsSame(IReadOnlyList<LaneNode> left, int a, IReadOnlyList<LaneNode> right, int b)
    {
        (LaneNode x, LaneNode y) = (left[a], right[b]);
        bool Operand(int i, int j) => (i < 0 && j < 0) || (i >= 0 && j >= 0 && IsSame(left, i, right, j));
        return x.Op == y.Op && x.Arithmetic == y.Arithmetic && (x.Op == LaneOp.Arithmetic
            ? Operand(x.A, y.A) && Operand(x.B, y.B) && Operand(x.C, y.C)
            : (x.A, x.B, x.C) == (y.A, y.B, y.C));
    }

    /// <summary>Whether an array that a section's value is computed from is stored to before another section.</summary>
    private static bool IsReplaced(CellSection[] cells, int e, int k, int node)
    {
        HashSet<int> stored = [.. cells.Skip(e).Take(k - e).SelectMany(c => c.Stores).Select(s => s.Array)];
        bool Reads(int n) => n >= 0 && cells[e].Nodes[n] is { } lane && (lane.Op == LaneOp.Arithmetic
            ? Reads(lane.A) || Reads(lane.B) || Reads(lane.C)
            : lane.Op is not (LaneOp.Constant or LaneOp.Row or LaneOp.Kept) && stored.Contains(lane.A));
        return stored.Count > 0 && Reads(node);
    }

    /// <summary>The section with other keeps, and without what is then not needed.</summary>
    private static CellSection WithKeeps(CellSection section, IEnumerable<LaneStore> keeps) =>
        Kept.Apply(section with { Kept = [], Keeps = keeps.ToImmutableArray() }) with { Calls = section.Calls };
}
