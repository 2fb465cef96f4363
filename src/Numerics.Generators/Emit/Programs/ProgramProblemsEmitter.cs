using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The method of a program of stages and passes over lines that runs problems of a batch, a few at a time: each stage and each pass
/// for all of them before the next, as <see cref="KernelProblemsEmitter"/> does.</summary>
internal sealed class ProgramProblemsEmitter(RuleModel rule, ProgramPlan plan)
{
    private readonly List<ProgramItem> _items = plan.Items.Skip(InlineEmitter.FirstOfEach(plan)).ToList();

    private readonly HashSet<int> _common =
        [.. plan.Items.Take(InlineEmitter.FirstOfEach(plan)).OfType<StageItem>().SelectMany(s => s.Values).Select(v => v.Slot)];

    /// <summary>Whether a program can be run so: its passes read lines and numbers alone, keep nothing in temporaries, which the problems
    /// would share, and have stages between them.</summary>
    public static bool IsPossible(ProgramPlan plan)
    {
        List<ProgramItem> items = plan.Items.Skip(InlineEmitter.FirstOfEach(plan)).ToList();
        return InlineEmitter.IsPossible(plan) && plan.Temporaries.Count == 0 && items.OfType<StageItem>().Any()
            && items.All(i => i is StageItem { Moves.Count: 0 }
                || (i is LineItem l && l.Pass.Nodes.All(n => n.Op is LaneOp.Load or LaneOp.Constant or LaneOp.Arithmetic)));
    }

    public void Emit(SourceWriter w)
    {
        w.Line("public static bool RunsProblems => true;");
        w.Line();
        ProgramEmitter.Head(w, "Problems", "in Runtime::ProblemRange<T> problems", isInlined: false, accessibility: "public");
        w.Line("ReadOnlySpan<double> host = grid.Host;");
        w.Line("ReadOnlySpan<nint> axes = grid.Axes;");
        w.Line("Runtime::ProblemTable<T> table = problems.Table;");
        foreach (int axis in _items.OfType<LineItem>().Select(l => l.Axis).Distinct().OrderBy(a => a))
        {
            w.Line(Invariant($"nint {LengthOf(axis)} = grid.Axis({axis});"));
        }

        w.Open("for (int first = problems.First; first < problems.End; first += problems.Together)");
        w.Line("int count = Math.Min(problems.Together, problems.End - first);");
        w.Line("problems.Aim(first, count);");
        int column = 0;
        foreach (int slot in plan.ScalarSlots.OrderBy(s => s.Key).Select(s => s.Value))
        {
            w.Line(Invariant($"table.SetSlot({slot}, table.Numbers<W>({column++}, first, count));"));
        }

        foreach (ProgramItem item in _items)
        {
            w.Line();
            if (item is StageItem stage)
            {
                EmitStage(w, stage);
            }
            else
            {
                EmitPass(w, (LineItem)item);
            }
        }

        foreach (int slot in plan.ResultSlots.Where(s => s >= 0))
        {
            w.Line(Invariant($"table.SetNumbers({column++}, first, count, table.Slot<W>({slot}));"));
        }

        w.Close();
        w.Close();
    }

    private ProblemSlots Slots => new(_common.Contains, "grid", [], _ => null);

    private void EmitStage(SourceWriter w, StageItem stage)
    {
        var names = new Names(
            ["grid", "problems", "problem", "table", "host", "axes", "first", "count", "k", "values", "each",
                .. _items.OfType<LineItem>().Select(l => LengthOf(l.Axis)).Distinct()]);
        bool isWide = ProblemSlots.AreWide(
            plan.Graph, stage.Values, id => plan.NodeSlots.ContainsKey(id) || plan.Graph[id].Op == Op.ScalarParameter);
        if (isWide)
        {
            w.Open();
            new StageEmitter(rule, plan, new WideSlots(_common.Contains, "grid", _ => null), ScalarSpelling.WideFunctions).Emit(w, stage, names);
            w.Close();
            return;
        }

        OpenLoop(w);
        new StageEmitter(rule, plan, Slots).Emit(w, stage, names);
        w.Close();
    }

    private static string LengthOf(int axis) => Invariant($"length{axis}");

    private static void OpenLoop(SourceWriter w)
    {
        w.Open("for (int k = 0; k < count; k++)");
        w.Line("Runtime::ProblemValues<T> values = table.Values(k);");
    }

    private void EmitPass(SourceWriter w, LineItem line)
    {
        OpenLoop(w);
        w.Line("Target::Grid<T> each = problems.Grid(k);");
        if (line.Pass.IsFold)
        {
            w.Line($"double {string.Join(", ", line.Pass.Reductions.Select(NameOfPart))};");
        }

        LineEmitter.EmitCall(w, line, "each", LengthOf(line.Axis), Slots, NameOfPart);
        foreach (LaneReduction r in line.Pass.Reductions)
        {
            w.Line(Invariant($"values.Set({r.Slot}, {NameOfPart(r)});"));
        }

        w.Close();
    }

    private static string NameOfPart(LaneReduction reduction) => Invariant($"part{reduction.Index}");
}
