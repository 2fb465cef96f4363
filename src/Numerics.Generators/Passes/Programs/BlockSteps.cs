using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>The steps that a block does for what is asked of it, in no order yet.</summary>
internal sealed class BlockSteps(ProgramBuilder program, int owner)
{
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> All => _steps;

    private Graph Graph => program.Graph;

    public void Add(Step step) => _steps.Add(step);

    /// <summary>Asks for a value to be stored to an array.</summary>
    public void Store(int node, int array) => AddStore(StoreStep(node, array));

    private Step AddStore(Step store)
    {
        _steps.Add(store);
        AddFor(store.Need);
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

    /// <summary>Asks for steps, and for those that they need.</summary>
    public void AddFor(Need need)
    {
        need.Places.Where(p => owner == 0 && program.OwnerOf(p) == 0).ToList().ForEach(AddCheck);
        foreach (int id in need.Steps.Concat(need.Folds).ToList())
        {
            if (program.OwnerOf(id) == owner && !_steps.Any(s => s.IsStepOf(id)))
            {
                AddStep(id);
            }
        }
    }

    private void AddStep(int id)
    {
        if (Graph[id].Op == Op.Loop)
        {
            AddLoop(id);
        }
        else if (Graph[id].Op is Op.Stored or Op.AddRow)
        {
            AddStore(StoreStep(Graph[id].Op == Op.Stored ? Graph[id].A : id, program.ArrayOf(id), id));
        }
        else
        {
            Need operands = program.Needs.OfOperands(id);
            bool isDrawn = Needs.IsDrawnLine(Graph[id]);
            _steps.Add(new Step(id, isDrawn ? program.ArrayOf(id) : -1, operands) { Result = isDrawn ? id : -1, After = StoreOperands(id) });
            AddFor(operands);
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
            AddFor(need);
        }
    }

    /// <summary>The number that chooses, and the axis along which it does.</summary>
    public (int Index, int Axis) PlaceOf(int place) => Graph[place] switch
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
        AddFor(need);
        starts.ForEach(s => AddFor(s.Need));
    }
}
