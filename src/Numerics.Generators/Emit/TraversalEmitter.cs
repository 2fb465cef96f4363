using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
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
    private readonly LaneEmitter _lane;
    private readonly Names _names = new("V", "W", "T", "M", "frame", "start", "end", "i", "rest", "inside");
    private readonly Dictionary<int, string> _pointers = [];
    private readonly Dictionary<int, string> _constants = [];
    private readonly Dictionary<int, string> _accumulators = [];
    private readonly Dictionary<int, string> _outputs = [];

    /// <param name="plan">The kernel.</param>
    /// <param name="number">The pass.</param>
    /// <param name="isWalked">Whether the walk is a method of its own, with constants as parameters, that another one may inline.</param>
    public TraversalEmitter(VariantPlan plan, int number, bool isWalked)
    {
        (_plan, _number, _pass, _isWalked) = (plan, number, plan.Passes[number], isWalked);
        _lane = new LaneEmitter(plan, _pass);
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

        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, FormattableString.Invariant($"Lane{_number}"));
            w.Line();
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
            EmitPartials(w, _pass.Reductions.Select(Folded).ToList());
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

    private void EmitWalk(SourceWriter w, SlotParameters? slots)
    {
        EmitSetup(w, slots ?? (SlotSpelling)new FrameSlots());
        w.Line("nint i = start;");
        w.Open("for (; i <= end - V.Count; i += V.Count)");
        EmitRound(w, "");
        w.Close();
        w.Line();
        w.Open("if (i < end)");
        w.Line("nint rest = end - i;");
        EmitRound(w, ", rest");
        w.Close();
    }

    private void EmitSetup(SourceWriter w, SlotSpelling slots)
    {
        foreach (KeyValuePair<int, string> pointer in _pointers)
        {
            w.Line(FormattableString.Invariant($"{Runtime}Pointer<T> {pointer.Value} = frame.Array({pointer.Key});"));
        }

        foreach (int input in _lane.Inputs.Where(n => _pass.Nodes[n].Op == LaneOp.Constant))
        {
            _constants[input] = _names.Take(_lane.InputName(input).TrimStart('@'));
            w.Line($"V {_constants[input]} = V.Broadcast({slots.Constant(_pass.Nodes[input].A)});");
        }

        foreach (LaneReduction reduction in _pass.Reductions)
        {
            string name = _names.Take(AccumulatorName(reduction));
            _accumulators[reduction.Index] = name;
            w.Line($"W {name} = {Neutral(reduction.Op)};");
        }

        foreach (int output in _lane.Outputs)
        {
            _outputs[output] = _names.Take(_lane.OutputName(output));
        }
    }

    private static string AccumulatorName(LaneReduction reduction) => reduction.Op switch
    {
        Op.ReduceMin => "least",
        Op.ReduceMax => "greatest",
        _ => "sum",
    };

    private static string Neutral(Op op) => op switch
    {
        Op.ReduceMin => "W.Broadcast(double.PositiveInfinity)",
        Op.ReduceMax => "W.Broadcast(double.NegativeInfinity)",
        _ => "W.Zero",
    };

    /// <summary>Loads, lane, stores, accumulation; <paramref name="count"/> is empty or the argument that stops at the array's end.</summary>
    private void EmitRound(SourceWriter w, string count)
    {
        if (_lane.IsTrivial)
        {
            foreach (int output in _lane.Outputs)
            {
                w.Line($"V {_outputs[output]} = {Input(output, count)};");
            }
        }
        else
        {
            string results = Tuples.Of(_lane.Outputs.Select(o => "V " + _outputs[o]).ToList());
            w.List(
                FormattableString.Invariant($"{results} = Lane{_number}<V, T>("),
                _lane.Inputs.Select(n => Input(n, count)),
                ");");
        }

        foreach (LaneStore store in _pass.Stores)
        {
            string target = count.Length > 0 ? "V.Store" : "M.Store<V, T>";
            w.Line($"{target}({_outputs[store.Node]}, {_pointers[store.Array]}, i{count});");
        }

        EmitAccumulation(w, count.Length > 0);
    }

    private string Input(int node, string count)
    {
        LaneNode lane = _pass.Nodes[node];
        return lane.Op == LaneOp.Constant ? _constants[node]
            : _plan.Arrays[lane.A].IsGradient ? $"M.LoadGradient<V, T>(in frame, {_pointers[lane.A]}, i{count})"
            : $"V.Load({_pointers[lane.A]}, i{count})";
    }

    private void EmitAccumulation(SourceWriter w, bool isTail)
    {
        if (isTail && _pass.IsFold)
        {
            w.Line("W inside = W.FirstLanes(rest);");
        }

        foreach (LaneReduction r in _pass.Reductions)
        {
            string sum = _accumulators[r.Index];
            string a = $"V.Widen({_outputs[r.A]})";
            string next = r.Op switch
            {
                Op.ReduceDot => $"W.MultiplyAdd({a}, V.Widen({_outputs[r.B]}), {sum})",
                Op.ReduceMin => $"W.Min({sum}, {a})",
                Op.ReduceMax => $"W.Max({sum}, {a})",
                _ => $"{sum} + {a}",
            };
            w.Line(isTail ? $"{sum} = W.Select(inside, {next}, {sum});" : $"{sum} = {next};");
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
            w.Line($"return {Tuples.Of(_pass.Reductions.Select(Folded).ToList())};");
        }
    }

    private string Folded(LaneReduction r) => r.Op switch
    {
        Op.ReduceMin => $"W.MinLanes({_accumulators[r.Index]})",
        Op.ReduceMax => $"W.MaxLanes({_accumulators[r.Index]})",
        _ => $"W.SumLanes({_accumulators[r.Index]})",
    };

    /// <summary>Constants where the frame of a pass has them.</summary>
    private sealed class FrameSlots : SlotSpelling
    {
        public override string Constant(int slot) => FormattableString.Invariant($"frame.Constant({slot})");
    }
}
