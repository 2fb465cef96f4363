using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A pass over a line where it sees only elements that are there: what is masked off at the ends is taken as it is, and shifted
/// elements are loaded without a look at the line's length. Nearly all rounds of a pass with views are of this kind.</summary>
internal static class InsidePass
{
    /// <summary>The pass; null where it has neither views nor masks of places.</summary>
    public static PassPlan? TryOf(PassPlan pass) => pass.Nodes.Any(n => n.Op is LaneOp.Shifted or LaneOp.Within)
        ? PassCopy.Of(pass, r => r.A, position => WithoutMasks(pass, position))
        : null;

    private static int WithoutMasks(PassPlan pass, int position)
    {
        while (pass.Nodes[position] is { Op: LaneOp.Arithmetic, Arithmetic: Op.Select } chosen && pass.Nodes[chosen.A].Op == LaneOp.Within)
        {
            position = chosen.B;
        }

        return position;
    }
}
