using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit;

/// <summary>The walk of one pass over memory: loads, the lane, stores and accumulators.</summary>
internal sealed class TraversalEmitter
{
    private const string Runtime = "Runtime::";

    private readonly VariantPlan _plan;
    private readonly int _number;
    private readonly PassPlan _pass;
    private readonly bool _isWalked;
    private readonly IReadOnlyList<TraversalPart> _parts;
    private readonly Names _names = new("V", "W", "T", "M", "frame", "start", "end", "i", "rest", "inside");
    private readonly Dictionary<int, string> _pointers = [];
    private readonly PassAccumulators _accumulators;

    /// <param name="plan">The kernel.</param>
    /// <param name="number">The pass.</param>
    /// <param name="isWalked">Whether the walk is a method of its own, with constants as parameters, that another one may inline.</param>
    public TraversalEmitter(VariantPlan plan, int number, bool isWalked)
    {
        (_plan, _number, _pass, _isWalked) = (plan, number, plan.Passes[number], isWalked);
        _accumulators = new PassAccumulators(plan, _pass, _names);
        IReadOnlyList<PassPart> parts = PassPart.Of(_pass);
        _parts = parts.Select((p, k) => new TraversalPart(plan, p, NameOfLane(parts.Count, k))).ToList();
        if (_parts.Count > 1)
        {
            _names.Take("first");
            _names.Take("last");
        }

        foreach (int array in _pass.Reads.Concat(_pass.Stores.Select(s => s.Array)).Distinct().OrderBy(a => a))
        {
            _pointers[array] = _names.Take(plan.Arrays[array].Name);
        }
    }

    public static string[] Constraints(bool isFold) => isFold
        ? ["V : struct, " + Runtime + "IGroup<V, W, T>", "W : struct, " + Runtime + "IWide<W>", "T : unmanaged",
            "M : struct, " + Runtime + "IAccess"]
        : ["V : struct, " + Runtime + "ILanes<V, T>", "T : unmanaged", "M : struct, " + Runtime + "IAccess"];

    public void Emit(SourceWriter w)
    {
        foreach (string line in PlanComment.Formulas(_plan, _number))
        {
            w.Line("// " + line);
        }

        foreach (TraversalPart part in _parts)
        {
            part.EmitLane(w);
        }

        SlotParameters slots = new SlotParameters(_names).TakeAll(_pass);
        if (_isWalked)
        {
            Head(w, NameOfWalk(_number), Returned, slots.Declared, "AggressiveInlining | MethodImplOptions.AggressiveOptimization");
            EmitWalk(w, slots);
            EmitReturn(w);
            w.Close();
            w.Line();
            EmitByWalk(w, slots);
        }
        else
        {
            Head(w, Name, "void", "", "AggressiveOptimization");
            EmitWalk(w, null);
            EmitPartials(w, _pass.Reductions.Select(_accumulators.Folded).ToList());
            w.Close();
        }
    }

    /// <summary>The method whose constants are parameters, and which returns what it reduces.</summary>
    public static string NameOfWalk(int pass) => FormattableString.Invariant($"Walk{pass}");

    private string Name => FormattableString.Invariant($"{(_pass.IsFold ? "Fold" : "Map")}{_number}");

    private string Arguments => _pass.IsFold ? "V, W, T, M" : "V, T, M";

    private string Returned => _pass.IsFold ? Tuples.Of(_pass.Reductions.Select(_ => "double").ToList()) : "void";

    private void Head(SourceWriter w, string name, string returned, string parameters, string how)
    {
        // Without quick tiers: those run lanes a hundred times slower, and judge from short arrays what is worth inlining.
        w.Line($"[MethodImpl(MethodImplOptions.{how})]");
        w.Line($"private static {returned} {name}<{Arguments}>(in {Runtime}Frame<T> frame, nint start, nint end{parameters})");
        KernelEmitter.Constrain(w, Constraints(_pass.IsFold));
        w.Open();
    }

    /// <summary>The pass by way of its walk.</summary>
    private void EmitByWalk(SourceWriter w, SlotParameters slots)
    {
        Head(w, Name, "void", "", "AggressiveOptimization");
        string call = $"{NameOfWalk(_number)}<{Arguments}>(in frame, start, end{slots.Passed(new FrameSlots())})";
        List<string> parts = _pass.Reductions.Select(r => FormattableString.Invariant($"part{r.Index}")).ToList();
        w.Line(parts.Count switch { 0 => call + ";", 1 => $"double {parts[0]} = {call};", _ => $"var {Tuples.Of(parts)} = {call};" });
        EmitPartials(w, parts);
        w.Close();
    }

