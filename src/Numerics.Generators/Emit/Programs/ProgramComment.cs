using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A program for the reader: the header of a file.</summary>
internal static class ProgramComment
{
    /// <summary>One line for each item; those of loops stand further in.</summary>
    public static IEnumerable<string> Header(ProgramPlan plan) => Lines(plan, plan.Items, "");

    private static IEnumerable<string> Lines(ProgramPlan plan, IEnumerable<ProgramItem> items, string indent) =>
        items.SelectMany(i => Lines(plan, i, indent));

    private static IEnumerable<string> Lines(ProgramPlan plan, ProgramItem item, string indent) => item switch
    {
        LineItem line => [indent + Text(plan, Invariant($"pass {line.Number + 1} over a line"), line.Pass.Nodes, line.Pass.Stores, line.Pass.Reductions.Count)],
        RowsItem rows => [indent + Text(
            plan,
            Invariant($"pass {rows.Number + 1} over a matrix in {rows.Cells.Count} phases"),
            rows.Rows.SelectMany(r => r.Nodes).Concat(rows.Cells.SelectMany(c => c.Nodes)),
            rows.Rows.SelectMany(r => r.Stores).Concat(rows.Cells.SelectMany(c => c.Stores)),
            rows.Cells.Sum(c => c.Reductions.Count))],
        ProductItem p => [$"{indent}{plan.NameOf(p.C)} = {plan.NameOf(p.A)}{(p.IsLeftTurned ? "ᵀ" : "")} · {plan.NameOf(p.B)}{(p.IsRightTurned ? "ᵀ" : "")}"],
        SumByKeyItem s => [$"{indent}{plan.NameOf(s.Array)} = sums of {plan.NameOf(s.Values)} by {plan.NameOf(s.Keys)}"],
        SparseItem { IsTransposed: true } s =>
            [$"{indent}{plan.NameOf(s.Result)} = {plan.NameOf(s.Line)} · {plan.NameOf(s.Matrix)}, of stored entries"],
        SparseItem s => [$"{indent}{plan.NameOf(s.Result)} = {plan.NameOf(s.Matrix)} · {plan.NameOf(s.Line)}, of stored entries"],
        AddRowItem a => [$"{indent}{plan.NameOf(a.Line)} += a multiple of a row of {plan.NameOf(a.Matrix)}"],
        LoopItem loop => [
            indent + (loop.Until < 0 ? "repeat:" : "until a round says so:"), .. Lines(plan, loop.Items, indent + "  ")],
        _ => [],
    };

    private static string Text(
        ProgramPlan plan, string what, IEnumerable<LaneNode> nodes, IEnumerable<LaneStore> stores, int reductions)
    {
        IEnumerable<int> reads = nodes.SelectMany(n => n.Op switch
        {
            LaneOp.Load or LaneOp.Turned or LaneOp.RowOf or LaneOp.ColumnOf or LaneOp.Shifted or LaneOp.Moved => new[] { n.A },
            LaneOp.Pairs => [n.A, n.B],
            _ => [],
        });
        string reduces = reductions == 0 ? "" : Invariant($"; reduces {reductions}");
        return $"{what}: reads {Names(plan, reads)}; writes {Names(plan, stores.Select(s => s.Array))}{reduces}";
    }

    private static string Names(ProgramPlan plan, IEnumerable<int> arrays) =>
        string.Join(", ", arrays.Distinct().OrderBy(a => a).Select(plan.NameOf).DefaultIfEmpty("nothing"));
}
