using System.Collections.Immutable;
using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>The method of a kernel that runs problems of a batch, a few at a time: each stage and each pass for all of them before the
/// next, so that the data stay in the first-level cache. A stage of plain arithmetic computes the numbers of all of them in lanes.</summary>
/// <param name="plan">The kernel.</param>
/// <param name="emitStage">Writes a stage with the names around it, its slots, and the functions to call.</param>
internal sealed class KernelProblemsEmitter(VariantPlan plan, Action<EquatableArray<SlotValue>, Names, SlotSpelling, string> emitStage)
{
    private const string Common = "problems";

    /// <summary>The names of registers around a stage.</summary>
    private IReadOnlyList<string> _registers = [];

    /// <summary>For each stage what is evaluated for each problem: of the first what inputs enter.</summary>
    private readonly List<EquatableArray<SlotValue>> _stages =
        plan.Stages.Select((s, i) => i > 0 ? s : s.Where(v => NeedsInput(plan, v.Node)).ToImmutableArray()).ToList();

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
        w.Line("Runtime::ProblemTable<T> table = problems.Table;");
        w.Line("nint length = problems.Length;");
        w.Line("nint totalLength = length;");
        w.Open("for (int first = problems.First; first < problems.End; first += problems.Together)");
        w.Line("int count = Math.Min(problems.Together, problems.End - first);");
        EmitStart(w);
        for (int pass = 0; pass < plan.Passes.Count; pass++)
        {
            w.Line();
            IReadOnlyList<StripPart> parts = StripPart.Of(plan, pass);
            if (parts.Count > 0)
            {
                w.Open($"if ((nuint)(length - 1) < Runtime::Strip.Length)");
                EmitParts(w, pass, parts);
                w.Close();
                w.Open("else");
                EmitStrips(w, pass);
                w.Close();
            }
            else
            {
                EmitWhole(w, pass);
            }

            EmitWideStage(w, pass + 1);
        }

