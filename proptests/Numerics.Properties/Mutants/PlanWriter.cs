using System.Globalization;
using Numerics.Plans;

namespace Numerics.Properties.Mutants;

/// <summary>A plan as text again, to be changed.</summary>
internal static class PlanWriter
{
    public static string Text(KernelPlan plan) => string.Join('\n', Lines(plan));

    private static IEnumerable<string> Lines(KernelPlan plan)
    {
        yield return "plan 1";
        yield return "rule " + plan.Rule;
        yield return Line($"hash {plan.Hash:x16}");
        yield return Line($"variant {plan.Variant}");
        foreach (PlanArray array in plan.Arrays)
        {
            yield return $"array {array.Name} {Lower(array.Use)}{(array.IsGradient ? " gradient" : "")}";
        }

        foreach (PlanHost host in plan.Host)
        {
            yield return $"host {host.Name} {host.Type}";
        }

        foreach (PlanSlot scalar in plan.Scalars)
        {
            yield return Line($"scalar {scalar.Name} in {scalar.Slot}");
        }

        foreach (PlanSlot result in plan.Results)
        {
            yield return Line($"result {result.Name ?? "-"} {result.Slot}");
        }

        yield return Line($"constants {plan.Constants}");
        yield return Line($"slots {plan.Slots}");
        foreach (string line in plan.Passes.SelectMany(Lines))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Lines(PlanPass pass)
    {
        yield return pass.IsFold ? "pass fold" : "pass map";
        foreach (PlanNode node in pass.Nodes)
        {
            IEnumerable<int> operands = new[] { node.A, node.B, node.C }.Where(o => o >= 0);
            yield return Lower(node.Operation) + string.Concat(operands.Select(o => Line($" {o}")));
        }

        foreach (PlanStore store in pass.Stores)
        {
            yield return Line($"store {store.Node} {store.Array}");
        }

        foreach (PlanReduction r in pass.Reductions)
        {
            string second = r.B >= 0 ? Line($" {r.B}") : "";
            string scope = r.IsGlobal ? "global" : "tensor";
            yield return Line($"reduce {Lower(r.Kind)} {r.A}{second} {r.Index} {r.Slot} {scope}");
        }

        yield return "end";
    }

    private static string Lower<E>(E value)
        where E : struct, Enum => $"{value}".ToLowerInvariant();

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
