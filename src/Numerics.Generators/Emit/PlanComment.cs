using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>A plan for the reader: the header of a file, and the formulas of a pass.</summary>
internal static class PlanComment
{
    private const int WidestFormula = 112;

    /// <summary>One line for each pass of a variant, and the traffic.</summary>
    public static IEnumerable<string> Header(VariantPlan plan)
    {
        for (int p = 0; p < plan.Passes.Count; p++)
        {
            PassPlan pass = plan.Passes[p];
            string reduces = pass.Reductions.Count == 0 ? "" : $"; reduces {Count(pass.Reductions.Count, "number")}";
            yield return FormattableString.Invariant(
                $"pass {p + 1} of {plan.Passes.Count}: reads {Arrays(plan, pass.Reads)}; ")
                + $"writes {Arrays(plan, pass.Stores.Select(s => s.Array))}{reduces}; {Count(Operations(pass), "operation")}";
            foreach (LaneStore kept in pass.Stores.Where(s => s.IsKept))
            {
                yield return Kept(plan, pass, kept);
            }
        }

        yield return FormattableString.Invariant(
            $"traffic: {plan.Traffic} elements per element (least {plan.MinimumTraffic}): ")
            + FormattableString.Invariant($"{4 * plan.Traffic} bytes in float, {8 * plan.Traffic} in double");
    }

    /// <summary>What a pass computes, as mathematics: the author's named values, then what is stored and reduced.</summary>
    public static IEnumerable<string> Formulas(VariantPlan plan, int number)
    {
        PassPlan pass = plan.Passes[number];
        yield return FormattableString.Invariant(
            $"Pass {number + 1} of {plan.Passes.Count}: reads {Arrays(plan, pass.Reads)}; ")
            + $"writes {Arrays(plan, pass.Stores.Select(s => s.Array))}.";
        var formula = new Formula(plan, pass);
        for (int i = 0; i < pass.Nodes.Count; i++)
        {
            if (pass.Nodes[i].Op == LaneOp.Arithmetic && pass.Nodes[i].Name.Length > 0)
            {
                yield return Cut($"  {pass.Nodes[i].Name} = {formula.Compute(i)}");
            }
        }

        foreach (LaneStore store in pass.Stores)
        {
            yield return Cut($"  {plan.Arrays[store.Array].Name} ← {formula.Spell(store.Node)}{(store.IsKept ? ", for later passes" : "")}");
        }

        foreach (LaneReduction r in pass.Reductions)
        {
            string sign = r.Op == Op.ReduceMin ? "min" : r.Op == Op.ReduceMax ? "max" : "Σ";
            string factor = r.B < 0 ? "" : "·" + formula.Factor(r.B);
            yield return Cut(FormattableString.Invariant($"  values[{r.Slot}] = {sign} {formula.Factor(r.A)}{factor}"));
        }
    }

    private static string Kept(VariantPlan plan, PassPlan pass, LaneStore kept) => FormattableString.Invariant(
        $"  keeps {new Formula(plan, pass).Spell(kept.Node)} in {plan.Arrays[kept.Array].Name} for later passes: storing and loading it ")
        + FormattableString.Invariant(
            $"moves 8 bytes in float, 16 in double; an elementary function again counts as {4 * PlanCost.OfFunction} and ")
        + FormattableString.Invariant($"{8 * PlanCost.OfFunction}");

    private static string Cut(string line) => line.Length <= WidestFormula ? line : line.Substring(0, WidestFormula - 1) + "…";

    private static string Arrays(VariantPlan plan, IEnumerable<int> arrays) =>
        string.Join(", ", arrays.OrderBy(a => a).Select(a => plan.Arrays[a].Name).DefaultIfEmpty("nothing"));

    private static string Count(int count, string what) =>
        FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static int Operations(PassPlan pass) =>
        pass.Nodes.Sum(n => n.Op != LaneOp.Arithmetic ? 0 : n.Arithmetic is Op.Mad or Op.Fma ? 2 : 1)
        + pass.Reductions.Sum(r => r.Op == Op.ReduceDot ? 2 : 1);
}
