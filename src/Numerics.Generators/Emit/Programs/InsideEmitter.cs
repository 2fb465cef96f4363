using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The rounds of a pass with views that see only elements that are there. They are a method of their own: beside calls, as the
/// rounds at a line's ends have them, no vector register outlives a round.</summary>
internal sealed class InsideEmitter
{
    private readonly ProgramPlan _plan;
    private readonly LineItem _line;
    private readonly PassPlan _pass;
    private readonly LaneEmitter _lane;
    private readonly CellEmitter _cells;
    private readonly SlotParameters? _parameters;
    private readonly Names _names = new("V", "W", "T", "grid", "start", "stop", "i");
    private readonly Dictionary<int, string> _sums = [];
    private readonly Dictionary<int, ElementAccumulator> _narrow = [];

    private InsideEmitter(ProgramPlan plan, LineItem line, PassPlan pass, bool isWalk)
    {
        (_plan, _line, _pass) = (plan, line, pass);
        _lane = new LaneEmitter(plan.Graph, plan.NameOf, pass);
        _parameters = isWalk ? new SlotParameters(_names).TakeAll(pass) : null;
        _cells = new CellEmitter(plan, _names, ProgramEmitter.WholeNumber(false), _parameters);
    }

    /// <summary>What emits them; null for a pass that has neither views nor masks of places.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="line">The pass.</param>
    /// <param name="isWalk">Whether slots are parameters.</param>
    public static InsideEmitter? TryOf(ProgramPlan plan, LineItem line, bool isWalk) =>
        InsidePass.TryOf(line.Pass) is { } pass ? new InsideEmitter(plan, line, pass, isWalk) : null;

    private string Name => Invariant($"Inside{_line.Number}");

    private string LaneName => Invariant($"Lane{_line.Number}Inside");

    /// <summary>Emits the lane and the method, which takes accumulators as they are and gives the position that it came to.</summary>
    public void Emit(SourceWriter w)
    {
        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, LaneName);
            w.Line();
        }

        List<(string Type, string Name, string Local)> accumulators = Accumulators();
        string passed = string.Concat(accumulators.Select(a => $", ref {a.Type} {a.Name}"));
        ProgramEmitter.Head(
            w, Name, $"nint start, nint stop{_parameters?.Declared}{passed}", isInlined: false, returns: "nint");
        _cells.Declare(w, _pass.Nodes, _pass.Stores);
        foreach ((string type, string name, string local) in accumulators)
        {
            w.Line($"{type} {local} = {name};");
        }

        w.Line("nint i = start;");
        w.Open("for (; i <= stop; i += V.Count)");
        EmitRound(w);
        w.Close();
        w.Line();
        foreach ((_, string name, string local) in accumulators)
        {
            w.Line($"{name} = {local};");
        }

        w.Line("return i;");
        w.Close();
        w.Line();
    }

    /// <summary>Emits the call, at places between those of <see cref="EmitBounds"/>.</summary>
    /// <param name="w">Where.</param>
    /// <param name="slots">How the caller spells slots.</param>
    /// <param name="accumulators">The caller's, in the order of the reductions.</param>
    public void EmitCall(SourceWriter w, SlotSpelling slots, IEnumerable<string> accumulators)
    {
        string passed = string.Concat(accumulators.Select(a => ", ref " + a));
        w.Open("if (first <= i && i <= stop)");
        w.Line($"i = {Name}<V, W, T>(in grid, i, stop{_parameters?.Passed(slots)}{passed});");
        w.Open("if (i > end - V.Count)");
        w.Line("break;");
        w.Close();
        w.Close();
        w.Line();
    }

    /// <summary>Emits the places between which all lanes see elements that are there.</summary>
    public void EmitBounds(SourceWriter w, CellEmitter cells)
    {
        List<(string First, string End)> bounds = _line.Pass.Nodes.Where(n => n.Op is LaneOp.Shifted or LaneOp.Within)
            .Select(cells.BoundsOf).ToList();
        w.Line($"nint first = {bounds.Select(b => b.First).Distinct().Aggregate((a, b) => $"Math.Max({a}, {b})")};");
        w.Line($"nint stop = {bounds.Select(b => b.End).Distinct().Aggregate("end", (a, b) => $"Math.Min({a}, {b})")} - V.Count;");
    }

    private List<(string Type, string Name, string Local)> Accumulators()
    {
        List<(string Type, string Name, string Local)> accumulators = [];
        foreach (LaneReduction r in _line.Pass.Reductions)
        {
            if (ElementAccumulator.TryName(_line.Pass, r, _names) is { } narrow)
            {
                _narrow[r.Index] = narrow;
                accumulators.AddRange(narrow.Variables.Select(v => ("V", _names.Take(v + "Before"), v)));
                continue;
            }

            _sums[r.Index] = _names.Take(CellEmitter.AccumulatorName(r.Op));
            accumulators.Add(("W", _names.Take(_sums[r.Index] + "Before"), _sums[r.Index]));
        }

        return accumulators;
    }

    private void EmitRound(SourceWriter w)
    {
        Dictionary<int, string> outputs = _lane.Outputs.ToDictionary(o => o, o => _names.Take(_lane.OutputName(o)));
        ProgramEmitter.EmitLane(w, _lane, LaneName, outputs, n => _cells.InputInside(_pass.Nodes[n], "i"));
        foreach (LaneStore store in _pass.Stores)
        {
            w.Line($"V.Store({outputs[store.Node]}, {_cells.Pointer(store.Array)}, i);");
        }

        CellEmitter.EmitSums(w, _pass, outputs, _sums, _narrow, isTail: false);
    }
}
