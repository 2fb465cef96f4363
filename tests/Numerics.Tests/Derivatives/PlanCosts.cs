using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Derivatives;

/// <summary>What a plan moves and computes where each side of each array has as many elements.</summary>
/// <param name="Elements">Elements that are read or written, each array once in a pass.</param>
/// <param name="Operations">Arithmetic of lanes, a reduction's included.</param>
internal readonly record struct PlanCosts(double Elements, double Operations)
{
    /// <summary>So many that what is done once, or once a line, does not count beside a matrix.</summary>
    private const double Side = 1000;

    private static readonly PlanOperation[] Inputs =
    [
        PlanOperation.Load, PlanOperation.Constant, PlanOperation.Row, PlanOperation.Turned, PlanOperation.RowOf, PlanOperation.ColumnOf,
        PlanOperation.Here, PlanOperation.Shifted, PlanOperation.Moved, PlanOperation.Within,
    ];

    public static PlanCosts Of(Rule rule) => rule switch
    {
        UpdateRule update => Of(update.Plans[0]),
        ProgramRule program => Of(program.Plans[0]),
        _ => throw new ArgumentException($"{rule.Name} has no plan.", nameof(rule)),
    };

    public static PlanCosts Of(KernelPlan plan) => new(Side * plan.Traffic, Side * plan.OperationsPerElement);

    public static PlanCosts Of(ProgramPlan plan)
    {
        (double elements, double operations) = (0, 0);
        foreach (ProgramItem item in plan.AllItems())
        {
            (double moved, double computed) = item switch
            {
                ProgramLine line => (Side * Moved([line.Pass]).Count(), Side * (Computed(line.Pass.Nodes) + Reduced(line.Pass.Reductions))),
                ProgramRows rows => OfRows(plan, rows),
                ProgramProduct => (3 * Side * Side, 2 * Side * Side * Side),
                ProgramSumByKey => (3 * Side, Side),
                _ => (0, 0),
            };
            (elements, operations) = (elements + moved, operations + computed);
        }

        return new(elements, operations);
    }

    private static (double, double) OfRows(ProgramPlan plan, ProgramRows rows)
    {
        double moved = Moved(rows.RowSections.Concat(rows.CellSections.Select(c => new PlanPass(false, c.Nodes, c.Stores, []))))
            .Sum(a => plan.Array(a.Array).IsMatrix ? Side * Side : Side);
        double cells = rows.CellSections.Sum(c => Computed(c.Nodes) + c.Reductions.Sum(r => r.Kind == ReductionKind.Dot ? 2 : 1));
        return (moved, (Side * Side * cells) + (Side * rows.RowSections.Sum(r => Computed(r.Nodes))));
    }

    /// <summary>The arrays of a pass; one that is read and written is there twice.</summary>
    private static IEnumerable<(int Array, bool IsWritten)> Moved(IEnumerable<PlanPass> sections) => sections
        .SelectMany(s => s.Nodes.Where(IsRead).Select(n => (n.A, false)).Concat(s.Stores.Select(o => (o.Array, true))))
        .Distinct();

    private static bool IsRead(PlanNode node) => node.Operation is PlanOperation.Load or PlanOperation.Turned or PlanOperation.RowOf
        or PlanOperation.ColumnOf or PlanOperation.Shifted or PlanOperation.Moved;

    private static int Computed(IEnumerable<PlanNode> nodes) => nodes.Count(n => !Inputs.Contains(n.Operation));

    private static int Reduced(IEnumerable<PlanReduction> reductions) => reductions.Sum(r => r.Kind == ReductionKind.Dot ? 2 : 1);
}
