using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit;

/// <summary>What the walk of a kernel's pass does for one vector of elements in one of its parts.</summary>
/// <param name="plan">The kernel.</param>
/// <param name="part">The part.</param>
/// <param name="lane">The name of its lane.</param>
internal sealed class TraversalPart(VariantPlan plan, PassPart part, string lane)
{
    /// <summary>A pass that is one part.</summary>
    public static TraversalPart Whole(VariantPlan plan, int number) =>
        new(plan, new PassPart(plan.Passes[number], EquatableArray<LineCall>.Empty), FormattableString.Invariant($"Lane{number}"));

    private readonly LaneEmitter _lane = new(plan.Graph, a => a < 0 ? "kept" : plan.Arrays[a].Name, part.Pass, takesGuards: true);
    private readonly Dictionary<int, string> _constants = [];
    private readonly Dictionary<int, string> _outputs = [];
    private readonly Dictionary<LaneGuard, string> _guards = [];

    private EquatableArray<LaneReduction> Reductions => part.Pass.Reductions;

    /// <summary>The names of the strips that functions take.</summary>
    public IReadOnlyDictionary<int, string> Strips { get; set; } = new Dictionary<int, string>();

    public void EmitLane(SourceWriter w)
    {
        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, lane);
            w.Line();
        }
    }

    /// <summary>Declares constants in registers, and the guards of those that are bounds.</summary>
    /// <param name="w">Where.</param>
    /// <param name="names">The names taken there.</param>
    /// <param name="slots">How constants are spelled there.</param>
    /// <param name="which">In which slots; all of them where there is none.</param>
    public void DeclareConstants(SourceWriter w, Names names, SlotSpelling slots, Func<int, bool>? which = null)
    {
        foreach (int input in Constants.Where(n => which?.Invoke(SlotOf(n)) ?? true))
        {
            _constants[input] = names.Take(NameOf(input));
            w.Line($"V {_constants[input]} = V.Broadcast({slots.Constant(SlotOf(input))});");
        }

        foreach (LaneGuard guard in _lane.Guards.Where(g => which?.Invoke(SlotOf(g.Bound)) ?? true))
        {
            _guards[guard] = _lane.DeclareGuard(w, names, guard, _constants[guard.Bound]);
        }
    }

    /// <summary>Takes names for the registers, without declaring them.</summary>
    public void NameConstants(Names names)
    {
        foreach (int input in Constants)
        {
            _constants[input] = names.Take(NameOf(input));
        }

        foreach (LaneGuard guard in _lane.Guards)
        {
            _guards[guard] = names.Take(_lane.GuardName(guard));
        }
    }

    /// <summary>The names of the registers with constants and guards.</summary>
    public IEnumerable<string> Registers => Constants.Select(n => _constants[n]).Concat(Guards);

    private IEnumerable<string> Guards => _lane.Guards.Select(g => _guards[g]);

    private IEnumerable<int> Constants => _lane.Inputs.Where(n => part.Pass.Nodes[n].Op == LaneOp.Constant);

    private int SlotOf(int constant) => part.Pass.Nodes[constant].A;

    private string NameOf(int constant) => _lane.InputName(constant).TrimStart('@');

    public void NameOutputs(Names names)
    {
        foreach (int output in _lane.Outputs)
        {
            _outputs[output] = names.Take(_lane.OutputName(output));
        }
    }

    /// <summary>The loop over elements from <c>i</c>, and what it leaves.</summary>
    /// <param name="w">Where.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="pointers">The names of arrays.</param>
    /// <param name="accumulators">The accumulators.</param>
    /// <param name="asksAhead">Whether it asks for the memory of the next strip.</param>
    public void EmitLoop(
        SourceWriter w,
        string end,
        IReadOnlyDictionary<int, string> pointers,
        PassAccumulators accumulators,
        bool asksAhead = false)
    {
        w.Open($"for (; i <= {end} - V.Count; i += V.Count)");
        foreach (string pointer in asksAhead ? pointers.Values : [])
        {
            w.Line($"Runtime::Strip.Ahead({pointer}, i);");
        }

        EmitRound(w, "", pointers, accumulators);
        w.Close();
        w.Line();
        w.Open($"if (i < {end})");
        w.Line($"nint rest = {end} - i;");
        EmitRound(w, ", rest", pointers, accumulators);
        w.Close();
    }

    /// <summary>Loads, lane, stores, accumulation.</summary>
    private void EmitRound(
        SourceWriter w, string count, IReadOnlyDictionary<int, string> pointers, PassAccumulators accumulators)
    {
        if (_lane.IsTrivial)
        {
            foreach (int output in _lane.Outputs)
            {
                w.Line($"V {_outputs[output]} = {Input(output, count, pointers)};");
            }
        }
        else
        {
            string results = Tuples.Of(_lane.Outputs.Select(o => "V " + _outputs[o]).ToList());
            w.List($"{results} = {lane}<V, T>(", _lane.Inputs.Select(n => Input(n, count, pointers)).Concat(Guards), ");");
        }

        foreach (LaneStore store in part.Pass.Stores)
        {
            string target = count.Length > 0 ? "V.Store" : "M.Store<V, T>";
            w.Line(store.Array < 0
                ? $"V.Store({_outputs[store.Node]}, {Strips[~store.Array]}, i - first);"
                : $"{target}({_outputs[store.Node]}, {pointers[store.Array]}, i{count});");
        }

        EmitAccumulation(w, count.Length > 0, accumulators);
    }

    private string Input(int node, string count, IReadOnlyDictionary<int, string> pointers)
    {
        LaneNode input = part.Pass.Nodes[node];
        return input.Op == LaneOp.Constant ? _constants[node]
            : input.Op == LaneOp.Kept ? $"V.Load({Strips[input.A]}, i - first)"
            : plan.Arrays[input.A].IsGradient ? $"M.LoadGradient<V, T>(in frame, {pointers[input.A]}, i{count})"
            : $"V.Load({pointers[input.A]}, i{count})";
    }

    private void EmitAccumulation(SourceWriter w, bool isTail, PassAccumulators accumulators)
    {
        if (isTail && Reductions.Any(accumulators.IsWide))
        {
            w.Line("W inside = W.FirstLanes(rest);");
        }

        foreach (LaneReduction r in Reductions)
        {
            accumulators.Accumulate(w, r, _outputs[r.A], r.Op == Op.ReduceDot ? _outputs[r.B] : null, isTail);
        }
    }
}
