using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <content>Passes, for all problems that are run together.</content>
internal sealed partial class KernelProblemsEmitter
{
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
            var accumulators = new PassAccumulators(pass, part.Reductions, names);
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
                _declared = [.. strips, .. accumulators.Variables(part.Reductions).Select(v => v.Name)];
                EmitEnd(w, number, part.Reductions);
                _declared = [];
            }

            w.Close();
            part.EmitFunctions(w, strips, "(end - begin) * line");
        }

        w.Close();
    }

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
        _declared = whole.Registers.ToList();
        EmitWalk(w, number, string.Concat(_declared.Select(r => ", " + r)));
        EmitEnd(w, number, pass.Reductions);
        _declared = [];
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
}
