using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Runs a rule for an element type that the caller has as a type argument.</summary>
internal static class RuleRuns
{
    public static void Run<T>(this UpdateRule rule, int variant, Batch<T> batch)
        where T : unmanaged
    {
        if (batch is Batch<float> single)
        {
            rule.Run(variant, single);
        }
        else if (batch is Batch<double> twice)
        {
            rule.Run(variant, twice);
        }
    }
}
