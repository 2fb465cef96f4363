using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Rows that meet in columns alone, four at a time: a column's accumulator is read and written once for them. It takes them in
/// one after the other, so that the bits are those of row after row.</summary>
internal sealed partial class RowsEmitter
{
    private const int RowsTogether = 4;

    /// <summary>Four rows of longer expressions fill a method with more values than the just-in-time compiler follows: it then leaves
    /// calls in the loop.</summary>
    private const int MostOperations = 2;

    /// <summary>One of the rows: what its lanes read, in whole rounds and in the last one, and its values in double.</summary>
    private sealed record RowTogether(
        Dictionary<int, string> Inputs, Dictionary<int, string> LastInputs, Dictionary<int, string> WideValues);

    /// <summary>Whether nothing but sums of columns takes a section's cells in.</summary>
    private static bool AddsToColumns(CellSection cells) => !IsEmpty(cells)
        && cells.Stores.Count + cells.Keeps.Count == 0
        && cells.Reductions.All(r => r.Scope == CellScope.Column && r.Op is Op.ReduceSum or Op.ReduceDot)
        && cells.Nodes.All(n => n.Op is LaneOp.Load or LaneOp.Row or LaneOp.Constant
            || (n.Op == LaneOp.Arithmetic && n.Arithmetic is Op.Add or Op.Sub or Op.Mul or Op.Mad or Op.Neg))
        && cells.Nodes.Count(n => n.Op == LaneOp.Arithmetic) <= MostOperations;

    /// <summary>The rows of a block from <c>first</c> on, a few at a time.</summary>
    /// <returns>Where the rest of the rows begins, which are fewer.</returns>
    private string EmitTogether(SourceWriter w, int k, Dictionary<int, string> used)
    {
        string left = _names.Take("left");
        w.Line(Invariant($"nint {left} = first + rows - (rows % {RowsTogether});"));
        w.Open(Invariant($"for (nint i = first; i < {left}; i += {RowsTogether})"));
        List<RowTogether> rows = Enumerable.Range(0, RowsTogether).Select(c => DeclareTogether(w, k, used, c)).ToList();
        w.Open("for (nint j = 0; j < full; j += V.Count)");
        EmitRoundTogether(w, k, rows, r => r.Inputs, "j");
        w.Close();
        w.Line();
        w.Open("if (full < columns)");
        w.Line("nint rest = columns - full;");
        EmitRoundTogether(w, k, rows, r => r.LastInputs, "full, rest");
        w.Close();
        w.Close();
        w.Line();
        return left;
    }

    private RowTogether DeclareTogether(SourceWriter w, int k, Dictionary<int, string> used, int number)
    {
        _cells.DeclareMatrices(w, number);
        DeclareRowOfBlock(w, k, used, number == 0 ? "i" : Invariant($"i + {number}"));
        IEnumerable<int> inputs = _lanes[k].IsTrivial ? _lanes[k].Outputs : _lanes[k].Inputs;
        Dictionary<int, string> At(string position, string count) =>
            inputs.Distinct().ToDictionary(n => n, n => _cells.Input(_rows.Cells[k].Nodes[n], position, count, OfRow, _rows.Outer));
        return new(At("j", ""), At("full", ", rest"), new(_wideValues));
    }

    private void EmitRoundTogether(
        SourceWriter w, int k, List<RowTogether> rows, Func<RowTogether, Dictionary<int, string>> inputs, string place)
    {
        CellSection section = _rows.Cells[k];
        Dictionary<CellReduction, string> sums = section.Reductions.ToDictionary(r => r, r => _names.Take(CellEmitter.AccumulatorName(r.Op)));
        foreach (CellReduction r in section.Reductions)
        {
            w.Line($"W {sums[r]} = W.Load({_sums[r]}, {place});");
        }

        foreach (RowTogether row in rows)
        {
            Dictionary<int, string> outputs = _lanes[k].Outputs.ToDictionary(o => o, o => _names.Take(_lanes[k].OutputName(o)));
            ProgramEmitter.EmitLane(w, _lanes[k], LaneName(k), outputs, n => inputs(row)[n]);
            foreach (CellReduction r in section.Reductions)
            {
                string a = Wide(section, r, r.A, outputs, row.WideValues, place);
                string b = r.B < 0 ? "" : Wide(section, r, r.B, outputs, row.WideValues, place);
                w.Line($"{sums[r]} = {CellEmitter.Accumulate(r.Op, sums[r], a, b, position: "")};");
            }
        }

        foreach (CellReduction r in section.Reductions)
        {
            w.Line($"W.Store({sums[r]}, {_sums[r]}, {place});");
        }
    }
}
