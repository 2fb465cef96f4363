using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>Stages, passes over lines and loops, with everything in them, as one method that one thread runs. The slots of the table of
/// values are its locals.</summary>
internal sealed class InlineEmitter(RuleModel rule, ProgramPlan plan)
{
    private static readonly string[] Around = ["grid", "problems", "problem", "start", "host", "axes", "values"];

    private readonly SlotLocals _slots = new();

    /// <summary>Whether a whole program can be one such method.</summary>
    public static bool IsPossible(ProgramPlan plan) => plan.Items.All(IsInline)
        && !plan.Items.Take(FirstOfEach(plan)).OfType<StageItem>().SelectMany(s => s.Values).Any(v => plan.ResultSlots.Contains(v.Slot));

    private static bool IsInline(ProgramItem item) => item
        is StageItem or LineItem or FetchItem or InsideItem or RowDotItem or AddRowItem or LoopItem { IsInline: true };

    /// <summary>The first item that each problem of a batch has of its own: the runtime evaluates a first stage that depends on host
    /// values and lengths alone once for all.</summary>
    public static int FirstOfEach(ProgramPlan plan) => plan.ScalarSlots.Count == 0 && plan.Items.Count > 0 && plan.Items[0] is StageItem ? 1 : 0;

    /// <summary>Emits an inline loop of a program whose other items the runtime runs.</summary>
    public void EmitLoop(SourceWriter w, LoopItem loop)
    {
        EmitLoopItem(new SourceWriter(), loop);
        ProgramEmitter.Head(w, Invariant($"Loop{loop.Number}"), "", isInlined: false);
        EmitSurroundings(w);
        _slots.Declare(w);
        EmitLoopItem(w, loop);
        _slots.Save(w);
        w.Close();
    }

    /// <summary>Emits problems of a batch, one after the other.</summary>
    public void EmitProblems(SourceWriter w)
    {
        List<ProgramItem> items = plan.Items.Skip(FirstOfEach(plan)).ToList();
        var rehearsal = new SourceWriter();
        items.ForEach(i => EmitItem(rehearsal, i));
        plan.ScalarSlots.Values.Concat(plan.ResultSlots.Where(s => s >= 0)).ToList().ForEach(s => _slots.Value(s));
        w.Line("public static bool RunsProblems => true;");
        w.Line();
        ProgramEmitter.Head(w, "Problems", "in Runtime::ProblemRange<T> problems", isInlined: false, accessibility: "public");
        EmitSurroundings(w);
        _slots.Declare(w);
        w.Open("for (int problem = problems.First; problem < problems.End; problem++)");
        w.Line("problems.Aim(problem);");
        List<int> inputs = plan.ScalarSlots.OrderBy(s => s.Key).Select(s => s.Value).ToList();
        _slots.Restore(w, inputs.Contains);
        for (int column = 0; column < inputs.Count; column++)
        {
            w.Line(Invariant($"{_slots.Target(inputs[column])} = problems.Table.Number({column}, problem);"));
        }

        items.ForEach(i => EmitItem(w, i));
        int next = inputs.Count;
        foreach (int slot in plan.ResultSlots.Where(s => s >= 0))
        {
            w.Line(Invariant($"problems.Table.SetNumber({next++}, problem, {_slots.Value(slot)});"));
        }

        w.Close();
        w.Close();
    }

    private static void EmitSurroundings(SourceWriter w)
    {
        w.Line("ReadOnlySpan<double> host = grid.Host;");
        w.Line("ReadOnlySpan<nint> axes = grid.Axes;");
    }

    private void EmitItem(SourceWriter w, ProgramItem item)
    {
        switch (item)
        {
            case StageItem stage:
                EmitStage(w, stage);
                break;
            case LineItem line:
                EmitLine(w, line);
                break;
            case FetchItem fetch:
                string column = fetch.Column < 0 ? "" : ", " + _slots.Integer(fetch.Column);
                w.Line(Invariant($"{_slots.Target(fetch.Slot)} = grid.Fetched({fetch.Array}, {_slots.Integer(fetch.Row)}{column});"));
                break;
            case InsideItem inside:
                w.Line(Invariant($"grid.PositionAt({inside.Axis}, {_slots.Integer(inside.Slot)});"));
                break;
            case RowDotItem dot:
                w.Line(Invariant($"{_slots.Target(dot.Slot)} = grid.RowDot({dot.Matrix}, {_slots.Integer(dot.Row)}, {dot.Line});"));
                break;
            case AddRowItem add:
                w.Line(Invariant(
                    $"grid.AddRow({add.Matrix}, {_slots.Integer(add.Row)}, {_slots.Constant(add.Factor)}, {add.Line});"));
                break;
            case LoopItem inner:
                EmitLoopItem(w, inner);
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} in an inline loop.");
        }
    }

    private void EmitStage(SourceWriter w, StageItem stage)
    {
        w.Open();
        new StageEmitter(rule, plan, _slots).Emit(w, stage, Taken());
        w.Close();
        w.Line();
    }

    /// <summary>The names that a stage's own may not hide.</summary>
    private Names Taken() => new(
        [
            .. Around,
            .. _slots.Names,
            .. plan.AllItems().OfType<LoopItem>().SelectMany(l => new[] { RoundOf(l), CountOf(l) }),
        ]);

    private static string RoundOf(LoopItem loop) => Invariant($"round{loop.Number}");

    private static string CountOf(LoopItem loop) => Invariant($"count{loop.Number}");

    private void EmitLine(SourceWriter w, LineItem line) =>
        LineEmitter.EmitCall(w, line, "grid", Invariant($"grid.Axis({line.Axis})"), _slots, r => _slots.Target(r.Slot));

    private void EmitLoopItem(SourceWriter w, LoopItem loop)
    {
        (string round, string count) = (RoundOf(loop), CountOf(loop));
        w.Line($"long {count} = {_slots.Integer(loop.Count)};");
        w.Line($"{_slots.Target(loop.Index)} = BitConverter.Int64BitsToDouble(0);");
        w.Open($"for (long {round} = 0; {round} < {count}; {round}++)");
        if (loop.Until < 0)
        {
            w.Line($"{_slots.Target(loop.Index)} = BitConverter.Int64BitsToDouble({round});");
        }

        foreach (ProgramItem item in loop.Items)
        {
            EmitItem(w, item);
        }

        if (loop.Until >= 0)
        {
            w.Line($"{_slots.Target(loop.Index)} = BitConverter.Int64BitsToDouble({round} + 1);");
            w.Open($"if ({_slots.Value(loop.Until)} != 0)");
            w.Line("break;");
            w.Close();
        }

        w.Close();
    }
}
