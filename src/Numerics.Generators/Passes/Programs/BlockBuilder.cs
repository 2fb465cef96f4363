using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Puts the steps of a rule, or of one loop's round, in order.</summary>
/// <remarks>
/// Whenever steps over lines, products and loops can run they do; then one matrix is walked over, with all that can be computed on
/// the way: what needs a row's reductions alone goes on in the next phase of the same row. So each matrix is read as seldom as
/// the longest chain of reductions that end a pass allows. A result replaces an array when nobody needs the old one any more.
/// </remarks>
internal sealed partial class BlockBuilder(ProgramBuilder program, int owner, BlockBuilder? outer)
{
    private readonly List<Step> _steps = [];
    private readonly HashSet<int> _done = [];
    private readonly HashSet<int> _set = [];
    private readonly List<SlotValue> _pending = [];
    private readonly List<(int Node, int Slot)> _results = [];
    private readonly List<Func<ProgramItem>> _items = [];

    private Graph Graph => program.Graph;

    /// <summary>Asks for a value to be stored to an array.</summary>
    public void Store(int node, int array)
    {
        AddStore(StoreStep(node, array));
    }

    private Step AddStore(Step store)
    {
        _steps.Add(store);
        AddSteps(store.Need);
        return store;
    }

    /// <summary>A matrix that goes to a line goes to the line's memory seen as a matrix.</summary>
    private Step StoreStep(int node, int array, int result = -1)
    {
        Node value = Graph[node];
        return value.Op == Op.AddRow && !_steps.Any(s => s.IsStepOf(node)) ? AddRowStep(node, array, result)
            : value.Op == Op.Ungroup
            ? new Step(value.A, program.ViewOf(array, value.A), program.Needs.Of(value.A)) { Result = result }
            : new Step(node, array, program.Needs.Of(node)) { Result = result };
    }

    /// <summary>A sparse row is added in place: to the line where it is, or to a copy that is stored before.</summary>
    private Step AddRowStep(int node, int array, int result)
    {
        (Node sum, Need need) = (Graph[node], Need.Nothing());
        bool isInPlace = Graph[sum.A].Op is Op.Load or Op.LoopState && program.ArrayOf(sum.A) == array;
        List<Step> after = isInPlace ? [] : [AddStore(StoreStep(sum.A, array))];
        foreach (int operand in sum.Operands.Skip(1))
        {
            need.Add(program.Needs.Of(operand));
        }

        need.Places.Add(node);
        return new Step(node, array, need.Gathered()) { Result = result, After = after, IsAdded = true };
    }

    /// <summary>Asks for a number to be in a slot at the end. The host's C# may throw: it runs before anything is written.</summary>
    public void Result(int node, int slot)
    {
        if (Graph[node].Kind == Kind.Host)
        {
            _pending.Add(new SlotValue(slot, node, false));
            return;
        }

        _results.Add((node, slot));
        AddSteps(program.Needs.Of(node));
    }

    /// <summary>Asks for steps, and for those that they need.</summary>
    private void AddSteps(Need need)
    {
        need.Places.Where(p => owner == 0 && program.OwnerOf(p) == 0).ToList().ForEach(AddCheck);
        foreach (int id in need.Steps.Concat(need.Folds).ToList())
        {
            if (program.OwnerOf(id) != owner || _steps.Any(s => s.IsStepOf(id)))
            {
                continue;
            }

            if (Graph[id].Op == Op.Loop)
            {
                AddLoop(id);
                continue;
            }

            if (Graph[id].Op is Op.Stored or Op.AddRow)
            {
                AddStore(StoreStep(Graph[id].Op == Op.Stored ? Graph[id].A : id, program.ArrayOf(id), id));
                continue;
            }

            Need operands = program.Needs.OfOperands(id);
            bool isDrawn = Needs.IsDrawnLine(Graph[id]);
            _steps.Add(new Step(id, isDrawn ? program.ArrayOf(id) : -1, operands) { Result = isDrawn ? id : -1, After = StoreOperands(id) });
            AddSteps(operands);
        }
    }

