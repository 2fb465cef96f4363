using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A pass over a matrix: for each row what its sections say, in turn for the row and for its cells.</summary>
internal sealed partial class RowsEmitter
{
    private readonly ProgramPlan _plan;
    private readonly RowsItem _rows;
    private readonly bool _isForDevices;
    private readonly string _whole;
    private readonly CellEmitter _cells;
    private readonly LaneEmitter[] _lanes;

    /// <summary>The sections that have cells to compute.</summary>
    private readonly List<int> _visited;
    private readonly Names _names = new(
        "V", "W", "T", "grid", "start", "end", "first", "rows", "i", "j", "columns", "full", "rest", "inside");
    private readonly List<string> _values = [];
    private readonly Dictionary<CellReduction, string> _sums = [];
    private readonly Dictionary<CellReduction, ElementAccumulator> _narrow = [];
    private readonly Dictionary<int, string> _widened = [];
    private readonly Dictionary<int, string> _scratch = [];
    private readonly Dictionary<int, string> _wideValues = [];
    private readonly Dictionary<CellReduction, (string Values, string Mask)> _compacted = [];

    /// <param name="plan">The program.</param>
    /// <param name="rows">The pass.</param>
    /// <param name="isForDevices">Whether a group of a device's threads runs it.</param>
    public RowsEmitter(ProgramPlan plan, RowsItem rows, bool isForDevices = false)
    {
        (_plan, _isForDevices, _whole) = (plan, isForDevices, ProgramEmitter.WholeNumber(isForDevices));
        RowsItem kept = rows with { Cells = rows.Cells.Select(Kept.Apply).ToImmutableArray() };
        _rows = isForDevices ? kept : CallsJoined.Apply(CallsApart.Apply(kept));
        _visited = Enumerable.Range(0, _rows.Cells.Count).Where(k => !IsEmpty(_rows.Cells[k])).ToList();
        _cells = new CellEmitter(plan, _names, _whole);
        _lanes = _rows.Cells.Select(c => new LaneEmitter(plan.Graph, NameOf, AsPass(c))).ToArray();
    }

    private string NameOf(int array) => array < 0 ? "kept" : _plan.NameOf(array);

    /// <summary>A section as a lane computes it: operands that are there in double already are not its outputs.</summary>
    private PassPlan AsPass(CellSection cells) => new(
        cells.Nodes,
        cells.Stores.Concat(cells.Keeps.Select(k => new LaneStore(k.Node, ~k.Array))).ToImmutableArray(),
        cells.Reductions.Select((r, i) => (Reduction: r, Number: i, Operands: Operands(cells, r)))
            .Where(r => r.Operands.Count > 0)
            .Select(r => new LaneReduction(
                r.Reduction.Op, r.Number, r.Operands[0], r.Operands.Count > 1 ? r.Operands[1] : -1, 0, false)).ToImmutableArray());

    private List<int> Operands(CellSection cells, CellReduction r) =>
        new[] { r.A, r.B }.Where(o => o >= 0 && !IsWide(cells, r, o)).ToList();

    /// <summary>Whether an operand of a dot product is the same for all rows or for the whole row: it is widened once.</summary>
    private bool IsWide(CellSection cells, CellReduction r, int operand) => r.Op == Op.ReduceDot && cells.Nodes[operand] is { } node
        && (node.Op == LaneOp.Row || (node.Op == LaneOp.Load && _plan.ArrayOf(node.A).RowAxis < 0));

    /// <summary>The scratch lines that the pass needs at once.</summary>
    public int ScratchLines => 1 + ScratchNumbers().DefaultIfEmpty(-1).Max()
        + (2 * _rows.Cells.SelectMany(c => c.Reductions).Count(r => r.Scope == CellScope.Compact));

    private IEnumerable<int> ScratchNumbers() => _rows.Cells.SelectMany(c => c.Keeps).Select(k => k.Array);

    public void Emit(SourceWriter w)
    {
        EmitLanes(w);
        ProgramEmitter.Head(w, Invariant($"Rows{_rows.Number}"), $"{_whole} start, {_whole} end", isInlined: _isForDevices, _isForDevices);
        Declare(w);
        if (IsInBlocks)
        {
            EmitBlocks(w);
        }
        else
        {
            EmitRows(w);
        }

        w.Close();
    }

    private void EmitLanes(SourceWriter w)
    {
        for (int k = 0; k < _lanes.Length; k++)
        {
            if (!_lanes[k].IsTrivial)
            {
                _lanes[k].Emit(w, LaneName(k));
                w.Line();
            }
        }
    }

    private void Declare(SourceWriter w)
    {
        w.Line(Invariant($"{_whole} columns = grid.Axis({_rows.Inner});"));
        if (!_isForDevices)
        {
            w.Line($"{_whole} full = columns - (columns % V.Count);");
        }

        _cells.Declare(
            w,
            _rows.Rows.SelectMany(r => r.Nodes).Concat(_rows.Cells.SelectMany(c => c.Nodes)).ToList(),
            _rows.Rows.SelectMany(r => r.Stores).Concat(_rows.Cells.SelectMany(c => c.Stores)));
        DeclareColumns(w);
        DeclareWidened(w);
        foreach (int scratch in ScratchNumbers().Distinct().OrderBy(k => k))
        {
            _scratch[scratch] = _names.Take("kept");
            w.Line(Invariant($"Target::Pointer<T> {_scratch[scratch]} = grid.Scratch({scratch}, columns);"));
        }

        DeclareCompacted(w);
    }

