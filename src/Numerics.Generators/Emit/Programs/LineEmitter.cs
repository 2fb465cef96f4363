using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A pass over a line: loads, the lane, stores and accumulators.</summary>
internal sealed class LineEmitter
{
    /// <summary>The most elements that a reducing pass takes at a time; see docs/architecture.md.</summary>
    public const int Block = 4096;

    private static readonly string[] Taken = ["V", "W", "T", "grid", "start", "end", "i", "rest", "inside", "first", "stop"];

    private readonly ProgramPlan _plan;
    private readonly LineItem _line;
    private readonly Form _form;
    private readonly bool _isInlined;
    private readonly string _whole;
    private readonly LaneEmitter _lane;
    private readonly InsideEmitter? _inside;
    private readonly CellEmitter _cells;
    private readonly SlotParameters? _parameters;
    private readonly Names _names = new(Taken);
    private readonly Dictionary<int, string> _outputs = [];
    private readonly Dictionary<int, string> _sums = [];
    private readonly Dictionary<int, ElementAccumulator> _narrow = [];
    private List<string> _guards = [];

    /// <param name="plan">The program.</param>
    /// <param name="line">The pass.</param>
    /// <param name="form">What runs it.</param>
    /// <param name="isInlined">Whether it is part of what calls it.</param>
    public LineEmitter(ProgramPlan plan, LineItem line, Form form, bool isInlined)
    {
        (_plan, _line, _form, _isInlined) = (plan, line, form, isInlined);
        _whole = ProgramEmitter.WholeNumber(form == Form.Device);
        _lane = new LaneEmitter(plan.Graph, plan.NameOf, line.Pass, takesGuards: form != Form.Device);
        _inside = form == Form.Device ? null : InsideEmitter.TryOf(plan, line, form == Form.Walk);
        _parameters = form == Form.Walk ? new SlotParameters(_names).TakeAll(line.Pass) : null;
        _cells = new CellEmitter(plan, _names, _whole, _parameters);
    }

    /// <summary>What runs a pass.</summary>
    internal enum Form
    {
        /// <summary>Threads that share its elements.</summary>
        Shared,

        /// <summary>A method that runs stages and passes one after the other: slots are parameters, and what is reduced is
        /// returned.</summary>
        Walk,

        /// <summary>A group of a device's threads.</summary>
        Device,
    }

    private PassPlan Pass => _line.Pass;

    private bool IsForDevices => _form == Form.Device;

    private string Name => _form == Form.Walk ? NameOfWalk(_line) : NameOf(_line);

    /// <summary>The name of the method that threads share.</summary>
    public static string NameOf(LineItem line) => Invariant($"Line{line.Number}");

    /// <summary>The name of the method whose slots are parameters.</summary>
    public static string NameOfWalk(LineItem line) => Invariant($"Walk{line.Number}");

    /// <summary>The name of the method that walks along a longer line.</summary>
    public static string NameOfBlocks(LineItem line) => Invariant($"Blocks{line.Number}");

    /// <summary>The slots that a walk takes.</summary>
    public static SlotParameters ParametersOf(LineItem line) => new SlotParameters(new Names(Taken)).TakeAll(line.Pass);

