using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A pass over a line: loads, the lane, stores and accumulators.</summary>
internal sealed class LineEmitter
{
    private readonly LineItem _line;
    private readonly bool _isForDevices;
    private readonly string _whole;
    private readonly LaneEmitter _lane;
    private readonly CellEmitter _cells;
    private readonly Names _names = new("V", "W", "T", "grid", "start", "end", "i", "rest", "inside");
    private readonly Dictionary<int, string> _outputs = [];
    private readonly Dictionary<int, string> _sums = [];

    /// <param name="plan">The program.</param>
    /// <param name="line">The pass.</param>
    /// <param name="isForDevices">Whether a group of a device's threads runs it.</param>
    public LineEmitter(ProgramPlan plan, LineItem line, bool isForDevices = false)
    {
        (_isForDevices, _whole) = (isForDevices, ProgramEmitter.WholeNumber(isForDevices));
        _line = line;
        _lane = new LaneEmitter(plan.Graph, plan.NameOf, line.Pass);
        _cells = new CellEmitter(plan, _names, _whole);
    }

    private PassPlan Pass => _line.Pass;

    /// <param name="w">Where.</param>
    /// <param name="isInLoop">Whether only loops call it, in which it is to be inlined.</param>
    public void Emit(SourceWriter w, bool isInLoop)
    {
        string lane = Invariant($"Lane{_line.Number}");
        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, lane);
            w.Line();
        }

        ProgramEmitter.Head(w, Invariant($"Line{_line.Number}"), $"{_whole} start, {_whole} end", isInLoop, _isForDevices);
        _cells.Declare(w, Pass.Nodes, Pass.Stores);
        foreach (LaneReduction reduction in Pass.Reductions)
        {
            _sums[reduction.Index] = _names.Take(CellEmitter.AccumulatorName(reduction.Op));
            w.Line($"W {_sums[reduction.Index]} = {CellEmitter.Neutral(reduction.Op)};");
        }

        foreach (int output in _lane.Outputs)
        {
            _outputs[output] = _names.Take(_lane.OutputName(output));
        }

        if (!_isForDevices)
        {
            w.Line($"{_whole} i = start;");
            w.Open("for (; i <= end - V.Count; i += V.Count)");
            EmitRound(w, lane, "");
            w.Close();
            w.Line();
        }

        // Threads have no use for rounds without an end: two bodies take twice as long to compile.
        w.Open(_isForDevices ? "for (long i = start; i < end; i += V.Count)" : "if (i < end)");
        w.Line($"{_whole} rest = end - i;");
        EmitRound(w, lane, ", rest");
        w.Close();
        foreach (LaneReduction reduction in Pass.Reductions)
        {
            string folded = CellEmitter.Folded(reduction.Op, _sums[reduction.Index], _isForDevices);
            w.Line(Invariant($"grid.SetPartial({reduction.Index}, {folded});"));
        }

        w.Close();
    }

    private void EmitRound(SourceWriter w, string lane, string count)
    {
        ProgramEmitter.EmitLane(w, _lane, lane, _outputs, n => _cells.Input(Pass.Nodes[n], "i", count));
        foreach (LaneStore store in Pass.Stores)
        {
            w.Line($"V.Store({_outputs[store.Node]}, {_cells.Pointer(store.Array)}, i{count});");
        }

        bool isTail = count.Length > 0;
        if (isTail && Pass.IsFold)
        {
            w.Line("W inside = W.FirstLanes(rest);");
        }

        foreach (LaneReduction r in Pass.Reductions)
        {
            string sum = _sums[r.Index];
            string a = r.Op == Op.ReduceFirst ? _outputs[r.A] : $"V.Widen({_outputs[r.A]})";
            string next = CellEmitter.Accumulate(r.Op, sum, a, r.B < 0 ? "" : $"V.Widen({_outputs[r.B]})", CellEmitter.Positions("i"));
            w.Line(isTail ? $"{sum} = W.Select(inside, {next}, {sum});" : $"{sum} = {next};");
        }
    }
}
