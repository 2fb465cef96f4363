using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>The method of a kernel that runs problems of a batch one after the other, all passes of one before the next. The slots of
/// the table of values are its locals.</summary>
/// <param name="plan">The kernel.</param>
/// <param name="emitStage">Writes a stage.</param>
internal sealed class KernelProblemsEmitter(VariantPlan plan, Action<int, Names, SlotSpelling> emitStage)
{
    /// <summary>The most elements that a reducing pass takes at a time; see docs/architecture.md.</summary>
    private const int Block = 4096;

    private readonly SlotLocals _slots = new("problems");

    /// <summary>Whether a kernel needs it: one without reductions and numbers of its own runs on all problems as on one array, and
    /// what is reduced over all tensors is no problem's own.</summary>
    public static bool IsPossible(VariantPlan plan) =>
        (plan.Passes.Any(p => p.IsFold) || plan.ScalarSlots.Count > 0 || plan.ResultSlots.Any(s => s >= 0))
        && !plan.Passes.SelectMany(p => p.Reductions).Any(r => r.IsGlobal);

    public void Emit(SourceWriter w)
    {
        // A first stage that no input enters is evaluated once for all problems.
        int first = plan.ScalarSlots.Count == 0 ? 1 : 0;
        foreach (PassPlan pass in plan.Passes)
        {
            new SlotParameters(new Names()).TakeAll(pass).Passed(_slots);
        }

        foreach (SlotValue slot in plan.Stages.Skip(first).SelectMany(s => s))
        {
            _slots.EmitSet(new SourceWriter(), slot, "");
        }

        foreach (int slot in plan.ScalarSlots.Values.Concat(plan.ReductionSlots.Values))
        {
            _slots.Value(slot);
        }

        w.Line("public static bool RunsProblems => true;");
        w.Line();
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        w.Line("public static void Problems<V, W, T, M>(in Runtime::KernelRange<T> problems)");
        KernelEmitter.Constrain(w, TraversalEmitter.Constraints(isFold: true));
        w.Open();
        w.Line("ReadOnlySpan<double> host = problems.Host;");
        w.Line("nint length = problems.Length;");
        w.Line("nint totalLength = length;");
        w.Line("Runtime::Frame<T> frame = problems.Frame;");
        w.Open("for (int problem = problems.First; problem < problems.End; problem++)");
        w.Line("problems.Begin(problem);");
        _slots.Declare(w);
        EmitProblem(w, first);
        _slots.Save(w, s => plan.ResultSlots.Contains(s));
        w.Line("problems.Finish(problem);");
        w.Close();
        w.Close();
    }

    private void EmitProblem(SourceWriter w, int first)
    {
        for (int stage = 0; stage < plan.Stages.Count; stage++)
        {
            if (stage >= first && plan.Stages[stage].Count > 0)
            {
                w.Open();
                emitStage(stage, Taken(), _slots);
                w.Close();
                w.Line();
            }

            if (stage < plan.Passes.Count)
            {
                EmitPass(w, stage);
            }
        }
    }

    private Names Taken() => new(
        ["problems", "problem", "host", "length", "totalLength", "frame", "start", "values", .. _slots.Names]);

    private void EmitPass(SourceWriter w, int number)
    {
        PassPlan pass = plan.Passes[number];
        string slots = new SlotParameters(new Names()).TakeAll(pass).Passed(_slots);
        string walk = TraversalEmitter.NameOfWalk(number);
        if (!pass.IsFold)
        {
            w.Line($"{walk}<V, T, M>(in frame, 0, length{slots});");
            return;
        }

        w.Open(Invariant($"for (nint start = 0; start < length; start += {Block})"));
        string results = Tuples.Of(pass.Reductions.Select(r => _slots.Target(r.Slot)).ToList());
        w.Line(Invariant($"{results} = {walk}<V, W, T, M>(in frame, start, Math.Min(start + {Block}, length){slots});"));
        foreach (LaneReduction r in pass.Reductions)
        {
            w.Line(Invariant($"problems.SetPart({r.Index}, start / {Block}, {_slots.Value(r.Slot)});"));
        }

        w.Close();
        w.Line();
        foreach (LaneReduction r in pass.Reductions)
        {
            string kind = r.Op.ToString().Substring("Reduce".Length);
            w.Line(Invariant(
                $"{_slots.Value(r.Slot)} = problems.Reduced({r.Index}, Plans::ReductionKind.{kind}, {_slots.Value(r.Slot)});"));
        }
    }
}
