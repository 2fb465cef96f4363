using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>With zero gradients an optimizer stands still, and its states stay finite.</summary>
internal sealed class FixedPointLaw(Rule rule, FixedPointPromise promise) : PromiseLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput start = source.Start();
        var run = new RuleRun(subject, start);
        int x = RuleRun.ParameterOf(Rule);
        for (int t = 1; t <= steps; t++)
        {
            RuleOutput after = run.Advance(new double[source.Length]);
            Compared += source.Length;
            if (!after.Arrays[x].SequenceEqual(start.Arrays[x]))
            {
                return $"step {t}: x becomes {Show(after.Arrays[x])}, from {Show(start)} and a zero gradient";
            }

            if (after.Arrays.Any(a => a.Any(v => !double.IsFinite(v))) || after.Numbers.Any(n => !double.IsFinite(n)))
            {
                return $"step {t}: a state is not finite: {Show(run.Input)}";
            }
        }

        return null;
    }
}
