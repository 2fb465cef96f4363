using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Oracle (a) for programs: runs a plan step by step in the program's own element type, with the plan's contraction and the
/// fixed orders of reductions, in plain scalar loops. A CPU kernel equals it to the bit (NaN equals NaN of any payload).</summary>
public static class ProgramInterpreter
{
    /// <summary>Runs a rule on a case, in place, in the variant that the host values choose.</summary>
    public static void Run<T>(ProgramRule rule, ContractionClass contraction, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(rule, contraction, of, noise: null);

    /// <summary>A run whose rounded results are moved.</summary>
    internal static void Run<T>(ProgramRule rule, ContractionClass contraction, ProgramCase<T> of, RoundingNoise? noise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int variant = rule.VariantOf(of.Host);
        ProgramPlan plan = rule.Plans[variant];
        rule.Lengths(variant, of.Host, of.Axes);
        var run = new ProgramRun<T>(
            plan, of, contraction, (stage, values) => rule.Scalars(variant, stage, of.Host, of.Axes, values), noise);
        run.Run(plan.Items);
        of.Results = [.. plan.Results.Select(r => run.Values[r.Slot])];
    }
}
