using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>A pass with some of its values replaced by others of it, without what nothing needs then.</summary>
internal static class PassCopy
{
    /// <param name="pass">The pass.</param>
    /// <param name="operand">What a reduction takes instead of an operand.</param>
    /// <param name="standIn">What stands for a value wherever it is used; itself, or a value before it.</param>
    public static PassPlan Of(PassPlan pass, Func<LaneReduction, int> operand, Func<int, int> standIn)
    {
        var copy = new NodeCopy(position => pass.Nodes[position], standIn);
        List<LaneStore> stores = pass.Stores.Select(s => s with { Node = copy.Move(s.Node) }).ToList();
        List<LaneReduction> reductions = pass.Reductions.Select(r => r with { A = copy.Move(operand(r)), B = copy.Move(r.B) }).ToList();
        return new PassPlan(copy.Nodes, stores, reductions);
    }
}