    private string NameOfLane(int parts, int part) =>
        FormattableString.Invariant($"Lane{_number}") + (parts == 1 ? "" : FormattableString.Invariant($"Of{part}"));

    private void EmitWalk(SourceWriter w, SlotParameters? slots)
    {
        foreach (KeyValuePair<int, string> pointer in _pointers)
        {
            w.Line(FormattableString.Invariant($"{Runtime}Pointer<T> {pointer.Value} = frame.Array({pointer.Key});"));
        }

        if (_parts.Count > 1)
        {
            _accumulators.Declare(w);
            EmitStrips(w, slots ?? (SlotSpelling)new FrameSlots());
            return;
        }

        _parts[0].DeclareConstants(w, _names, slots ?? (SlotSpelling)new FrameSlots());
        _accumulators.Declare(w);
        _parts[0].NameOutputs(_names);
        w.Line("nint i = start;");
        EmitLoop(w, _parts[0], "end", _accumulators);
    }

    private void EmitLoop(SourceWriter w, TraversalPart part, string end, PassAccumulators accumulators)
    {
        w.Open($"for (; i <= {end} - V.Count; i += V.Count)");
        if (_parts.Count > 1 && part == _parts[0])
        {
            foreach (string pointer in _pointers.Values)
            {
                w.Line($"{Runtime}Strip.Ahead({pointer}, i);");
            }
        }

        part.EmitRound(w, "", _pointers, accumulators);
        w.Close();
        w.Line();
        w.Open($"if (i < {end})");
        w.Line($"nint rest = {end} - i;");
        part.EmitRound(w, ", rest", _pointers, accumulators);
        if (part.Calls.Count > 0)
        {
            w.Line("i += V.Count;");
        }

        w.Close();
    }

    /// <summary>The parts in turn for one strip after the other. No vector register outlives a call: what a part needs is declared in
    /// it, so that its loop has it in registers.</summary>
    private void EmitStrips(SourceWriter w, SlotSpelling slots)
    {
        List<string> strips = [];
        foreach (LineCall call in _parts.SelectMany(p => p.Calls))
        {
            strips.Add(_names.Take("strip"));
            w.Line(FormattableString.Invariant($"{Runtime}Pointer<T> {strips[call.Line]} = {Runtime}Strip.Line<T>({call.Line});"));
        }

        w.Open($"for (nint first = start; first < end; first += {Runtime}Strip.Length)");
        w.Line($"nint last = Math.Min(first + {Runtime}Strip.Length, end);");
        foreach (TraversalPart part in _parts)
        {
            part.Strips = strips;
            w.Open();
            part.DeclareConstants(w, _names, slots);
            EmitPart(w, part);
            w.Close();
        }

        w.Close();
    }

    private void EmitPart(SourceWriter w, TraversalPart part)
    {
        PassAccumulators own = _accumulators.Copied(w, part.Reductions);
        part.NameOutputs(_names);
        w.Line("nint i = first;");
        EmitLoop(w, part, "last", own);
        own.CopyTo(w, _accumulators);
        foreach (LineCall call in part.Calls)
        {
            w.Line($"{LaneSpelling.OfLine(call.Function)}({part.Strips[call.Line]}, i - first);");
        }
    }

    private void EmitPartials(SourceWriter w, List<string> values)
    {
        if (_pass.IsFold && !_isWalked)
        {
            w.Line();
        }

        for (int r = 0; r < values.Count; r++)
        {
            w.Line(FormattableString.Invariant($"frame.SetPartial({_pass.Reductions[r].Index}, {values[r]});"));
        }
    }

    private void EmitReturn(SourceWriter w)
    {
        if (_pass.IsFold)
        {
            w.Line();
            w.Line($"return {Tuples.Of(_pass.Reductions.Select(_accumulators.Folded).ToList())};");
        }
    }

    /// <summary>Constants where the frame of a pass has them.</summary>
    private sealed class FrameSlots : SlotSpelling
    {
        public override string Constant(int slot) => FormattableString.Invariant($"frame.Constant({slot})");
    }
}