        w.Close();
        w.Close();
    }

    /// <summary>What follows a pass for each problem.</summary>
    private void EmitEnd(SourceWriter w, int pass, IEnumerable<LaneReduction> atHand)
    {
        EmitStage(w, pass + 1, atHand.Select(r => r.Slot).ToList());
        if (pass == plan.Passes.Count - 1)
        {
            EmitHostResults(w);
        }
    }

    /// <summary>A pass part by part, its functions taking the lines of several problems at once: so many as lie in a strip.</summary>
    private void EmitParts(SourceWriter w, int number, IReadOnlyList<StripPart> parts)
    {
        PassPlan pass = plan.Passes[number];
        Names names = Around();
        w.Line("nint line = Runtime::Strip.Whole<V, T>(length);");
        w.Line("int atOnce = (int)(Runtime::Strip.Length / line);");
        IReadOnlyList<string> strips = StripPart.DeclareStrips(w, parts, names);
        w.Open("for (int begin = 0; begin < count; begin += atOnce)");
        w.Line("int end = Math.Min(begin + atOnce, count);");
        foreach (StripPart part in parts)
        {
            OpenLoop(w, "begin", "end");
            w.Line("Runtime::Frame<T> frame = problems.Frame(problem);");
            var accumulators = new PassAccumulators(plan, pass, part.Reductions, names);
            accumulators.Declare(w);
            List<string> lines = strips.Select(s => s + ".At((k - begin) * line)").ToList();
            part.EmitCall(w, "0, length", Slots(number, []), lines, accumulators);
            foreach (LaneReduction r in part.Reductions)
            {
                w.Line($"double {NameOfPart(r)} = {accumulators.Folded(r)};");
                EmitReduced(w, r, NameOfPart(r));
            }

            if (part == parts[parts.Count - 1])
            {
                EmitEnd(w, number, part.Reductions);
            }

            w.Close();
            part.EmitFunctions(w, strips, "(end - begin) * line");
        }

        w.Close();
    }

    private static void OpenLoop(SourceWriter w, string begin = "0", string end = "count")
    {
        w.Open($"for (int k = {begin}; k < {end}; k++)");
        w.Line("int problem = first + k;");
        w.Line("Runtime::ProblemValues<T> values = table.Values(k);");
    }

    /// <summary>Problems' inputs, their first stage.</summary>
    private void EmitStart(SourceWriter w)
    {
        foreach ((int slot, int column) in plan.ScalarSlots.OrderBy(s => s.Key).Select((s, c) => (s.Value, c)))
        {
            w.Line(Invariant($"table.SetSlot({slot}, table.Numbers<W>({column}, first, count));"));
        }

        if (IsOneByOne(0))
        {
            OpenLoop(w);
            EmitStage(w, 0, []);
            w.Close();
        }

        EmitWideStage(w, 0);
    }

    /// <summary>Results of the first stage, in which the host's C# may throw: nothing is written before all of it has run.</summary>
    private void EmitHostResults(SourceWriter w)
    {
        foreach (int slot in plan.Stages[0].Select(s => s.Slot).Where(plan.ResultSlots.Contains))
        {
            w.Line(Invariant($"table.SetNumber({ResultOf(slot)}, problem, {Slots(0, []).Value(slot)});"));
        }
    }

    /// <param name="w">Where.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="atHand">The slots that were reduced just now.</param>
    private void EmitStage(SourceWriter w, int stage, IReadOnlyList<int> atHand)
    {
        if (IsOneByOne(stage))
        {
            w.Open();
            emitStage(_stages[stage], Around(), Slots(stage, atHand), ScalarSpelling.HostFunctions);
            w.Close();
        }
    }

    private void EmitWideStage(SourceWriter w, int stage)
    {
        if (IsWide(stage))
        {
            w.Line();
            w.Open();
            emitStage(_stages[stage], Around(), new WideSlots(IsCommon, Common, ResultsAfter(stage)), ScalarSpelling.WideFunctions);
            w.Close();
        }
    }

    private static bool NeedsInput(VariantPlan plan, int node)
    {
        bool[] needed = new RootedGraph(plan.Graph, new[] { node }).Reachable(_ => false);
        return Enumerable.Range(0, needed.Length).Any(i => needed[i] && plan.Graph[i].Op == Op.ScalarParameter);
    }

    private Names Around() => new(
        ["problems", "problem", "table", "host", "length", "totalLength", "first", "count", "k", "values", "frame", "begin",
            "end", "line", "atOnce", "start", .. _registers,
            .. plan.Passes.SelectMany(p => p.Reductions).SelectMany(r => new[] { NameOfPart(r), ProblemSlots.NameOfReduced(r.Slot) })]);

    private bool IsOneByOne(int stage) => _stages[stage].Count > 0 && !IsWide(stage);

    private bool IsWide(int stage) => ProblemSlots.AreWide(
        plan.Graph, _stages[stage], id => plan.ReductionSlots.ContainsKey(id) || plan.Graph[id].Op == Op.ScalarParameter);

    /// <summary>A pass by its walk, for problems that are longer than a strip.</summary>
    private void EmitStrips(SourceWriter w, int number)
    {
        PassPlan pass = plan.Passes[number];
        OpenLoop(w);
        w.Line("Runtime::Frame<T> frame = problems.Frame(problem);");
        EmitWalk(w, number, new SlotParameters(new Names()).TakeAll(pass).Passed(Slots(number, [])));
        EmitEnd(w, number, pass.Reductions);
        w.Close();
    }

    /// <summary>A pass without functions that take strips. What is the same for all problems is made once for them, unless a call that
    /// reductions of long problems need would take its registers.</summary>
    private void EmitWhole(SourceWriter w, int number)
    {
        PassPlan pass = plan.Passes[number];
        TraversalPart whole = TraversalPart.Whole(plan, number);
        Names names = Around();
        ProblemSlots slots = Slots(number, []);
        w.Open();
        if (!pass.IsFold)
        {
            whole.DeclareConstants(w, names, slots, IsCommon);
        }

        OpenLoop(w);
        w.Line("Runtime::Frame<T> frame = problems.Frame(problem);");
        whole.DeclareConstants(w, names, slots, s => pass.IsFold || !IsCommon(s));
        _registers = whole.Registers.ToList();
        EmitWalk(w, number, string.Concat(_registers.Select(r => ", " + r)));
        EmitEnd(w, number, pass.Reductions);
        _registers = [];
        w.Close();
        w.Close();
    }

    private void EmitWalk(SourceWriter w, int number, string constants)
    {
        PassPlan pass = plan.Passes[number];
        string walk = TraversalEmitter.NameOfWalk(number);
        if (!pass.IsFold)
        {
            w.Line($"{walk}<V, T, M>(in frame, 0, length{constants});");
            return;
        }

        w.Line($"double {string.Join(", ", pass.Reductions.Select(r => NameOfPart(r) + " = 0"))};");
        w.Open(Invariant($"for (nint start = 0; start < length; start += {LineEmitter.Block})"));
        string parts = Tuples.Of(pass.Reductions.Select(NameOfPart).ToList());
        w.Line(Invariant($"{parts} = {walk}<V, W, T, M>(in frame, start, Math.Min(start + {LineEmitter.Block}, length){constants});"));
        foreach (LaneReduction r in pass.Reductions)
        {
            w.Line(Invariant($"problems.SetPart({r.Index}, start / {LineEmitter.Block}, {NameOfPart(r)});"));
        }

        w.Close();
        w.Line();
        foreach (LaneReduction r in pass.Reductions)
        {
            string kind = r.Op.ToString().Substring("Reduce".Length);
            EmitReduced(w, r, Invariant($"problems.Reduced({r.Index}, Plans::ReductionKind.{kind}, {NameOfPart(r)})"));
        }
    }

    private static void EmitReduced(SourceWriter w, LaneReduction r, string value)
    {
        w.Line(Invariant($"double {ProblemSlots.NameOfReduced(r.Slot)} = {value};"));
        w.Line(Invariant($"values.Set({r.Slot}, {ProblemSlots.NameOfReduced(r.Slot)});"));
    }

    private static string NameOfPart(LaneReduction reduction) => Invariant($"part{reduction.Index}");

    private ProblemSlots Slots(int stage, IReadOnlyList<int> reduced) => new(IsCommon, Common, reduced, ResultsAfter(stage));

    /// <summary>Whether a slot is the same for all problems: what no input enters, and the scale of gradients.</summary>
    private bool IsCommon(int slot) => slot == 0 || plan.Stages[0].Except(_stages[0]).Any(s => s.Slot == slot);

    /// <summary>Where a stage's results go: those of the first one wait for the passes.</summary>
    private Func<int, int?> ResultsAfter(int stage) => stage > 0 ? ResultOf : _ => null;

    /// <summary>Where a result is among the numbers of a batch: after the inputs.</summary>
    private int? ResultOf(int slot) =>
        plan.ResultSlots.Contains(slot) ? plan.ScalarSlots.Count + plan.ResultSlots.Where(s => s >= 0).ToList().IndexOf(slot) : null;
}
