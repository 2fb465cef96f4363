using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>One program as a kernel: its plan, its scalar programs, and its passes and loops.</summary>
/// <param name="rule">The rule.</param>
/// <param name="plan">The program as it is emitted.</param>
/// <param name="variant">Its number.</param>
/// <param name="text">The program as it is published.</param>
internal sealed class ProgramEmitter(RuleModel rule, ProgramPlan plan, int variant, IEnumerable<string> text)
{
    /// <summary>The most walks that are inlined into what runs them. The compiler stops inlining where a method has 512 locals: with five
    /// walks operations of lanes became calls; see docs/performance.md, learners together.</summary>
    private const int MostInlined = 4;

    private readonly List<ProgramItem> _items = plan.AllItems().ToList();

    public void Emit(SourceWriter w)
    {
        w.Open($"private readonly struct {KernelEmitter.NameOf(rule, variant)} : Runtime::IProgram");
        w.Line("public static Plans::ProgramPlan Plan { get; } = Plans::ProgramPlan.Parse(\"\"\"");
        w.Indent();
        foreach (string line in text)
        {
            w.Line(line);
        }

        w.Line("\"\"\");");
        w.Outdent();
        HashSet<ProgramItem> inline = [.. _items.OfType<LoopItem>().Where(l => l.IsInline).SelectMany(l => l.Items)];
        bool runsProblems = InlineEmitter.IsPossible(plan);
        HashSet<ProgramItem> walked = [.. _items.OfType<LineItem>().Where(l => runsProblems || inline.Contains(l))];
        EmitScalars(w);
        EmitLengths(w);
        EmitDispatch(w, "Line", "pass", "start, end", _items.OfType<LineItem>().Select(i => i.Number));
        EmitDispatch(w, "Rows", "pass", "start, end", _items.OfType<RowsItem>().Select(i => i.Number));
        EmitDispatch(w, "Loop", "loop", "", _items.OfType<LoopItem>().Where(i => i.IsInline).Select(i => i.Number));
        foreach (ProgramItem item in _items.Where(i => i is LineItem or RowsItem or LoopItem { IsInline: true }))
        {
            w.Line();
            switch (item)
            {
                case LineItem line:
                    EmitLine(w, line, walked.Contains(line), walked.Count <= MostInlined);
                    break;
                case RowsItem rows:
                    new RowsEmitter(plan, rows).Emit(w);
                    break;
                case LoopItem { IsInline: true } loop:
                    new InlineEmitter(rule, plan).EmitLoop(w, loop);
                    break;
            }
        }

        if (runsProblems)
        {
            w.Line();
            if (ProgramProblemsEmitter.IsPossible(plan))
            {
                new ProgramProblemsEmitter(rule, plan).Emit(w);
            }
            else
            {
                new InlineEmitter(rule, plan).EmitProblems(w);
            }
        }

        w.Close();
    }

    private void EmitLine(SourceWriter w, LineItem line, bool isWalked, bool isInlined)
    {
        LineEmitter.Form form = isWalked ? LineEmitter.Form.Walk : LineEmitter.Form.Shared;
        new LineEmitter(plan, line, form, isWalked && isInlined).Emit(w);
        if (isWalked)
        {
            w.Line();
            LineEmitter.EmitShared(w, line);
            if (line.Pass.IsFold)
            {
                w.Line();
                LineEmitter.EmitBlocks(w, line);
            }
        }
    }

    private void EmitScalars(SourceWriter w)
    {
        w.Line();
        w.Line("public static void Scalars(");
        w.Line("    int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values)");
        w.Open();
        foreach (StageItem stage in _items.OfType<StageItem>())
        {
            w.Open(Invariant($"if (stage == {stage.Number})"));
            new StageEmitter(rule, plan).Emit(w, stage, new Names("stage", "host", "axes", "values"));
            w.Close();
        }

        w.Close();
    }

    private void EmitLengths(SourceWriter w)
    {
        w.Line();
        w.Line("public static void Lengths(ReadOnlySpan<double> host, Span<nint> axes)");
        w.Open();
        new StageEmitter(rule, plan).EmitLengths(w);
        w.Close();
    }

    private static void EmitDispatch(SourceWriter w, string name, string number, string arguments, IEnumerable<int> numbers)
    {
        string parameters = arguments.Length > 0 ? "nint start, nint end" : "";
        w.Line();
        Signature(w, "public", name, $"int {number}, ", parameters);
        w.Open();
        foreach (int n in numbers)
        {
            w.Open(Invariant($"if ({number} == {n})"));
            w.Line(Invariant($"{name}{n}<V, W, T>(in grid{(arguments.Length > 0 ? ", " + arguments : "")});"));
            w.Close();
        }

        w.Close();
    }

    /// <summary>The type of lengths and positions: ILGPU has no native integers.</summary>
    public static string WholeNumber(bool isForDevices) => isForDevices ? "long" : "nint";

    /// <summary>The head of a method of a pass, up to its opening brace.</summary>
    public static void Head(
        SourceWriter w,
        string name,
        string parameters,
        bool isInlined,
        bool isForDevices = false,
        string returns = "void",
        string accessibility = "private")
    {
        // Without quick tiers: those run lanes a hundred times slower, and judge from short arrays what is worth inlining. What is not
        // inlined, where the compiler's allowance for a method is spent, has none either.
        w.Line($"[MethodImpl(MethodImplOptions.{How(isInlined, isForDevices)})]");
        Signature(w, accessibility, name, "", parameters, isForDevices, returns);
        w.Open();
    }

    private static string How(bool isInlined, bool isForDevices) => !isInlined ? "AggressiveOptimization"
        : isForDevices ? "AggressiveInlining"
        : "AggressiveInlining | MethodImplOptions.AggressiveOptimization";

    private static void Signature(
        SourceWriter w,
        string accessibility,
        string name,
        string first,
        string parameters,
        bool isForDevices = false,
        string returns = "void")
    {
        // ILGPU keeps what a reference points to in memory of each thread.
        string grid = (isForDevices ? "" : "in ") + "Target::Grid<T> grid";
        w.Line($"{accessibility} static {returns} {name}<V, W, T>({first}{grid}{(parameters.Length > 0 ? ", " + parameters : "")})");
        KernelEmitter.Constrain(w, "V : struct, Target::IGroup<V, W, T>", "W : struct, Target::IWide<W>", "T : unmanaged");
    }

    /// <summary>The outputs of a lane as locals: computed by it, or loaded where there is nothing to compute.</summary>
    public static void EmitLane(
        SourceWriter w,
        LaneEmitter lane,
        string name,
        IReadOnlyDictionary<int, string> outputs,
        Func<int, string> input,
        IEnumerable<string>? guards = null)
    {
        if (lane.IsTrivial)
        {
            foreach (int output in lane.Outputs)
            {
                w.Line($"V {outputs[output]} = {input(output)};");
            }

            return;
        }

        string results = Tuples.Of(lane.Outputs.Select(o => "V " + outputs[o]).ToList());
        w.List($"{results} = {name}<V, T>(", lane.Inputs.Select(input).Concat(guards ?? []), ");");
    }
}
