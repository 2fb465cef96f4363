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
internal sealed partial class KernelProblemsEmitter(VariantPlan plan, Action<EquatableArray<SlotValue>, Names, SlotSpelling, string> emitStage)
{
    private const string Common = "problems";

    /// <summary>What a pass has declared around the stage that follows it.</summary>
    private IReadOnlyList<string> _declared = [];

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
            "end", "line", "atOnce", "start", .. _declared.Select(d => d.TrimStart('@')),
            .. plan.Passes.SelectMany(p => p.Reductions).SelectMany(r => new[] { NameOfPart(r), ProblemSlots.NameOfReduced(r.Slot) })]);

    private bool IsOneByOne(int stage) => _stages[stage].Count > 0 && !IsWide(stage);

    private bool IsWide(int stage) => ProblemSlots.AreWide(
        plan.Graph, _stages[stage], id => plan.ReductionSlots.ContainsKey(id) || plan.Graph[id].Op == Op.ScalarParameter);

    private ProblemSlots Slots(int stage, IReadOnlyList<int> reduced) => new(IsCommon, Common, reduced, ResultsAfter(stage));

    /// <summary>Whether a slot is the same for all problems: what no input enters, and the scale of gradients.</summary>
    private bool IsCommon(int slot) => slot == 0 || plan.Stages[0].Except(_stages[0]).Any(s => s.Slot == slot);

    /// <summary>Where a stage's results go: those of the first one wait for the passes.</summary>
    private Func<int, int?> ResultsAfter(int stage) => stage > 0 ? ResultOf : _ => null;

    /// <summary>Where a result is among the numbers of a batch: after the inputs.</summary>
    private int? ResultOf(int slot) =>
        plan.ResultSlots.Contains(slot) ? plan.ScalarSlots.Count + plan.ResultSlots.Where(s => s >= 0).ToList().IndexOf(slot) : null;
}
