using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>What the runtime asks of a program, taken from its plan once.</summary>
internal sealed class ProgramInfo
{
    private readonly ProgramPlan _plan;

    /// <summary>Reads a plan.</summary>
    public ProgramInfo(ProgramPlan plan)
    {
        _plan = plan;
        CallArrays = plan.Arrays.Count;
        Arrays = [.. plan.Arrays.Concat(plan.Temporaries).Select(Read)];
        IsHostAxis = [.. plan.IsHostAxis];
        HasHostAxes = IsHostAxis.Contains(true);
        (Constants, Slots, ReductionCount) = (plan.Constants, plan.Slots, plan.Reductions);
        Numbers = [.. plan.Scalars.Concat(plan.Results).Select(s => s.Slot)];
        Steps = Read(plan.Items);
        FirstStage = plan.Scalars.Count == 0 ? Steps.FirstOrDefault() as StageStep : null;
        StepsOfEach = FirstStage is null ? Steps : Steps[1..];
        ProgramStep[] all = [.. Flatten(Steps)];
        RowsStep[] rows = [.. all.OfType<RowsStep>()];
        IEnumerable<ReductionInfo> lines = plan.AllItems().OfType<ProgramLine>().SelectMany(Reductions);
        AllReductions = [.. lines.Concat(rows.SelectMany(r => r.ByColumn.Concat(r.Totals)))];
        Widened = [.. rows.SelectMany(r => r.Widened).Distinct()];
        Packed = [.. rows.SelectMany(r => r.Points).Distinct()];
        WalkedAxes = [.. plan.AllItems().OfType<ProgramLine>().Select(l => l.Axis).Distinct()];
        KeySteps = [.. all.OfType<KeyStep>()];
        TransposedSteps = [.. all.OfType<SparseStep>().Where(s => s.IsTransposed)];
        HasViews = Arrays.Any(a => a.Of >= 0);
        HasSparse = Arrays.Any(a => a.IsSparse);
        IsElementwise = AreAllElementwise();
    }

    /// <summary>The number of arrays of a call.</summary>
    public int CallArrays { get; }

    /// <summary>The arrays of a call, then the temporaries.</summary>
    public ArrayInfo[] Arrays { get; }

    /// <summary>For each axis whether stage code sets its length.</summary>
    public bool[] IsHostAxis { get; }

    /// <summary>Whether stage code sets the length of any axis.</summary>
    public bool HasHostAxes { get; }

    /// <summary>The number of constants.</summary>
    public int Constants { get; }

    /// <summary>The number of values.</summary>
    public int Slots { get; }

    /// <summary>The slots of inputs and results that are numbers, in the order of <see cref="BatchNumbers"/>.</summary>
    public int[] Numbers { get; }

    /// <summary>The steps.</summary>
    public ProgramStep[] Steps { get; }

    /// <summary>The number of reductions that are combined.</summary>
    public int ReductionCount { get; }

    /// <summary>The first step where it is a stage that depends on host values and lengths alone: all problems of a batch have it in
    /// common.</summary>
    public StageStep? FirstStage { get; }

    /// <summary>The steps that each problem of a batch has of its own.</summary>
    public ProgramStep[] StepsOfEach { get; }

    /// <summary>All reductions that are combined, each once.</summary>
    public ReductionInfo[] AllReductions { get; }

    /// <summary>Lines that some pass sees as doubles.</summary>
    public int[] Widened { get; }

    /// <summary>Points that some pass sees packed.</summary>
    public int[] Packed { get; }

    /// <summary>The axes that passes over lines walk along.</summary>
    public int[] WalkedAxes { get; }

    /// <summary>The sums by key.</summary>
    public KeyStep[] KeySteps { get; }

    /// <summary>The products of lines and sparse matrices.</summary>
    public SparseStep[] TransposedSteps { get; }

    /// <summary>Whether any temporary is the memory of another array.</summary>
    public bool HasViews { get; }

    /// <summary>Whether any array is a sparse matrix.</summary>
    public bool HasSparse { get; }

    /// <summary>Whether each element of a result comes of the same element of the arrays alone, and of numbers that all problems of a
    /// batch have in common: then their lines, one after the other, are one line.</summary>
    public bool IsElementwise { get; }

    private bool AreAllElementwise() =>
        _plan.Scalars.Count + _plan.Results.Count + _plan.Temporaries.Count == 0
        && !HasHostAxes && IsHostAxis.Length == 1 && Arrays.All(a => !a.IsMatrix)
        && StepsOfEach.All(s => s is LineStep)
        && _plan.AllItems().OfType<ProgramLine>().All(l => l.Pass.Reductions.Count == 0
            && l.Pass.Nodes.All(n => n.Operation <= PlanOperation.Select));

