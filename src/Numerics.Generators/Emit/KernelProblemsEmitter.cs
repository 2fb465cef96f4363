using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>The method of a kernel that runs problems of a batch, a few at a time: each stage and each pass for all of them before the
/// next, so that one problem's roots and divisions do not wait for another's, and the data stay in the first-level cache.</summary>
/// <param name="plan">The kernel.</param>
/// <param name="emitStage">Writes a stage.</param>
internal sealed class KernelProblemsEmitter(VariantPlan plan, Action<int, Names, SlotSpelling> emitStage)
{
    /// <summary>The most elements that a reducing pass takes at a time; see docs/architecture.md.</summary>
    private const int Block = 4096;

    /// <summary>A first stage that no input enters is evaluated once for all problems.</summary>
    private readonly int _first = plan.ScalarSlots.Count == 0 ? 1 : 0;

    /// <summary>Whether a kernel needs it: one without reductions and numbers of its own runs on all problems as on one array, and
    /// what is reduced over all tensors is no problem's own.</summary>
    public static bool IsPossible(VariantPlan plan) =>
        (plan.Passes.Any(p => p.IsFold) || plan.ScalarSlots.Count > 0 || plan.ResultSlots.Any(s => s >= 0))
        && !plan.Passes.SelectMany(p => p.Reductions).Any(r => r.IsGlobal);

    public void Emit(SourceWriter w)
    {
        w.Line("public static bool RunsProblems => true;");
        w.Line();
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        w.Line("public static void Problems<V, W, T, M>(in Runtime::KernelRange<T> problems)");
        KernelEmitter.Constrain(w, TraversalEmitter.Constraints(isFold: true));
        w.Open();
        w.Line("ReadOnlySpan<double> host = problems.Host;");
        w.Line("nint length = problems.Length;");
        w.Line("nint totalLength = length;");
        w.Open("for (int first = problems.First; first < problems.End; first += problems.Together)");
        w.Line("int count = Math.Min(problems.Together, problems.End - first);");
        OpenLoop(w);
        EmitStart(w);
        w.Close();
        for (int pass = 0; pass < plan.Passes.Count; pass++)
        {
            w.Line();
            OpenLoop(w);
            EmitPass(w, pass);
            EmitStage(w, pass + 1, plan.Passes[pass]);
            if (pass == plan.Passes.Count - 1)
            {
                EmitHostResults(w);
            }

            w.Close();
        }

        w.Close();
        w.Close();
    }

    private static void OpenLoop(SourceWriter w)
    {
        w.Open("for (int k = 0; k < count; k++)");
        w.Line("int problem = first + k;");
        w.Line("Runtime::ProblemValues<T> values = problems.Values(k);");
    }

    /// <summary>Where a problem's arrays are, its inputs, its first stage.</summary>
    private void EmitStart(SourceWriter w)
    {
        for (int array = 0; array < plan.Arrays.Count; array++)
        {
            w.Line(Invariant($"problems.Place(k, {array}, problem);"));
        }

        foreach ((int slot, int column) in plan.ScalarSlots.OrderBy(s => s.Key).Select((s, c) => (s.Value, c)))
        {
            w.Line(Invariant($"values.Set({slot}, problems.Number({column}, problem));"));
        }

        if (_first == 0)
        {
            EmitStage(w, 0, null);
        }
    }

    /// <summary>Results of the first stage, in which the host's C# may throw: nothing is written before all of it has run.</summary>
    private void EmitHostResults(SourceWriter w)
    {
        foreach (int slot in plan.Stages[0].Select(s => s.Slot).Where(plan.ResultSlots.Contains))
        {
            w.Line(Invariant($"problems.SetNumber({ColumnOf(plan, slot)}, problem, values.Value({slot}));"));
        }
    }

    private void EmitStage(SourceWriter w, int stage, PassPlan? before)
    {
        if (plan.Stages[stage].Count > 0)
        {
            w.Open();
            List<int> reduced = before?.Reductions.Select(r => r.Slot).ToList() ?? [];
            var names = new Names(
                ["problems", "problem", "host", "length", "totalLength", "first", "count", "k", "values", "frame",
                    .. plan.Passes.SelectMany(p => p.Reductions).SelectMany(r => new[] { NameOfPart(r), NameOfValue(r.Slot) })]);
            emitStage(stage, names, new ProblemSlots(plan, stage, _first, reduced));
            w.Close();
        }
    }

    private void EmitPass(SourceWriter w, int number)
    {
        PassPlan pass = plan.Passes[number];
        string slots = new SlotParameters(new Names()).TakeAll(pass).Passed(new ProblemSlots(plan, number, _first, []));
        string walk = TraversalEmitter.NameOfWalk(number);
        w.Line("Runtime::Frame<T> frame = problems.Frame(k);");
        if (pass.IsFold)
        {
            EmitFold(w, pass, walk, slots);
        }
        else
        {
            w.Line($"{walk}<V, T, M>(in frame, 0, length{slots});");
        }
    }

    private static void EmitFold(SourceWriter w, PassPlan pass, string walk, string slots)
    {
        w.Line($"double {string.Join(", ", pass.Reductions.Select(r => NameOfPart(r) + " = 0"))};");
        w.Open(Invariant($"for (nint start = 0; start < length; start += {Block})"));
        string parts = Tuples.Of(pass.Reductions.Select(NameOfPart).ToList());
        w.Line(Invariant($"{parts} = {walk}<V, W, T, M>(in frame, start, Math.Min(start + {Block}, length){slots});"));
        foreach (LaneReduction r in pass.Reductions)
        {
            w.Line(Invariant($"problems.SetPart({r.Index}, start / {Block}, {NameOfPart(r)});"));
        }

        w.Close();
        w.Line();
        foreach (LaneReduction r in pass.Reductions)
        {
            string kind = r.Op.ToString().Substring("Reduce".Length);
            w.Line(Invariant(
                $"double {NameOfValue(r.Slot)} = problems.Reduced({r.Index}, Plans::ReductionKind.{kind}, {NameOfPart(r)});"));
            w.Line(Invariant($"values.Set({r.Slot}, {NameOfValue(r.Slot)});"));
        }
    }

    private static string NameOfPart(LaneReduction reduction) => Invariant($"part{reduction.Index}");

    private static string NameOfValue(int slot) => Invariant($"value{slot}");

    /// <summary>Where a result is among the numbers of a batch: after the inputs.</summary>
    private static int ColumnOf(VariantPlan plan, int slot) =>
        plan.ScalarSlots.Count + plan.ResultSlots.Where(s => s >= 0).ToList().IndexOf(slot);

    /// <summary>Slots in the tables of the problems that are run together; what was reduced just now is at hand.</summary>
    private sealed class ProblemSlots(VariantPlan plan, int stage, int first, IReadOnlyList<int> reduced) : SlotSpelling
    {
        public override string Value(int slot) =>
            reduced.Contains(slot) ? NameOfValue(slot) : Invariant($"values.Value({slot})");

        public override string Constant(int slot) => plan.Stages.Take(first).SelectMany(s => s).Any(s => s.Slot == slot)
            ? Invariant($"problems.Constant({slot})")
            : Invariant($"values.Constant({slot})");

        public override void EmitSet(SourceWriter w, SlotValue slot, string value) => w.Line(stage > 0 && plan.ResultSlots.Contains(slot.Slot)
            ? Invariant($"problems.SetNumber({ColumnOf(plan, slot.Slot)}, problem, {value});")
            : Invariant($"values.Set({slot.Slot}, {value});"));
    }
}
