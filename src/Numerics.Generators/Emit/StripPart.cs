using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>A part of a pass of which functions take strips of elements: a method that ends where they are called. A pass calls it for one
/// strip after the other, a batch for problems whose lines lie in one strip. No vector register outlives the functions' call: what a part
/// needs is declared in it, so that its loop has it in registers.</summary>
internal sealed class StripPart
{
    private const string Runtime = "Runtime::";

    private readonly Names _names = new("V", "W", "T", "M", "frame", "first", "last", "i", "rest", "inside");
    private readonly int _number;
    private readonly int _index;
    private readonly PassPlan _pass;
    private readonly PassPart _part;
    private readonly TraversalPart _walk;
    private readonly SlotParameters _slots;
    private readonly PassAccumulators _accumulators;
    private readonly Dictionary<int, string> _pointers = [];
    private readonly SortedDictionary<int, string> _strips = [];

    private StripPart(VariantPlan plan, int number, PassPart part, int index)
    {
        (_number, _index, _pass, _part) = (number, index, plan.Passes[number], part);
        _walk = new TraversalPart(plan, part, Invariant($"Lane{number}Of{index}"));
        _slots = new SlotParameters(_names).TakeAll(part.Pass);
        _accumulators = new PassAccumulators(_pass, part.Pass.Reductions, _names);
        IEnumerable<int> kept = part.Pass.Nodes.Where(n => n.Op == LaneOp.Kept).Select(n => n.A);
        foreach (int strip in kept.Concat(part.Pass.Stores.Where(s => s.Array < 0).Select(s => ~s.Array)).Distinct().OrderBy(s => s))
        {
            _strips[strip] = _names.Take("strip");
        }

        // The first part asks for what all of them read and write.
        PassPlan walked = index == 0 ? _pass : part.Pass;
        foreach (int array in walked.Reads.Concat(walked.Stores.Select(s => s.Array)).Where(a => a >= 0).Distinct().OrderBy(a => a))
        {
            _pointers[array] = _names.Take(plan.Arrays[array].Name);
        }
    }

    /// <summary>The parts of a pass; none where no function ends one.</summary>
    public static IReadOnlyList<StripPart> Of(VariantPlan plan, int number)
    {
        IReadOnlyList<PassPart> parts = PassPart.Of(plan.Passes[number]);
        return parts.Count == 1 ? [] : parts.Select((p, k) => new StripPart(plan, number, p, k)).ToList();
    }

    /// <summary>What the part reduces.</summary>
    public EquatableArray<LaneReduction> Reductions => _part.Pass.Reductions;

    /// <summary>Takes names for the strips of a pass and declares them.</summary>
    public static IReadOnlyList<string> DeclareStrips(SourceWriter w, IEnumerable<StripPart> parts, Names names)
    {
        List<string> strips = [];
        foreach (LineCall call in parts.SelectMany(p => p._part.Calls))
        {
            strips.Add(names.Take("strip"));
            w.Line(Invariant($"{Runtime}Pointer<T> {strips[call.Line]} = {Runtime}Strip.Line<T>({call.Line});"));
        }

        return strips;
    }

    public void Emit(SourceWriter w)
    {
        _walk.EmitLane(w);
        IReadOnlyList<(string Type, string Name)> taken = _accumulators.Variables(Reductions);
        string returned = taken.Count == 0 ? "void" : Tuples.Of(taken.Select(v => v.Type).ToList());
        string parameters = string.Concat(
            _strips.Values.Select(s => $", {Runtime}Pointer<T> {s}").Concat(taken.Select(v => $", {v.Type} {v.Name}")));
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]");
        w.Line($"private static {returned} {Name}<{TraversalEmitter.Arguments(_pass)}>(");
        w.Line($"    in {Runtime}Frame<T> frame, nint first, nint last{_slots.Declared}{parameters})");
        KernelEmitter.Constrain(w, TraversalEmitter.Constraints(_pass.IsFold));
        w.Open();
        TraversalEmitter.DeclarePointers(w, _pointers);
        _walk.DeclareConstants(w, _names, _slots);
        _walk.NameOutputs(_names);
        _walk.Strips = _strips;
        w.Line("nint i = first;");
        _walk.EmitLoop(w, "last", _pointers, _accumulators, asksAhead: _index == 0);
        if (taken.Count > 0)
        {
            w.Line();
            w.Line($"return {Tuples.Of(taken.Select(v => v.Name).ToList())};");
        }

        w.Close();
    }

    /// <summary>The part for elements [first, last).</summary>
    /// <param name="w">Where.</param>
    /// <param name="range">The two arguments.</param>
    /// <param name="slots">How the caller spells constants.</param>
    /// <param name="strips">The caller's strips, where these elements stand.</param>
    /// <param name="accumulators">The caller's accumulators.</param>
    public void EmitCall(
        SourceWriter w, string range, SlotSpelling slots, IReadOnlyList<string> strips, PassAccumulators accumulators)
    {
        List<string> taken = accumulators.Variables(Reductions).Select(v => v.Name).ToList();
        string arguments = string.Concat(_strips.Keys.Select(s => ", " + strips[s]).Concat(taken.Select(v => ", " + v)));
        string result = taken.Count == 0 ? "" : Tuples.Of(taken) + " = ";
        w.Line($"{result}{Name}<{TraversalEmitter.Arguments(_pass)}>(in frame, {range}{_slots.Passed(slots)}{arguments});");
    }

    /// <summary>The functions that end the part.</summary>
    /// <param name="w">Where.</param>
    /// <param name="strips">The caller's strips.</param>
    /// <param name="count">How many elements they take.</param>
    public void EmitFunctions(SourceWriter w, IReadOnlyList<string> strips, string count)
    {
        foreach (LineCall call in _part.Calls)
        {
            w.Line($"{LaneSpelling.OfLine(call.Function)}({strips[call.Line]}, {count});");
        }
    }

    private string Name => Invariant($"{TraversalEmitter.NameOfWalk(_number)}Of{_index}");
}
