using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A few rows at a time: what is computed once for a row fills the lanes with rows, instead of one row in all of them.
/// While rows are visited a second time, in the cache, the next ones are on their way from memory.</summary>
internal sealed partial class RowsEmitter
{
    /// <summary>The lines that the folds of a block's rows go to.</summary>
    private readonly Dictionary<CellReduction, string> _lines = [];

    /// <summary>The values of row i, by the number of the value of the block's rows.</summary>
    private readonly Dictionary<int, string> _ofRow = [];

    /// <summary>The next block's rows of matrices, by their matrix.</summary>
    private readonly Dictionary<int, string> _next = [];

    private int _blockLines;

    /// <summary>Whether the pass takes several rows at a time: where it visits its cells more than once, and a row leaves
    /// nothing but numbers for the next visit; or where rows meet in columns alone.</summary>
    private bool IsInBlocks => !_isForDevices
        && (IsVisitedAgain || _rows.Cells.Any(AddsToColumns))
        && _rows.Cells.All(c => c.Keeps.Count + c.Kept.Count + c.Calls.Count == 0)
        && _rows.Cells.SelectMany(c => c.Reductions).All(r => r.Scope != CellScope.Compact)
        && _rows.Rows.SelectMany(r => r.Nodes).All(n => n.Op is LaneOp.Load or LaneOp.Constant or LaneOp.Arithmetic);

    private bool IsVisitedAgain => _visited.Count > 1;

    private int LastVisited => _visited[_visited.Count - 1];

    private string OfRow(int value) => _ofRow.TryGetValue(value, out string name) ? name : _values[value];

    private void EmitBlocks(SourceWriter w)
    {
        foreach (CellReduction fold in _rows.Cells.SelectMany(Folds))
        {
            _lines[fold] = Line(w, CellEmitter.AccumulatorName(fold.Op) + "OfRows");
        }

        Dictionary<int, string>[] used = _rows.Cells.Select(c => LinesOf(w, c)).ToArray();
        w.Line($"nint most = {(IsVisitedAgain ? "Target::Lanes.RowsAtOnce<V, T>(columns)" : "V.Count")};");
        w.Open("for (nint first = start; first < end; first += most)");
        w.Line("nint rows = Math.Min(most, end - first);");
        for (int k = 0; k < _rows.Rows.Count; k++)
        {
            EmitRow(w, _rows.Rows[k]);
            if (k < _rows.Cells.Count && !IsEmpty(_rows.Cells[k]))
            {
                EmitCellsOfBlock(w, k, used[k]);
            }
        }

        w.Close();
    }

    private static IEnumerable<CellReduction> Folds(CellSection cells) => cells.Reductions.Where(r => r.Scope == CellScope.Fold);

    /// <summary>Lines for the values of rows that a section's cells read.</summary>
    private Dictionary<int, string> LinesOf(SourceWriter w, CellSection cells) => cells.Nodes
        .Where(n => n.Op == LaneOp.Row).Select(n => n.A).Distinct()
        .Except(Constants())
        .ToDictionary(value => value, _ => Line(w, "rowsOf"));

    /// <summary>The values of rows that are the same for all: they need no line.</summary>
    private IEnumerable<int> Constants()
    {
        int value = 0;
        for (int k = 0; k < _rows.Rows.Count; k++)
        {
            foreach (LaneNode node in _rows.Rows[k].Nodes)
            {
                if (node.Op == LaneOp.Constant)
                {
                    yield return value;
                }

                value++;
            }

            value += k < _rows.Cells.Count ? Folds(_rows.Cells[k]).Count() : 0;
        }
    }

    private string Line(SourceWriter w, string wanted)
    {
        string name = _names.Take(wanted);
        w.Line(Invariant($"Target::Pointer<T> {name} = grid.Scratch({_blockLines++}, V.Count);"));
        return name;
    }

    private void EmitCellsOfBlock(SourceWriter w, int k, Dictionary<int, string> used)
    {
        foreach (KeyValuePair<int, string> line in used)
        {
            w.Line($"V.Store({_values[line.Key]}, {line.Value}, 0);");
        }

        string from = AddsToColumns(_rows.Cells[k]) ? EmitTogether(w, k, used) : "first";
        w.Open($"for (nint i = {from}; i < first + rows; i++)");
        _cells.DeclareRow(w);
        DeclareRowOfBlock(w, k, used, "i");
        DeclareNext(w, k);
        EmitCells(w, k);
        w.Close();
        w.Line();
        _ofRow.Clear();
        _wideValues.Clear();
        foreach (CellReduction fold in Folds(_rows.Cells[k]))
        {
            string name = _names.Take("row" + Names.Capital(CellEmitter.AccumulatorName(fold.Op)));
            w.Line($"V {name} = V.Load({_lines[fold]}, 0);");
            _values.Add(name);
        }
    }

    /// <summary>The values of one row of a block.</summary>
    private void DeclareRowOfBlock(SourceWriter w, int k, Dictionary<int, string> used, string row)
    {
        foreach (KeyValuePair<int, string> line in used)
        {
            _ofRow[line.Key] = _names.Take(_values[line.Key].TrimStart('@') + "OfRow");
            w.Line($"V {_ofRow[line.Key]} = Target::Lanes.Broadcast<V, T>({line.Value}, {row} - first);");
        }

        DeclareWideRows(w, _rows.Cells[k]);
    }

    /// <summary>The row of the next block that comes after this one, of the matrices that are visited first and last.</summary>
    private void DeclareNext(SourceWriter w, int k)
    {
        _next.Clear();
        if (!IsVisitedAgain || k != _visited[0])
        {
            return;
        }

        foreach (int matrix in Matrices(_rows.Cells[k]).Intersect(Matrices(_rows.Cells[LastVisited])))
        {
            _next[matrix] = _names.Take(_plan.NameOf(matrix) + "Next");
            w.Line(Invariant($"Target::Pointer<T> {_next[matrix]} = grid.Row({matrix}, i + rows);"));
        }
    }

    private IEnumerable<int> Matrices(CellSection cells) =>
        cells.Nodes.Where(n => n.Op == LaneOp.Load && _plan.ArrayOf(n.A).RowAxis >= 0).Select(n => n.A).Distinct();

    /// <summary>The next row of matrices that earlier sections have visited, where what they left of this row is visited for the last
    /// time: it comes from memory meanwhile.</summary>
    private void DeclareAhead(SourceWriter w, int k)
    {
        _next.Clear();
        if (_isForDevices || k != LastVisited)
        {
            return;
        }

        string? here = _rows.Cells[k].Nodes.Where(n => n.Op == LaneOp.Kept).Select(n => _scratch[n.A]).FirstOrDefault();
        foreach (int matrix in here is null ? [] : _rows.Cells.Take(k).SelectMany(Matrices).Distinct())
        {
            _next[matrix] = _names.Take(_plan.NameOf(matrix) + "Next");
            w.Line(Invariant($"Target::Pointer<T> {_next[matrix]} = Target::Lanes.Ahead(grid.Row({matrix}, i + 1), {here}, columns);"));
        }
    }

    private void EmitPrefetch(SourceWriter w)
    {
        foreach (string next in _next.OrderBy(n => n.Key).Select(n => n.Value))
        {
            w.Line($"Target::Lanes.Prefetch({next}, j);");
        }
    }
}
