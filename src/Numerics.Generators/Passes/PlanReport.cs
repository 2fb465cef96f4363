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

        ReportMissingOptimizer(rule, sink, at);
        VariantPlan worst = plans.Variants.OrderByDescending(v => v.Traffic - v.MinimumTraffic).First();
        if (worst.Traffic > worst.MinimumTraffic)
        {
            sink.Report(Descriptors.AboveMinimum, at, rule.Method, worst.Traffic, worst.MinimumTraffic, Reason(worst));
        }
    }

    public static void Report(RuleModel rule, ProgramSet? plans, DiagnosticSink sink, Location? at)
    {
        if (plans is null)
        {
            sink.Report(Descriptors.TooManyVariants, at, rule.Method);
        }
    }

    /// <summary>A rule whose parameter and gradient are there, but whose result has no name, may be meant as an optimizer.</summary>
    private static void ReportMissingOptimizer(RuleModel rule, DiagnosticSink sink, Location? at)
    {
        List<string> arrays = rule.Parameters.Where(p => p.Kind == ParameterKind.Array).Select(p => p.Name).ToList();
        string? parameter = arrays.FirstOrDefault(n => n is not ("g" or "gradient"));
        bool hasGradient = arrays.Any(n => n is "g" or "gradient");
        if (!rule.IsOptimizer && hasGradient && parameter is not null
            && rule.Results.Any(r => r.Kind == Kind.Vec && r.Name.Length == 0))
        {
            sink.Report(Descriptors.NoOptimizer, at, rule.Method, parameter);
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
