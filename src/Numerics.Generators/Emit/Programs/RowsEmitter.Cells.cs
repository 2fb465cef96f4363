using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The cells of one row: whole rounds of lanes, then the rest of the row.</summary>
internal sealed partial class RowsEmitter
{
    /// <summary>The values of the row that dot products take in double.</summary>
    private void DeclareWideRows(SourceWriter w, CellSection section)
    {
        foreach (int row in section.Reductions.SelectMany(r => new[] { r.A, r.B }
            .Where(o => o >= 0 && IsWide(section, r, o) && section.Nodes[o].Op == LaneOp.Row).Select(o => section.Nodes[o].A)).Distinct())
        {
            _wideValues[row] = _names.Take(OfRow(row).TrimStart('@') + "Widened");
            w.Line($"W {_wideValues[row]} = V.Widen({OfRow(row)});");
        }
    }

    private void EmitCells(SourceWriter w, int k)
    {
        CellSection section = _rows.Cells[k];
        Dictionary<int, string> outputs = _lanes[k].Outputs.ToDictionary(o => o, o => _names.Take(_lanes[k].OutputName(o)));
        List<CellReduction> folds = section.Reductions.Where(r => r.Scope is CellScope.Fold or CellScope.Total).ToList();
        foreach (CellReduction r in folds)
        {
            if (!_isForDevices && ElementAccumulator.TryNameExtreme(r.Op, _names) is { } narrow)
            {
                narrow.Declare(w);
                _narrow[r] = narrow;
                continue;
            }

            _sums[r] = _names.Take(CellEmitter.AccumulatorName(r.Op));
            w.Line($"W {_sums[r]} = {CellEmitter.Neutral(r.Op)};");
        }

        if (!_isForDevices)
        {
            w.Open($"for ({_whole} j = 0; j < full; j += V.Count)");
            EmitPrefetch(w);
            EmitRound(w, k, outputs, "j", "");
            w.Close();
            w.Line();
        }

        string last = _isForDevices ? "j" : "full";
        w.Open(_isForDevices ? "for (long j = 0; j < columns; j += V.Count)" : "if (full < columns)");
        w.Line($"{_whole} rest = columns - {last};");
        if (folds.Any(f => !_narrow.ContainsKey(f)))
        {
            w.Line("W inside = W.FirstLanes(rest);");
        }

        EmitRound(w, k, outputs, last, ", rest");
        w.Close();
        w.Line();
        foreach (CellReduction r in section.Reductions.Where(r => r.Scope == CellScope.Compact))
        {
            w.Line(_isForDevices
                ? Invariant($"Target::Sparse.Compact<V, W, T>(grid, {r.Target}, {_plan.SparseNumberOf(r.Target)}, i, columns, ")
                    + $"{_compacted[r].Values}, {_compacted[r].Mask});"
                : Invariant($"grid.Compact({r.Target}, i, {_compacted[r].Values}, {_compacted[r].Mask});"));
        }

        foreach (CellReduction r in folds)
        {
            string folded = _narrow.TryGetValue(r, out ElementAccumulator narrow)
                ? narrow.Folded()
                : CellEmitter.Folded(r.Op, _sums[r], _isForDevices);
            if (r.Scope == CellScope.Total)
            {
                w.Line(Invariant($"grid.SetTotal({r.Number}, i, {folded});"));
                continue;
            }

            EmitRowValue(w, r, folded);
        }
    }

    private void EmitRound(SourceWriter w, int k, Dictionary<int, string> outputs, string position, string count)
    {
        CellSection section = _rows.Cells[k];
        ProgramEmitter.EmitLane(
            w, _lanes[k], LaneName(k), outputs,
            n => section.Nodes[n].Op == LaneOp.Kept
                ? $"V.Load({_scratch[section.Nodes[n].A]}, {position}{count})"
                : _cells.Input(section.Nodes[n], position, count, OfRow, _rows.Outer));
        foreach (LaneStore kept in section.Keeps)
        {
            w.Line($"V.Store({outputs[kept.Node]}, {_scratch[kept.Array]}, {position}{count});");
        }

        foreach (LaneStore store in section.Stores)
        {
            w.Line($"V.Store({outputs[store.Node]}, {_cells.Pointer(store.Array)}, {position}{count});");
        }

        bool isTail = count.Length > 0;
        foreach (CellReduction r in section.Reductions.Where(r => r.Scope == CellScope.Compact))
        {
            w.Line($"V.Store({outputs[r.A]}, {_compacted[r].Values}, {position}{count});");
            w.Line($"V.Store({outputs[r.B]}, {_compacted[r].Mask}, {position}{count});");
        }

        foreach (CellReduction r in section.Reductions.Where(r => r.Scope != CellScope.Compact))
        {
            if (_narrow.TryGetValue(r, out ElementAccumulator narrow))
            {
                narrow.Accumulate(w, outputs[r.A], isTail);
                continue;
            }

            string a = r.Op == Op.ReduceFirst ? outputs[r.A] : Wide(section, r, r.A, outputs, _wideValues, position + count);
            string b = r.B < 0 ? "" : Wide(section, r, r.B, outputs, _wideValues, position + count);
            if (r.Scope == CellScope.Column)
            {
                string old = $"W.Load({_sums[r]}, {position}{count})";
                w.Line($"W.Store({CellEmitter.Accumulate(r.Op, old, a, b, "W.Broadcast(i)")}, {_sums[r]}, {position}{count});");
                continue;
            }

            string next = CellEmitter.Accumulate(r.Op, _sums[r], a, b, CellEmitter.Positions(position));
            w.Line(isTail ? $"{_sums[r]} = W.Select(inside, {next}, {_sums[r]});" : $"{_sums[r]} = {next};");
        }
    }

    /// <summary>An operand of a reduction in double.</summary>
    private string Wide(
        CellSection section,
        CellReduction r,
        int operand,
        Dictionary<int, string> outputs,
        Dictionary<int, string> wideValues,
        string place) =>
        !IsWide(section, r, operand) ? $"V.Widen({outputs[operand]})"
        : section.Nodes[operand].Op == LaneOp.Row ? wideValues[section.Nodes[operand].A]
        : $"Target::Lanes.Widened<V, W, T>({_widened[section.Nodes[operand].A]}, {place})";
}
