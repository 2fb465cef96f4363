using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A loop with everything in it, on one thread: stages and passes inline.</summary>
internal sealed class LoopEmitter(RuleModel rule, ProgramPlan plan)
{
    /// <summary>The most elements that a reducing pass takes at a time; see docs/architecture.md.</summary>
    private const int Block = 4096;

    public void Emit(SourceWriter w, LoopItem loop)
    {
        ProgramEmitter.Head(w, Invariant($"Loop{loop.Number}"), "", isInlined: false);
        w.Line("Span<double> values = grid.Values;");
        w.Line("ReadOnlySpan<double> host = grid.Host;");
        w.Line("ReadOnlySpan<nint> axes = grid.Axes;");
        EmitLoop(w, loop);
        w.Close();
    }

    private static readonly string[] Around = ["grid", "values", "host", "axes"];

    /// <summary>The names that a stage's own may not hide.</summary>
    private Names Taken() => new(
        Around.Concat(Enumerable.Range(0, plan.AllItems().Count(i => i is LoopItem)).SelectMany(n => new[] { Invariant($"round{n}"), Invariant($"count{n}") }))
            .ToArray());

    private void EmitLoop(SourceWriter w, LoopItem loop)
    {
        string round = Invariant($"round{loop.Number}");
        string count = Invariant($"count{loop.Number}");
        w.Line(Invariant($"long {count} = grid.Integer({loop.Count});"));
        w.Line(Invariant($"values[{loop.Index}] = BitConverter.Int64BitsToDouble(0);"));
        w.Open($"for (long {round} = 0; {round} < {count}; {round}++)");
        if (loop.Until < 0)
        {
            w.Line(Invariant($"values[{loop.Index}] = BitConverter.Int64BitsToDouble({round});"));
        }

        foreach (ProgramItem item in loop.Items)
        {
            EmitItem(w, item);
        }

        if (loop.Until >= 0)
        {
            w.Line(Invariant($"values[{loop.Index}] = BitConverter.Int64BitsToDouble({round} + 1);"));
            w.Open(Invariant($"if (values[{loop.Until}] != 0)"));
            w.Line("break;");
            w.Close();
        }

        w.Close();
    }

    private void EmitItem(SourceWriter w, ProgramItem item)
    {
        switch (item)
        {
            case StageItem stage:
                w.Open();
                new StageEmitter(rule, plan).Emit(w, stage, Taken(), isInLoop: true);
                w.Close();
                w.Line();
                break;
            case LineItem { Pass.IsFold: true } line:
                w.Open(Invariant($"for (nint start = 0; start < grid.Axis({line.Axis}); start += {Block})"));
                w.Line(Invariant($"Line{line.Number}<V, W, T>(grid.AtBlock(start / {Block}), start, Math.Min(start + {Block}, grid.Axis({line.Axis})));"));
                w.Close();
                w.Line();
                foreach (LaneReduction r in line.Pass.Reductions)
                {
                    w.Line(Invariant(
                        $"values[{r.Slot}] = grid.Reduced({r.Index}, {line.Axis}, Plans::ReductionKind.{r.Op.ToString().Substring("Reduce".Length)});"));
                }

                break;
            case LineItem line:
                w.Line(Invariant($"Line{line.Number}<V, W, T>(in grid, 0, grid.Axis({line.Axis}));"));
                break;
            case FetchItem fetch:
                string column = fetch.Column < 0 ? "" : Invariant($", grid.Integer({fetch.Column})");
                w.Line(Invariant($"grid.Fetch({fetch.Array}, grid.Integer({fetch.Row}){column}, {fetch.Slot});"));
                break;
            case RowDotItem dot:
                w.Line(Invariant($"grid.RowDot({dot.Matrix}, grid.Integer({dot.Row}), {dot.Line}, {dot.Slot});"));
                break;
            case AddRowItem add:
                w.Line(Invariant($"grid.AddRow({add.Matrix}, grid.Integer({add.Row}), {add.Factor}, {add.Line});"));
                break;
            case LoopItem inner:
                EmitLoop(w, inner);
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} in an inline loop.");
        }
    }
}
