using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>A plan as the text that the runtime reads; docs/architecture.md specifies it.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Lines(RuleModel rule, VariantPlan plan, int variant, ulong hash)
    {
        yield return "plan 1";
        yield return "rule " + rule.FullName;
        yield return FormattableString.Invariant($"hash {hash:x16}");
        yield return FormattableString.Invariant($"variant {variant}");
        foreach (PlanArray array in plan.Arrays)
        {
            yield return $"array {array.Name} {Use(array)}{(array.IsGradient ? " gradient" : "")}";
        }

        foreach (Parameter parameter in rule.Parameters.Where(p => p.IsHost))
        {
            yield return $"host {parameter.Name} {parameter.Kind.ToString().ToLowerInvariant()}";
        }

        foreach (KeyValuePair<int, int> scalar in plan.ScalarSlots.OrderBy(s => s.Key))
        {
            yield return FormattableString.Invariant($"scalar {rule.Parameters[scalar.Key].Name} in {scalar.Value}");
        }

        for (int i = 0; i < rule.Results.Count; i++)
        {
            if (plan.ResultSlots[i] >= 0)
            {
                string name = rule.Results[i].Name.Length > 0 ? rule.Results[i].Name : "-";
                yield return FormattableString.Invariant($"result {name} {plan.ResultSlots[i]}");
            }
        }

        yield return FormattableString.Invariant($"constants {plan.Constants}");
        yield return FormattableString.Invariant($"slots {plan.Slots}");
        foreach (string line in plan.Passes.SelectMany(Lines))
        {
            yield return line;
        }
    }

    private static string Use(PlanArray array) => array.IsWritten ? array.IsRead ? "readwrite" : "write" : "read";

    private static IEnumerable<string> Lines(PassPlan pass)
    {
        yield return pass.IsFold ? "pass fold" : "pass map";
        foreach (LaneNode node in pass.Nodes)
        {
            yield return node.Op switch
            {
                LaneOp.Load => FormattableString.Invariant($"load {node.A}"),
                LaneOp.Constant => FormattableString.Invariant($"constant {node.A}"),
                _ => string.Join(" ", Fields(node)),
            };
        }

        foreach (LaneStore store in pass.Stores)
        {
            yield return FormattableString.Invariant($"store {store.Node} {store.Array}{(store.IsKept ? " kept" : "")}");
        }

        foreach (LaneReduction r in pass.Reductions)
        {
            string operands = r.B < 0 ? FormattableString.Invariant($"{r.A}") : FormattableString.Invariant($"{r.A} {r.B}");
            string kind = r.Op.ToString().Substring("Reduce".Length).ToLowerInvariant();
            yield return FormattableString.Invariant(
                $"reduce {kind} {operands} {r.Index} {r.Slot} {(r.IsGlobal ? "global" : "tensor")}");
        }

        yield return "end";
    }

    private static IEnumerable<string> Fields(LaneNode node)
    {
        yield return node.Arithmetic.ToString().ToLowerInvariant();
        foreach (int operand in new[] { node.A, node.B, node.C }.Where(o => o >= 0))
        {
            yield return FormattableString.Invariant($"{operand}");
        }
    }
}