    private static ArrayInfo Read(ProgramArray array) => array.IsMatrix
        ? new(array.Name, array.Use, array.RowAxis, array.Axis)
        {
            Of = array.Of,
            Entries = array.Entries,
            IsSparse = array.Shape == ArrayShape.Csr,
        }
        : new(array.Name, array.Use, array.Axis, -1);

    private ProgramStep[] Read(IReadOnlyList<ProgramItem> items) => [.. items.Select(Read)];

    private ProgramStep Read(ProgramItem item) => item switch
    {
        ProgramStage stage => new StageStep(stage.Number),
        ProgramLine line => new LineStep(line.Number, line.Axis, [.. Reductions(line)]),
        ProgramRows rows => Read(rows),
        ProgramProduct product => new ProductStep(
            product.A, product.B, product.C, product.IsLeftTurned, product.IsRightTurned),
        ProgramFetch fetch => new FetchStep(fetch.Array, fetch.Row, fetch.Column, fetch.Slot),
        ProgramSumByKey keys => new KeyStep(keys.Values, keys.Keys, keys.Sums),
        ProgramInside inside => new InsideStep(inside.Axis, inside.Slot),
        ProgramSparseProduct p => new SparseStep(p.Matrix, p.Line, p.Result, p.IsTransposed),
        ProgramStarts starts => new StartsStep(starts.Counts, starts.Matrix),
        ProgramRowDot dot => new RowDotStep(dot.Matrix, dot.Row, dot.Line, dot.Slot),
        ProgramAddRow add => new AddRowStep(add.Matrix, add.Row, add.Factor, add.Line),
        ProgramLoop { IsInline: true } loop => new InlineStep(loop.Number, [.. LineAxes(loop).Distinct()], ReadLoop(loop)),
        ProgramLoop loop => ReadLoop(loop),
        _ => throw new NotSupportedException($"The CPU runtime does not run {item.GetType().Name}."),
    };

    private LoopStep ReadLoop(ProgramLoop loop) => new(loop.Count, loop.Index, loop.Until, Read(loop.Items));

    private static IEnumerable<int> LineAxes(ProgramLoop loop) => loop.Items.SelectMany(item => item switch
    {
        ProgramLine line => [line.Axis],
        ProgramLoop inner => LineAxes(inner),
        _ => Enumerable.Empty<int>(),
    });

    private RowsStep Read(ProgramRows rows)
    {
        ReductionInfo[] ofColumns = [.. Reductions(rows, CellScope.Column, ReductionForm.Columns)];
        ReductionInfo[] totals = [.. Reductions(rows, CellScope.Total, ReductionForm.Total)];
        int[] widened = [.. rows.CellSections.SelectMany(WidenedBy).Distinct()];
        int[] points = [.. rows.CellSections.SelectMany(c => c.Nodes)
            .Where(n => n.Operation == PlanOperation.Points).Select(n => n.B).Distinct()];
        return new(rows.Number, rows.Rows, rows.Columns, ofColumns, totals, widened, points);
    }

    private static IEnumerable<ReductionInfo> Reductions(ProgramLine line) => line.Pass.Reductions.Select(
        r => new ReductionInfo(r.Index, r.Kind, ReductionForm.Line, line.Axis, -1, r.Slot));

    private static IEnumerable<ReductionInfo> Reductions(ProgramRows rows, CellScope scope, ReductionForm form) =>
        rows.CellSections.SelectMany(c => c.Reductions).Where(r => r.Scope == scope)
        .Select(r => new ReductionInfo(r.Index, r.Kind, form, rows.Rows, rows.Columns, r.Target));

    /// <summary>Lines that a dot product takes just as they are loaded.</summary>
    private IEnumerable<int> WidenedBy(ProgramCells cells) =>
        from reduction in cells.Reductions
        where reduction.Kind == ReductionKind.Dot
        from node in new[] { cells.Nodes[reduction.A], cells.Nodes[reduction.B] }
        where node.Operation == PlanOperation.Load && !_plan.Array(node.A).IsMatrix
        select node.A;

    private static IEnumerable<ProgramStep> Flatten(IEnumerable<ProgramStep> steps) =>
        steps.SelectMany(s => s is LoopStep loop ? Flatten(loop.Steps).Prepend(s) : [s]);
}

/// <summary>What the runtime asks of a program K.</summary>
internal static class ProgramInfo<K>
    where K : struct, IProgram
{
    public static readonly ProgramInfo Value = new(K.Plan);
}
