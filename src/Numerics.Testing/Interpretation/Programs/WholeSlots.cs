using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The slots of a program that hold the bits of whole numbers.</summary>
internal static class WholeSlots
{
    public static IEnumerable<int> Of(ProgramPlan plan) =>
        plan.Scalars.Concat(plan.Results).Where(s => s.IsInteger).Select(s => s.Slot).Concat(plan.AllItems().SelectMany(Of));

    private static IEnumerable<int> Of(ProgramItem item) => item switch
    {
        ProgramFetch fetch => [fetch.Row, fetch.Column],
        ProgramLoop loop => [loop.Count, loop.Index],
        ProgramInside inside => [inside.Slot],
        ProgramRowDot dot => [dot.Row],
        ProgramAddRow add => [add.Row],
        ProgramLine line => line.Pass.Nodes.SelectMany(Of),
        ProgramRows rows => rows.RowSections.SelectMany(r => r.Nodes).Concat(rows.CellSections.SelectMany(c => c.Nodes)).SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<int> Of(PlanNode node) => node.Operation switch
    {
        PlanOperation.RowOf or PlanOperation.ColumnOf or PlanOperation.Shifted => [node.B],
        PlanOperation.Moved => [node.B, node.C],
        PlanOperation.Here => [node.A],
        PlanOperation.Within => [node.A, node.B],
        PlanOperation.Uniform or PlanOperation.Normal or PlanOperation.Rademacher or PlanOperation.RandomIndex =>
            [node.A, node.B, node.C],
        _ => [],
    };
}
