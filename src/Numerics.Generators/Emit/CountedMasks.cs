using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit;

/// <summary>Passes that count by the mask itself: the bits of a lane that is true are the integer −1, so that one subtraction counts it,
/// and no zeros and ones are made.</summary>
internal static class CountedMasks
{
    public static ProgramPlan Of(ProgramPlan plan) => plan with { Items = Of(plan.Graph, plan.Items) };

    public static VariantPlan Of(VariantPlan plan) => plan with { Passes = plan.Passes.Select(p => Of(plan.Graph, p)).ToList() };

    /// <summary>Whether a reduction takes a mask in.</summary>
    public static bool IsCounted(PassPlan pass, LaneReduction reduction) =>
        reduction.Op == Op.ReduceSum && IsMask(pass.Nodes[reduction.A]);

    private static EquatableArray<ProgramItem> Of(Graph graph, EquatableArray<ProgramItem> items) => items.Select(i => i switch
    {
        LineItem line => line with { Pass = Of(graph, line.Pass) },
        LoopItem loop => loop with { Items = Of(graph, loop.Items) },
        _ => i,
    }).ToList();

    private static PassPlan Of(Graph graph, PassPlan pass)
    {
        int Counted(LaneReduction r) => r.Op == Op.ReduceSum
            && pass.Nodes[r.A] is { Op: LaneOp.Arithmetic, Arithmetic: Op.Select } chosen && IsMask(pass.Nodes[chosen.A])
            && Is(graph, pass.Nodes[chosen.B], "1D") && Is(graph, pass.Nodes[chosen.C], "0D") ? chosen.A : r.A;
        return pass.Reductions.Any(r => Counted(r) != r.A) ? PassCopy.Of(pass, Counted, position => position) : pass;
    }

    private static bool IsMask(LaneNode node) =>
        node.Op == LaneOp.Arithmetic && (node.Arithmetic.IsComparison() || node.Arithmetic.IsLogic());

    private static bool Is(Graph graph, LaneNode node, string literal) => node.Op == LaneOp.Constant
        && graph[node.C] is { Op: Op.FromHost } number && graph[number.A] is { Op: Op.Literal } value && value.Text == literal;
}
