using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>What the user is told about a rule's plans: too many of them, or more traffic than the least.</summary>
internal static class PlanReport
{
    public static void Report(RuleModel rule, PlanSet? plans, DiagnosticSink sink, Location? at)
    {
        if (plans is null)
        {
            sink.Report(Descriptors.TooManyVariants, at, rule.Method);
            return;
        }

        VariantPlan worst = plans.Variants.OrderByDescending(v => v.Traffic - v.MinimumTraffic).First();
        if (worst.Traffic > worst.MinimumTraffic)
        {
            sink.Report(Descriptors.AboveMinimum, at, rule.Method, worst.Traffic, worst.MinimumTraffic, Reason(worst));
        }
    }

    private static string Reason(VariantPlan plan)
    {
        IEnumerable<string> again = plan.Passes.Skip(1).SelectMany(p => p.Reads).Distinct()
            .Where(a => plan.Passes.Count(p => p.Reads.Contains(a)) > 1 || plan.Arrays[a].IsWritten)
            .Select(a => plan.Arrays[a].Name);
        return $"{plan.Passes[0].Reductions.Count} reductions must be known before pass 2, which reads "
            + string.Join(", ", again.DefaultIfEmpty("its arrays")) + " again";
    }
}
