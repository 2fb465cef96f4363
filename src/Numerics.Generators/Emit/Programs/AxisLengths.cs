using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The host values that are the lengths of a program's axes. One that reads the axis itself, as the number of a line's groups times
/// their size does, only checks a length that arrays have, or that another host value gives.</summary>
internal sealed class AxisLengths(RuleModel rule, ProgramPlan plan)
{
    /// <summary>The axis whose length a node is.</summary>
    public int AxisOf(Node length)
    {
        int parameter = length.Text.Length > 0 || IsVec(rule.Parameters[length.Index])
            ? length.Index
            : rule.Parameters.ToList().FindIndex(IsVec);
        return plan.LengthAxes[(2 * parameter) + (length.Text == Extents.Rows ? 0 : 1)];
    }

    /// <summary>The host values that give an axis its length.</summary>
    public IEnumerable<int> Given(int axis) => plan.AxisHosts[axis].Where(h => !Reads(h, axis));

    /// <summary>The host values that check it.</summary>
    public IEnumerable<int> Checks(int axis) => plan.AxisHosts[axis].Where(h => Reads(h, axis));

    private bool Reads(int host, int axis)
    {
        bool[] needed = new RootedGraph(plan.Graph, new[] { host }).Reachable();
        return Enumerable.Range(0, needed.Length).Any(
            i => needed[i] && plan.Graph[i] is { Op: Op.Length } length && AxisOf(length) == axis);
    }

    private static bool IsVec(Parameter parameter) => parameter.Kind == ParameterKind.Array && parameter.Shape == Kind.Vec;
}
