using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>One plan variant as a kernel: its plan, its scalar programs, and for each pass a lane and the walk over memory.</summary>
/// <param name="rule">The rule.</param>
/// <param name="plan">The plan as it is emitted.</param>
/// <param name="variant">Its number.</param>
/// <param name="text">The plan as it is published.</param>
internal sealed class KernelEmitter(RuleModel rule, VariantPlan plan, int variant, IEnumerable<string> text)
{
    private const string Runtime = "Runtime::";

    /// <summary>The kernel's type name.</summary>
    public static string NameOf(RuleModel rule, int variant) => NameOf(rule.Method, variant);

    /// <inheritdoc cref="NameOf(RuleModel, int)"/>
    public static string NameOf(string method, int variant) =>
        method + "Kernel" + (variant == 0 ? "" : FormattableString.Invariant($"{variant}"));

    /// <summary>Writes constraints, one a line.</summary>
    public static void Constrain(SourceWriter w, params string[] constraints)
    {
        w.Indent();
        foreach (string constraint in constraints)
        {
            w.Line("where " + constraint);
        }

        w.Outdent();
    }

    public void Emit(SourceWriter w)
    {
        w.Open($"private readonly struct {NameOf(rule, variant)} : {Runtime}IKernel");
        w.Line("public static Plans::KernelPlan Plan { get; } = Plans::KernelPlan.Parse(\"\"\"");
        w.Indent();
        foreach (string line in text)
        {
            w.Line(line);
        }

        w.Line("\"\"\");");
        w.Outdent();
        EmitScalars(w);
        EmitDispatch(w, "Map", "V, T, M", p => !p.IsFold);
        EmitDispatch(w, "Fold", "V, W, T, M", p => p.IsFold);
        bool runsProblems = KernelProblemsEmitter.IsPossible(plan);
        for (int p = 0; p < plan.Passes.Count; p++)
        {
            w.Line();
            new TraversalEmitter(plan, p, runsProblems).Emit(w);
        }

        if (runsProblems)
        {
            w.Line();
            new KernelProblemsEmitter(plan, (stage, names, slots, functions) => EmitStage(w, stage, names, slots, functions)).Emit(w);
        }

        w.Close();
    }

    private void EmitScalars(SourceWriter w)
    {
        w.Line();
        w.Line("public static void Scalars(");
        w.Line("    int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)");
        w.Open();
        bool isFirst = true;
        for (int s = 0; s < plan.Stages.Count; s++)
        {
            if (plan.Stages[s].Count > 0)
            {
                if (!isFirst)
                {
                    w.Line();
                }

                isFirst = false;
                w.Open(FormattableString.Invariant($"if (stage == {s})"));
                EmitStage(w, plan.Stages[s], new Names("stage", "host", "length", "totalLength", "values"), SlotSpelling.Table);
                w.Close();
            }
        }

        w.Close();
    }

    private void EmitStage(
        SourceWriter w,
        EquatableArray<SlotValue> slots,
        Names names,
        SlotSpelling spelling,
        string functions = ScalarSpelling.HostFunctions)
    {
        Dictionary<int, string> parameters = HostParameters.Unpack(w, rule, names, Needed(slots));
        var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters, spelling), rule.ChecksOverflow, functions);
        program.Declare(w, slots.Select(s => s.Node).ToList());
        foreach (SlotValue slot in slots)
        {
            string value = program.Spell(slot.Node);
            string typed = plan.Graph[slot.Node] switch
            {
                { Kind: Kind.ScalarMask } or { Kind: Kind.Host, Type: HostTypes.Bool } => $"{value} ? 1D : 0D",
                _ => value,
            };
            spelling.EmitSet(w, slot, typed);
        }
    }

    private HashSet<int> Needed(EquatableArray<SlotValue> slots)
    {
        bool[] needed = new RootedGraph(plan.Graph, slots.Select(s => s.Node).ToArray())
            .Reachable(id => plan.ReductionSlots.ContainsKey(id));
        return [.. Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && plan.Graph[i].Op == Op.Parameter).Select(i => plan.Graph[i].Index)];
    }

    private string? Leaf(int id, Dictionary<int, string> parameters, SlotSpelling spelling) => plan.Graph[id] switch
    {
        { Op: Op.Parameter } parameter => parameters[parameter.Index],
        { Op: Op.ScalarParameter } scalar => spelling.Value(plan.ScalarSlots[scalar.Index]),
        _ when plan.ReductionSlots.TryGetValue(id, out int slot) => spelling.Value(slot),
        _ => null,
    };

    private void EmitDispatch(SourceWriter w, string name, string arguments, Func<PassPlan, bool> isOurs)
    {
        List<int> passes = Enumerable.Range(0, plan.Passes.Count).Where(p => isOurs(plan.Passes[p])).ToList();
        w.Line();
        w.Line($"public static void {name}<{arguments}>(int pass, in {Runtime}Frame<T> frame, nint start, nint end)");
        Constrain(w, TraversalEmitter.Constraints(name == "Fold"));
        w.Open();
        if (passes.Count == 0)
        {
            w.Line(name == "Fold" ? "// No pass reduces." : "// Every pass reduces.");
        }

        foreach (int p in passes)
        {
            string call = FormattableString.Invariant($"{name}{p}<{arguments}>(in frame, start, end);");
            if (passes.Count == 1)
            {
                w.Line(call);
                continue;
            }

            w.Open(FormattableString.Invariant($"if (pass == {p})"));
            w.Line(call);
            w.Close();
        }

        w.Close();
    }
}
