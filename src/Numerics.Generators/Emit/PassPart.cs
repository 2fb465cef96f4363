using System.Collections.Immutable;
using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit;

/// <summary>A part of a kernel's pass: what is computed up to functions that then take a strip of elements in one call. A call for each
/// register takes four times as long as the function.</summary>
/// <param name="Pass">The part's arithmetic; stores to strip k have array ~k, and what is loaded of it is <see cref="LaneOp.Kept"/>.</param>
/// <param name="Calls">The functions, each of one strip; none in the last part.</param>
internal sealed record PassPart(PassPlan Pass, EquatableArray<LineCall> Calls)
{
    /// <summary>The parts of a pass: one, the pass itself, where it has no such function.</summary>
    public static IReadOnlyList<PassPart> Of(PassPlan pass)
    {
        int strips = 0;
        EquatableArray<CellReduction> reductions = pass.Reductions
            .Select(r => new CellReduction(CellScope.Fold, r.Op, r.A, r.B, r.Index, -1)).ToImmutableArray();
        var whole = new CellSection(
            pass.Nodes, pass.Stores, reductions, EquatableArray<LaneStore>.Empty, EquatableArray<LaneStore>.Empty);
        return CallsApart.Split(whole, ref strips).Select(s => new PassPart(AsPass(s, pass), s.Calls)).ToList();
    }

    private static PassPlan AsPass(CellSection section, PassPlan pass) => new(
        section.Nodes,
        section.Stores.Concat(section.Keeps.Select(k => new LaneStore(k.Node, ~k.Array))).ToImmutableArray(),
        section.Reductions.Select(r => pass.Reductions.First(p => p.Index == r.Number) with { A = r.A, B = r.B }).ToImmutableArray());
}