    /// <summary>A place that a pass finds is looked at before anything of the user's is written. Loops look at theirs as they run, before
    /// that too.</summary>
    private void AddCheck(int place)
    {
        if (!_steps.Any(s => s.IsCheck && s.Node == place))
        {
            Need need = program.Needs.Of(PlaceOf(place).Index);
            _steps.Add(new Step(place, -1, need) { IsCheck = true });
            AddSteps(need);
        }
    }

    /// <summary>The number that chooses, and the axis along which it does.</summary>
    private (int Index, int Axis) PlaceOf(int place) => Graph[place] switch
    {
        { Op: Op.Here } here => (here.A, program.Axes.LineOf(place)),
        { Op: Op.AddRow } add => (add.C, program.Axes.RowsOf(add.B)),
        { Op: Op.ColumnOf } column => (column.B, program.Axes.ColumnsOf(column.A)),
        Node row => (row.B, program.Axes.RowsOf(row.A)),
    };

    /// <summary>A step that is no pass finds its operands in arrays: those that are computed are stored before it.</summary>
    private List<Step> StoreOperands(int id)
    {
        (List<Step> stores, List<Step> earlier) = ([], []);
        bool isPass = Graph[id].Op.IsReduction();
        foreach (int operand in isPass ? EquatableArray<int>.Empty : Graph[id].Operands)
        {
            // Products alone read a matrix turned.
            bool isTurned = Graph[operand].Kind.IsMatrix() && Graph[operand].Op is Op.LoadTurned or Op.Turn && Graph[id].Op != Op.Product;
            if (Graph[operand].Kind.IsElement() && (isTurned || !program.IsStored(operand)) && !program.IsPlaced(operand))
            {
                int array = program.NewLike(operand);
                program.Place(operand, array);
                stores.Add(new Step(operand, array, program.Needs.Of(operand)));
            }
            else if (program.IsPlaced(operand))
            {
                // Another step has asked for it.
                earlier.AddRange(_steps.Where(s => s.Node == operand && s.Array == program.ArrayOf(operand)));
            }
        }

        _steps.AddRange(stores);
        return [.. stores, .. earlier];
    }

    /// <summary>A loop needs its starts in place, and what its rounds use of this block.</summary>
    private void AddLoop(int id)
    {
        LoopParts parts = LoopParts.Of(Graph, id);
        Need need = new LoopNeeds(program, owner).Of(id, parts);
        List<Step> starts = [];
        for (int k = 0; k < parts.Starts.Count; k++)
        {
            if (Graph[parts.Starts[k]].Kind.IsElement() && LoopBuilder.PlaceState(program, parts, k) is int array)
            {
                starts.Add(StoreStep(parts.Starts[k], array));
            }
        }

        _steps.AddRange(starts);
        _steps.Add(new Step(id, -1, need) { After = starts });
        AddSteps(need);
        starts.ForEach(s => AddSteps(s.Need));
    }

    /// <summary>All items in order.</summary>
    /// <param name="moves">Slots that move all at once at the end of a loop's round.</param>
    public ImmutableArray<ProgramItem> Build(IReadOnlyList<SlotMove> moves)
    {
        while (_steps.Any(s => !s.IsDone))
        {
            if (!RunSingles() && !RunLine() && !RunRows())
            {
                CopyFirstStore();
            }
        }

        foreach ((int node, int slot) in _results)
        {
            _pending.Add(new SlotValue(slot, node, false));
        }

        Flush(moves);
        return _items.Select(i => i()).ToImmutableArray();
    }