    /// <summary>Row after row.</summary>
    private void EmitRows(SourceWriter w)
    {
        w.Open($"for ({_whole} i = start; i < end; i++)");
        _cells.DeclareRow(w);
        for (int k = 0; k < _rows.Rows.Count; k++)
        {
            EmitRow(w, _rows.Rows[k]);
            if (k < _rows.Cells.Count)
            {
                if (!IsEmpty(_rows.Cells[k]))
                {
                    DeclareAhead(w, k);
                    DeclareWideRows(w, _rows.Cells[k]);
                    EmitCells(w, k);
                }

                foreach (LineCall call in _rows.Cells[k].Calls)
                {
                    EmitCall(w, call);
                }
            }
        }

        w.Close();
    }

    private void EmitCall(SourceWriter w, LineCall call)
    {
        if (call.Sum is null)
        {
            w.Line($"{LaneSpelling.OfLine(call.Function)}({_scratch[call.Line]}, columns);");
            return;
        }

        string sum = _names.Take(CellEmitter.AccumulatorName(call.Sum.Op));
        string shift = call.Shift < 0 ? "V.Zero" : _values[call.Shift];
        w.Line($"W {sum} = {LaneSpelling.SumOfLine(call.Function)}({_scratch[call.Line]}, columns, {shift});");
        EmitRowValue(w, call.Sum, CellEmitter.Folded(call.Sum.Op, sum, isForDevices: false));
    }

    /// <summary>A fold's result as a row's value.</summary>
    private void EmitRowValue(SourceWriter w, CellReduction fold, string folded)
    {
        if (_lines.TryGetValue(fold, out string line))
        {
            w.Line($"V.Store(Target::Lanes.Round<V, W, T>({folded}), {line}, i - first, 1);");
            return;
        }

        string name = _names.Take("row" + Names.Capital(CellEmitter.AccumulatorName(fold.Op)));
        w.Line($"V {name} = Target::Lanes.Round<V, W, T>({folded});");
        _values.Add(name);
    }

    private static bool IsEmpty(CellSection cells) =>
        cells.Stores.Count + cells.Keeps.Count + cells.Reductions.Count == 0;

    private string LaneName(int section) => Invariant($"Lane{_rows.Number}Of{section}");

    private void DeclareColumns(SourceWriter w)
    {
        foreach (CellReduction r in _rows.Cells.SelectMany(c => c.Reductions).Where(r => r.Scope == CellScope.Column))
        {
            _sums[r] = _names.Take(_plan.NameOf(r.Target));
            w.Line(Invariant($"Target::Pointer<double> {_sums[r]} = grid.Columns({r.Number});"));
        }
    }

    /// <summary>Scratch lines for the elements of a row that go to a sparse matrix, and for the mask that says which.</summary>
    private void DeclareCompacted(SourceWriter w)
    {
        int next = 1 + _scratch.Keys.DefaultIfEmpty(-1).Max();
        foreach (CellReduction r in _rows.Cells.SelectMany(c => c.Reductions).Where(r => r.Scope == CellScope.Compact))
        {
            _compacted[r] = (_names.Take("values"), _names.Take("mask"));
            w.Line(Invariant($"Target::Pointer<T> {_compacted[r].Values} = grid.Scratch({next}, columns);"));
            w.Line(Invariant($"Target::Pointer<T> {_compacted[r].Mask} = grid.Scratch({next + 1}, columns);"));
            next += 2;
        }
    }

    private void DeclareWidened(SourceWriter w)
    {
        IEnumerable<int> lines = _rows.Cells.SelectMany(c => c.Reductions.SelectMany(r => new[] { r.A, r.B }
            .Where(o => o >= 0 && IsWide(c, r, o) && c.Nodes[o].Op == LaneOp.Load).Select(o => c.Nodes[o].A)));
        foreach (int line in lines.Distinct().OrderBy(a => a))
        {
            _widened[line] = _names.Take(_plan.NameOf(line) + "Widened");
            w.Line(Invariant($"var {_widened[line]} = grid.Widened({line});"));
        }
    }

    /// <summary>A row's values, each in all lanes alike.</summary>
    private void EmitRow(SourceWriter w, RowSection section)
    {
        foreach (LaneNode node in section.Nodes)
        {
            if (node.Op == LaneOp.Constant)
            {
                _values.Add(_cells.Constant(node.A));
                continue;
            }

            string wanted = node.Name.Length > 0 ? node.Name
                : node.Op == LaneOp.Load ? _plan.NameOf(node.A) + "OfRow"
                : node.Op == LaneOp.Arithmetic ? LaneEmitter.SharedName(node.Arithmetic) : "row";
            string name = _names.Take(wanted);
            w.Line($"V {name} = {RowValue(node)};");
            _values.Add(name);
        }

        if (_isForDevices && section.Stores.Count > 0)
        {
            // One thread stores what others may not have read yet.
            w.Line("grid.Sync();");
        }

        foreach (LaneStore store in section.Stores)
        {
            w.Line($"V.Store({_values[store.Node]}, {_cells.Pointer(store.Array)}, {(IsInBlocks ? "first, rows" : "i, 1")});");
        }
    }

    private string RowValue(LaneNode node) => node.Op switch
    {
        LaneOp.Load when IsInBlocks => $"V.Load({_cells.Pointer(node.A)}, first, rows)",
        LaneOp.Load => Invariant($"V.Broadcast(grid.Element({node.A}, i))"),
        LaneOp.ColumnOf => Invariant($"V.Broadcast(grid.Element({node.A}, i, ({_whole})grid.Integer({node.B})))"),
        LaneOp.Here => $"grid.Here<V>(i, {_cells.PositionOf(node)})",
        LaneOp.Within => $"V.FirstLanes({_cells.PlaceOf(node.A)} <= i && i < {_cells.PlaceOf(node.B)} ? V.Count : 0)",
        _ => LaneSpelling.Compute(node, o => _values[o], o => _values[o]),
    };
}
