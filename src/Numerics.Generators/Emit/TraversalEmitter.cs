using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The walk of one pass over memory: loads, the lane, stores and accumulators.</summary>
internal sealed class TraversalEmitter
{
    private const string Runtime = "Runtime::";

    private readonly VariantPlan _plan;
    private readonly int _number;
    private readonly PassPlan _pass;
    private readonly bool _isWalked;
    private readonly IReadOnlyList<StripPart> _parts;
    private readonly TraversalPart _whole;
    private readonly Names _names = new("V", "W", "T", "M", "frame", "start", "end", "i", "rest", "inside");
    private readonly Dictionary<int, string> _pointers = [];
    private readonly PassAccumulators _accumulators;

    /// <param name="plan">The kernel.</param>
    /// <param name="number">The pass.</param>
    /// <param name="isWalked">Whether the walk is a method of its own, with constants as parameters, that another one may inline.</param>
    public TraversalEmitter(VariantPlan plan, int number, bool isWalked)
    {
        (_plan, _number, _pass, _isWalked) = (plan, number, plan.Passes[number], isWalked);
        _accumulators = new PassAccumulators(_pass, _pass.Reductions, _names);
        _parts = StripPart.Of(plan, number);
        _whole = TraversalPart.Whole(plan, number);
        if (_parts.Count > 0)
        {
            _names.Take("first");
            _names.Take("last");
            return;
        }

        foreach (int array in _pass.Reads.Concat(_pass.Stores.Select(s => s.Array)).Distinct().OrderBy(a => a))
        {
            _pointers[array] = _names.Take(plan.Arrays[array].Name);
        }
    }

    public void Emit(SourceWriter w)
    {
        foreach (string line in PlanComment.Formulas(_plan, _number))
        {
            w.Line("// " + line);
        }

        foreach (StripPart part in _parts)
        {
            part.Emit(w);
            w.Line();
        }

        if (_parts.Count == 0)
        {
            _whole.EmitLane(w);
        }

        if (!_isWalked)
        {
            Head(w, Name, "void", "", "AggressiveOptimization");
            if (_parts.Count > 0)
            {
                EmitStrips(w, new FrameSlots());
            }
            else
            {
                _whole.DeclareConstants(w, _names, new FrameSlots());
                EmitWalk(w);
            }

            EmitPartials(w, _pass.Reductions.Select(_accumulators.Folded).ToList());
            w.Close();
            return;
        }

        if (_parts.Count > 0)
        {
            // Called, for a batch whose problems fill a strip inlines the parts.
            SlotParameters slots = new SlotParameters(_names).TakeAll(_pass);
            Head(w, NameOfWalk(_number), Returned, slots.Declared, "NoInlining | MethodImplOptions.AggressiveOptimization");
            EmitStrips(w, slots);
            EmitReturn(w);
            w.Close();
            w.Line();
            EmitByWalk(w, _ => slots.Passed(new FrameSlots()));
            return;
        }

        _whole.NameConstants(_names);
        string registers = string.Concat(_whole.Registers.Select(r => ", V " + r));
        Head(w, NameOfWalk(_number), Returned, registers, "AggressiveInlining | MethodImplOptions.AggressiveOptimization");
        EmitWalk(w);
        EmitReturn(w);
        w.Close();
        w.Line();
        EmitByWalk(w, names =>
        {
            TraversalPart caller = TraversalPart.Whole(_plan, _number);
            caller.DeclareConstants(w, names, new FrameSlots());
            return string.Concat(caller.Registers.Select(r => ", " + r));
        });
    }

    public static string[] Constraints(bool isFold) => isFold
        ? ["V : struct, " + Runtime + "IGroup<V, W, T>", "W : struct, " + Runtime + "IWide<W>", "T : unmanaged",
            "M : struct, " + Runtime + "IAccess"]
        : ["V : struct, " + Runtime + "ILanes<V, T>", "T : unmanaged", "M : struct, " + Runtime + "IAccess"];

    /// <summary>The method whose constants are parameters, and which returns what it reduces.</summary>
    public static string NameOfWalk(int pass) => FormattableString.Invariant($"Walk{pass}");

    private string Name => FormattableString.Invariant($"{(_pass.IsFold ? "Fold" : "Map")}{_number}");

    /// <summary>The type arguments of a pass's methods.</summary>
    public static string Arguments(PassPlan pass) => pass.IsFold ? "V, W, T, M" : "V, T, M";

    private string Returned => _pass.IsFold ? Tuples.Of(_pass.Reductions.Select(_ => "double").ToList()) : "void";

    private void Head(SourceWriter w, string name, string returned, string parameters, string how)
    {
        // Without quick tiers: those run lanes a hundred times slower, and judge from short arrays what is worth inlining.
        w.Line($"[MethodImpl(MethodImplOptions.{how})]");
        w.Line($"private static {returned} {name}<{Arguments(_pass)}>(in {Runtime}Frame<T> frame, nint start, nint end{parameters})");
        KernelEmitter.Constrain(w, Constraints(_pass.IsFold));
        w.Open();
    }

    /// <summary>The pass by way of its walk.</summary>
    /// <param name="w">Where.</param>
    /// <param name="constants">Declares what the walk is given of constants, and gives the arguments.</param>
    private void EmitByWalk(SourceWriter w, Func<Names, string> constants)
    {
        Head(w, Name, "void", "", "AggressiveOptimization");
        var names = new Names(["V", "W", "T", "M", "frame", "start", "end", .. _pass.Reductions.Select(r => FormattableString.Invariant($"part{r.Index}"))]);
        string call = $"{NameOfWalk(_number)}<{Arguments(_pass)}>(in frame, start, end{constants(names)})";
        List<string> parts = _pass.Reductions.Select(r => FormattableString.Invariant($"part{r.Index}")).ToList();
        w.Line(parts.Count switch { 0 => call + ";", 1 => $"double {parts[0]} = {call};", _ => $"var {Tuples.Of(parts)} = {call};" });
        EmitPartials(w, parts);
        w.Close();
    }

    /// <summary>Declares the places of arrays.</summary>
    public static void DeclarePointers(SourceWriter w, IReadOnlyDictionary<int, string> pointers)
    {
        foreach (KeyValuePair<int, string> pointer in pointers)
        {
            w.Line(FormattableString.Invariant($"{Runtime}Pointer<T> {pointer.Value} = frame.Array({pointer.Key});"));
        }
    }

    private void EmitWalk(SourceWriter w)
    {
        DeclarePointers(w, _pointers);
        _accumulators.Declare(w);
        _whole.NameOutputs(_names);
        w.Line("nint i = start;");
        _whole.EmitLoop(w, "end", _pointers, _accumulators);
    }

    /// <summary>The parts in turn for one strip after the other.</summary>
    private void EmitStrips(SourceWriter w, SlotSpelling slots)
    {
        _accumulators.Declare(w);
        IReadOnlyList<string> strips = StripPart.DeclareStrips(w, _parts, _names);
        w.Open($"for (nint first = start; first < end; first += {Runtime}Strip.Length)");
        w.Line($"nint last = Math.Min(first + {Runtime}Strip.Length, end);");
        foreach (StripPart part in _parts)
        {
            part.EmitCall(w, "first, last", slots, strips, _accumulators);
            part.EmitFunctions(w, strips, $"{Runtime}Strip.Whole<V, T>(last - first)");
        }

        w.Close();
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