    /// <summary>Products, loops, fetched elements, sums by key.</summary>
    private bool RunSingles()
    {
        Step? step = _steps.FirstOrDefault(s => !s.IsDone && IsReady(s)
            && (s.IsAdded ? !Blocked(s, []) : s.Array < 0 && !Graph[s.Node].Op.IsReduction()));
        if (step is null)
        {
            return false;
        }

        Node node = Graph[step.Node];
        if (step.IsCheck)
        {
            (int at, int axis) = (Integer(PlaceOf(step.Node).Index), PlaceOf(step.Node).Axis);
            Append(() => new InsideItem(axis, at));
            step.IsDone = true;
            return true;
        }

        switch (node.Op)
        {
            case Op.Product:
                int product = program.ArrayOf(step.Node);
                (int a, bool isATurned) = Stored(node.A);
                (int b, bool isBTurned) = Stored(node.B);
                Append(() => new ProductItem(a, b, product, isATurned, isBTurned));
                break;
            case Op.SumByKey:
                (int values, int keys, int sums) = (program.ArrayOf(node.A), program.ArrayOf(node.B), program.ArrayOf(step.Node));
                Append(() => new SumByKeyItem(values, keys, sums));
                break;
            case Op.At or Op.AtCell:
                (int array, int slot) = (program.ArrayOf(node.A), program.SlotOf(step.Node));
                (int row, int column) = (Integer(node.B), node.Op == Op.AtCell ? Integer(node.C) : -1);
                Append(() => new FetchItem(array, row, column, slot));
                break;
            case Op.SparseRows:
                (int matrix, int line, int result) = (program.ArrayOf(node.A), program.ArrayOf(node.B), program.ArrayOf(step.Node));
                Append(() => new SparseItem(matrix, line, result, false));
                break;
            case Op.SparseColumns:
                (int left, int right, int sum) = (program.ArrayOf(node.A), program.ArrayOf(node.B), program.ArrayOf(step.Node));
                Append(() => new SparseItem(right, left, sum, true));
                break;
            case Op.Starts:
                (int counts, int sparse) = (program.ArrayOf(node.A), program.ArrayOf(step.Node));
                Append(() => new StartsItem(counts, sparse));
                break;
            case Op.RowDot:
                var dot = new RowDotItem(program.ArrayOf(node.A), Integer(node.B), program.ArrayOf(node.C), program.SlotOf(step.Node));
                Append(() => dot);
                break;
            case Op.AddRow:
                var add = new AddRowItem(program.ArrayOf(node.B), Integer(node.C), Constant(node.Operands[3]), step.Array);
                Append(() => add);
                break;
            default:
                LoopItem loop = new LoopBuilder(program, this, step.Node).Build();
                Append(() => loop);
                break;
        }

        Finish(step);
        return true;
    }

    /// <summary>The matrix that an operand of a product is, and whether it is turned.</summary>
    private (int Array, bool IsTurned) Stored(int id) => Graph[id].Op == Op.Turn
        ? (program.ArrayOf(Graph[id].A), true)
        : Graph[id].Op == Op.LoadTurned ? (Graph[id].Index, true)
        : (program.ArrayOf(id), false);

    /// <summary>Where stores wait for each other in a ring, one goes to a temporary and is copied when the ring is broken.</summary>
    private void CopyFirstStore()
    {
        Step store = _steps.FirstOrDefault(s => !s.IsDone && s.Array >= 0 && s.Copied < 0 && !s.IsAdded && IsReady(s, ignoresReaders: true))
            ?? throw new InvalidOperationException("A rule's steps wait for each other.");
        int copy = program.NewLike(store.Node);
        var copied = new Step(store.Node, store.Array, Need.Nothing()) { Copied = copy, After = [store] };
        _steps.Where(s => s.After.Contains(store)).ToList().ForEach(s => s.After.Add(copied));
        _steps.Add(copied);
        store.Array = copy;
    }

    private void Finish(Step step)
    {
        step.IsDone = true;
        if (step.Array < 0 || step.Result >= 0)
        {
            _done.Add(step.Result >= 0 ? step.Result : step.Node);
        }
    }

    private bool IsAvailable(int step) => program.OwnerOf(step) != owner || _done.Contains(step);

    private bool IsReady(Step step, bool ignoresReaders = false) =>
        step.Need.Steps.All(IsAvailable) && step.Need.Folds.All(IsAvailable) && step.After.All(s => s.IsDone)
        && (ignoresReaders || step.Array < 0 || !Waits(step));

