using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Gathers a pass over a matrix: what is computed for each row, and in each of its phases for each cell.</summary>
internal sealed class RowsBuilder(ProgramBuilder program, BlockBuilder block, int number, int outer, int inner)
{
    private readonly List<Section> _rows = [];
    private readonly List<Section> _cells = [];
    private readonly List<List<CellReduction>> _reductions = [];
    private readonly Dictionary<int, int> _rowOf = [];
    private readonly Dictionary<int, int> _scratch = [];
    private int _rowNodes;
    private bool _isInKept;

    /// <summary>Adds what one phase reduces and stores.</summary>
    /// <param name="phase">The phase; phases come in order.</param>
    /// <param name="reductions">The reductions, nodes of the graph.</param>
    /// <param name="stores">Cell values and the matrices they go to; a copied array instead of a value where it is not −1.</param>
    /// <param name="rowStores">Row values that are known before the phase, and the lines they go to.</param>
    public void AddPhase(
        int phase, IReadOnlyList<int> reductions, IReadOnlyList<(int Node, int Array, int Copied)> stores, IReadOnlyList<(int Node, int Array)> rowStores)
    {
        while (_rows.Count <= phase)
        {
            _rows.Add(new Section());
            _cells.Add(new Section());
            _reductions.Add([]);
        }

        foreach ((int node, int array) in rowStores)
        {
            _rows[phase].Stores.Add(new LaneStore(PlaceRow(node, phase), array));
        }

        foreach ((int node, int array, int copied) in stores)
        {
            _cells[phase].Stores.Add(new LaneStore(
                copied >= 0 ? BlockBuilder.LoadOf(copied, _cells[phase].Nodes) : PlaceCell(node, phase), array));
        }

        // Cells of all reductions are placed before their results take numbers.
        List<(int Node, int A, int B)> placed = reductions.Select(r => (
            r,
            PlaceCell(program.Graph[r].A, phase),
            program.Graph[r].Op is Op.ReduceDot or Op.Compact ? PlaceCell(program.Graph[r].B, phase) : -1)).ToList();
        foreach ((int node, int a, int b) in placed)
        {
            _reductions[phase].Add(Reduction(node, a, b));
        }
    }

    private CellReduction Reduction(int id, int a, int b)
    {
        Node node = program.Graph[id];
        if (node.Op == Op.Compact)
        {
            return new CellReduction(CellScope.Compact, node.Op, a, b, -1, program.ArrayOf(id));
        }

        if (node.Kind.IsCol())
        {
            int row = _rowNodes++;
            _rowOf[id] = row;
            program.PlaceFold(id, this, row);
            return new CellReduction(CellScope.Fold, node.Op, a, b, -1, row);
        }

        if (node.Kind == Kind.Scalar)
        {
            return new CellReduction(CellScope.Total, node.Op, a, b, program.Reductions++, program.SlotOf(id));
        }

        int line = program.NewLine(inner, program.Graph.Names[id]);
        program.Place(id, line);
        return new CellReduction(CellScope.Column, node.Op, a, b, program.Reductions++, line);
    }

    /// <summary>Has a row's value stored when the row is done.</summary>
    public void StoreRow(int row, int array)
    {
        while (_rows.Count <= _cells.Count)
        {
            _rows.Add(new Section());
        }

        _rows[_cells.Count].Stores.Add(new LaneStore(row, array));
    }

    public RowsItem ToItem()
    {
        while (_rows.Count <= _cells.Count)
        {
            _rows.Add(new Section());
        }

        return new RowsItem(
            number,
            outer,
            inner,
            _rows.Select(r => new RowSection(r.Nodes.ToImmutableArray(), r.Stores.ToImmutableArray())).ToImmutableArray(),
            _cells.Select((c, i) => new CellSection(
                c.Nodes.ToImmutableArray(),
                c.Stores.ToImmutableArray(),
                _reductions[i].ToImmutableArray(),
                c.Keeps.ToImmutableArray(),
                c.Kept.ToImmutableArray())).ToImmutableArray());
    }

    /// <summary>A row's value: its number among the row's values.</summary>
    private int PlaceRow(int id, int phase)
    {
        if (_rowOf.TryGetValue(id, out int row))
        {
            return row;
        }

        LaneNode lane = block.Lane(id, o => PlaceRow(o, phase));
        if (_rows[phase].Positions.TryGetValue(lane, out row))
        {
            return row;
        }

        row = _rowNodes++;
        _rows[phase].Nodes.Add(lane);
        _rows[phase].Positions.Add(lane, row);
        _rowOf[id] = row;
        return row;
    }

    private int PlaceCell(int id, int phase)
    {
        // A line that is spread meets the cells as lines do.
        id = program.Graph[id].Op == Op.Spread ? program.Graph[id].A : id;
        Section section = _cells[phase];
        if (section.Placed.TryGetValue(id, out int known))
        {
            return known;
        }

        // What a kept value is made of is not needed again, so nothing of it is kept.
        bool keeps = !_isInKept && IsKept(id, phase);
        _isInKept |= keeps;
        Node node = program.Graph[id];
        LaneNode lane = node.Kind.IsCol()
            ? new LaneNode(LaneOp.Row, Op.Load, PlaceRow(id, phase), -1, -1, program.Graph.Names[id])
            : block.Lane(id, o => PlaceCell(o, phase));
        _isInKept &= !keeps;
        if (!section.Positions.TryGetValue(lane, out int position))
        {
            position = section.Nodes.Count;
            section.Nodes.Add(lane);
            section.Positions.Add(lane, position);
        }

        section.Placed[id] = position;
        if (keeps)
        {
            Keep(id, phase, position);
        }

        return position;
    }

    /// <summary>Whether an earlier phase has computed a value, at some cost.</summary>
    private bool IsKept(int id, int phase) =>
        IsCostly(id) && _cells.FindIndex(c => c.Placed.ContainsKey(id)) is >= 0 and int first && first < phase;

    /// <summary>A value of an earlier phase stays in a scratch line.</summary>
    private void Keep(int id, int phase, int position)
    {
        int first = _cells.FindIndex(c => c.Placed.ContainsKey(id));
        if (!_scratch.TryGetValue(id, out int scratch))
        {
            scratch = _scratch.Count;
            _scratch.Add(id, scratch);
            _cells[first].Keeps.Add(new LaneStore(_cells[first].Placed[id], scratch));
        }

        _cells[phase].Kept.Add(new LaneStore(position, scratch));
    }

    /// <summary>Whether a cell's value costs more than a store and a load.</summary>
    private bool IsCostly(int id) => program.Graph[id] is { Kind: Kind.Mat } node
        && (node.Op is >= Op.Exp and <= Op.Atan or Op.Pow or Op.PointPairs || node.Op.IsDraw()
            || (node.Op.IsArithmetic() && node.Operands.Any(IsCostly)));

    private sealed class Section
    {
        public List<LaneNode> Nodes { get; } = [];

        public List<LaneStore> Stores { get; } = [];

        public List<LaneStore> Keeps { get; } = [];

        public List<LaneStore> Kept { get; } = [];

        public Dictionary<LaneNode, int> Positions { get; } = [];

        public Dictionary<int, int> Placed { get; } = [];
    }
}