    public void Emit(SourceWriter w)
    {
        string lane = Invariant($"Lane{_line.Number}");
        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, lane);
            w.Line();
        }

        _inside?.Emit(w);
        ProgramEmitter.Head(
            w, Name, $"{_whole} start, {_whole} end{_parameters?.Declared}", _isInlined, IsForDevices,
            _form == Form.Walk && Pass.IsFold ? Tuples.Of(Pass.Reductions.Select(_ => "double").ToList()) : "void");
        EmitBody(w, lane);
        EmitResults(w, Pass.Reductions.Select(Folded).ToList(), _form == Form.Walk);
        w.Close();
    }

    /// <summary>Emits the method that threads share by way of the walk.</summary>
    public static void EmitShared(SourceWriter w, LineItem line)
    {
        ProgramEmitter.Head(w, NameOf(line), "nint start, nint end", isInlined: false);
        string call = $"{NameOfWalk(line)}<V, W, T>(in grid, start, end{ParametersOf(line).Passed(SlotSpelling.Table)})";
        List<string> results = line.Pass.Reductions.Select(r => Invariant($"part{r.Index}")).ToList();
        w.Line(results.Count switch { 0 => call + ";", 1 => $"double {results[0]} = {call};", _ => $"var {Tuples.Of(results)} = {call};" });
        foreach (LaneReduction r in line.Pass.Reductions)
        {
            w.Line(Invariant($"grid.SetPartial({r.Index}, part{r.Index});"));
        }

        w.Close();
    }

    /// <summary>Emits the method that walks along a line of more than a block, and combines what the blocks are reduced to.</summary>
    public static void EmitBlocks(SourceWriter w, LineItem line)
    {
        SlotParameters slots = ParametersOf(line);
        IReadOnlyList<LaneReduction> reductions = line.Pass.Reductions;
        List<string> parts = reductions.Select(r => Invariant($"part{r.Index}")).ToList();
        ProgramEmitter.Head(
            w, NameOfBlocks(line), slots.Declared.TrimStart(',', ' '), isInlined: false, isForDevices: false,
            Tuples.Of(reductions.Select(_ => "double").ToList()));
        w.Open(Invariant($"for (nint start = 0; start < grid.Axis({line.Axis}); start += {Block})"));
        w.Line(Invariant($"{(parts.Count == 1 ? "double" : "var")} {Tuples.Of(parts)} = {NameOfWalk(line)}<V, W, T>(")
            + Invariant($"in grid, start, Math.Min(start + {Block}, grid.Axis({line.Axis})){slots.Passed(slots)});"));
        foreach (LaneReduction r in reductions)
        {
            w.Line(Invariant($"grid.SetPart({r.Index}, start / {Block}, part{r.Index});"));
        }

        w.Close();
        w.Line();
        w.Line($"return {Tuples.Of(reductions.Select(r => Combined(r, line.Axis)).ToList())};");
        w.Close();
    }

    /// <summary>Emits a call for a whole line, by its walk or, where the line is longer than a block, along its blocks.</summary>
    /// <param name="w">Where.</param>
    /// <param name="line">The pass.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="length">The line's length.</param>
    /// <param name="slots">How the caller spells slots.</param>
    /// <param name="results">Where reductions go.</param>
    public static void EmitCall(
        SourceWriter w, LineItem line, string grid, string length, SlotSpelling slots, Func<LaneReduction, string> results)
    {
        string passed = ParametersOf(line).Passed(slots);
        string walk = $"{NameOfWalk(line)}<V, W, T>(in {grid}, 0, {length}{passed});";
        if (!line.Pass.IsFold)
        {
            w.Line(walk);
            return;
        }

        string targets = Tuples.Of(line.Pass.Reductions.Select(results).ToList());
        w.Open(Invariant($"if ({length} <= {Block})"));
        w.Line($"{targets} = {walk}");
        w.Close();
        w.Open("else");
        w.Line($"{targets} = {NameOfBlocks(line)}<V, W, T>(in {grid}{passed});");
        w.Close();
        w.Line();
    }

    private static string Combined(LaneReduction r, int axis) =>
        Invariant($"grid.Combined({r.Index}, {axis}, Plans::ReductionKind.{r.Op.ToString().Substring("Reduce".Length)})");

    private void EmitBody(SourceWriter w, string lane)
    {
        _cells.Declare(w, Pass.Nodes, Pass.Stores);
        _guards = _lane.Guards.Select(g => _lane.DeclareGuard(w, _names, g, _cells.Input(Pass.Nodes[g.Bound], "", ""))).ToList();
        foreach (LaneReduction reduction in Pass.Reductions)
        {
            if (!IsForDevices && TryDeclareNarrow(w, reduction) is { } narrow)
            {
                _narrow[reduction.Index] = narrow;
                continue;
            }

            _sums[reduction.Index] = _names.Take(CellEmitter.AccumulatorName(reduction.Op));
            w.Line($"W {_sums[reduction.Index]} = {CellEmitter.Neutral(reduction.Op)};");
        }

        foreach (int output in _lane.Outputs)
        {
            _outputs[output] = _names.Take(_lane.OutputName(output));
        }

        if (!IsForDevices)
        {
            _inside?.EmitBounds(w, _cells);
            w.Line($"{_whole} i = start;");
            w.Open("for (; i <= end - V.Count; i += V.Count)");
            _inside?.EmitCall(w, _parameters ?? SlotSpelling.Table, Accumulators());
            EmitRound(w, lane, "");
            w.Close();
            w.Line();
        }

        // Threads have no use for rounds without an end: two bodies take twice as long to compile.
        w.Open(IsForDevices ? "for (long i = start; i < end; i += V.Count)" : "if (i < end)");
        w.Line($"{_whole} rest = end - i;");
        EmitRound(w, lane, ", rest");
        w.Close();
    }

    private IEnumerable<string> Accumulators() => Pass.Reductions.SelectMany(
        r => _narrow.TryGetValue(r.Index, out ElementAccumulator narrow) ? narrow.Variables : [_sums[r.Index]]);

    private ElementAccumulator? TryDeclareNarrow(SourceWriter w, LaneReduction reduction) =>
        ElementAccumulator.TryDeclare(w, Pass, reduction, _names);

    private string Folded(LaneReduction r) => _narrow.TryGetValue(r.Index, out ElementAccumulator narrow)
        ? narrow.Folded()
        : CellEmitter.Folded(r.Op, _sums[r.Index], IsForDevices);

    private void EmitResults(SourceWriter w, IReadOnlyList<string> results, bool areReturned)
    {
        if (areReturned && results.Count > 0)
        {
            w.Line();
            w.Line($"return {Tuples.Of(results)};");
            return;
        }

        for (int r = 0; r < results.Count; r++)
        {
            w.Line(Invariant($"grid.SetPartial({Pass.Reductions[r].Index}, {results[r]});"));
        }
    }

    private void EmitRound(SourceWriter w, string lane, string count)
    {
        ProgramEmitter.EmitLane(w, _lane, lane, _outputs, n => _cells.Input(Pass.Nodes[n], "i", CountFor(Pass.Nodes[n], count)), _guards);
        foreach (LaneStore store in Pass.Stores)
        {
            w.Line($"V.Store({_outputs[store.Node]}, {_cells.Pointer(store.Array)}, i{(IsPadded(store.Array) ? "" : count)});");
        }

        bool isTail = count.Length > 0;
        if (isTail && _sums.Count > 0)
        {
            w.Line("W inside = W.FirstLanes(rest);");
        }

        CellEmitter.EmitSums(w, Pass, _outputs, _sums, _narrow, isTail);
    }

    private string CountFor(LaneNode node, string count) => node.Op == LaneOp.Load && IsPadded(node.A) ? "" : count;

    /// <summary>Whether whole registers may be loaded and stored at an array's end: temporary lines have room for them. A load by count of
    /// what was just stored by count waits until the store is done; whole registers are handed on.</summary>
    private bool IsPadded(int array) => _form != Form.Device && array >= _plan.Arrays.Count && _plan.ArrayOf(array).RowAxis < 0;
}