    /// <summary>Whether a store must wait: for steps that read other elements of what it replaces, and, if it replaces an array of the
    /// user's, for all that may find an index out of range.</summary>
    private bool Waits(Step store) => _steps.Any(s => s != store && !s.IsDone && (s.Need.Gathers.Contains(program.MemoryOf(store.Array))
        || (s.Array < 0 && !program.IsTemporary(store.Array) && (s.IsCheck || Graph[s.Node].Op is Op.At or Op.AtCell or Op.RowDot or Op.Loop))));

    /// <summary>Whether a store must wait for steps that read what it replaces and do not run beside it.</summary>
    private bool Blocked(Step store, List<Step> members) => store.Array >= 0
        && _steps.Any(s => s != store && !s.IsDone && s.Need.Loads.Contains(program.MemoryOf(store.Array)) && !members.Contains(s));

    private Kind DomainOf(Step step) => step.Array >= 0
        ? Graph[step.Node].Kind
        : OpTable.Join(Graph[step.Node].Operands.Select(o => Graph[o].Kind).Where(k => k != Kind.Csr)) ?? Kind.Scalar;

    private bool IsLine(Step step) => step.IsOverElements(Graph) && !DomainOf(step).IsMatrix();

    private bool IsCells(Step step) => step.IsOverElements(Graph) && DomainOf(step).IsMatrix();

    private int AxisOf(Step step) => program.Axes.LineOf(step.Array >= 0 ? step.Node : Graph[step.Node].A);

    private (int Rows, int Columns) SpaceOf(Step step)
    {
        IEnumerable<int> operands = step.Array >= 0 ? [step.Node] : Graph[step.Node].Operands;
        List<int> rows = operands.Where(o => Graph[o].Kind.IsMatrix() || Graph[o].Kind.IsCol()).ToList();
        List<int> columns = operands.Where(o => Graph[o].Kind.IsMatrix() || Graph[o].Kind.IsRow()).ToList();
        return (program.Axes.RowsOf(rows[0]), program.Axes.ColumnsOf(columns[0]));
    }

    /// <summary>A number that must stand in a slot before the next item.</summary>
    public void Set(int node, int slot) => _pending.Add(new SlotValue(slot, node, false));

    private void Append(Func<ProgramItem> item)
    {
        Flush([]);
        _items.Add(item);
    }

    private void Flush(IReadOnlyList<SlotMove> moves)
    {
        if (_pending.Count + moves.Count == 0)
        {
            return;
        }

        var stage = new StageItem(
            program.Stages++, _pending.OrderBy(p => p.Slot).ToImmutableArray(), moves.ToImmutableArray());
        _pending.Clear();
        _items.Add(() => stage);
    }

    /// <summary>One step: a node that is the result of one, or a value stored to an array.</summary>
    private sealed class Step(int node, int array, Need need)
    {
        public int Node { get; } = node;

        /// <summary>Where the value is stored; −1 for a step that is not a store.</summary>
        public int Array { get; set; } = array;

        public Need Need { get; } = need;

        public bool IsDone { get; set; }

        public int Phase { get; set; }

        /// <summary>The array that is copied, instead of a value that is computed; −1 for none.</summary>
        public int Copied { get; init; } = -1;

        public List<Step> After { get; init; } = [];

        /// <summary>The node whose value is the array when it is stored; −1 for a store that no node stands for.</summary>
        public int Result { get; init; } = -1;

        /// <summary>Whether random numbers are drawn to the array.</summary>
        public bool IsDrawn => Result == Node;

        /// <summary>Whether it looks at the place of the node.</summary>
        public bool IsCheck { get; init; }

        public bool IsStepOf(int id) => !IsCheck && (Array < 0 ? Node == id : Result == id);

        /// <summary>Whether a sparse row is added to the array.</summary>
        public bool IsAdded { get; init; }

        public bool IsOverElements(Graph graph) => !IsAdded && (Array >= 0 || graph[Node].Op.IsReduction());
    }
}
