using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Each step of a run is the other rule's, from the same arguments.</summary>
internal sealed class ReducesToLaw(Rule rule, ReducesToPromise promise) : PromiseLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput start = IsOptimizer ? source.Start() : source.Any();
        var run = new RuleRun(subject, start);
        RuleSubject other = subject.For(promise.Rule);
        double[]? gradient = IsOptimizer ? start.Arrays[RuleRun.GradientOf(Rule)] : null;
        for (int t = 1; t <= (IsOptimizer ? steps : 1); t++)
        {
            gradient = gradient is null ? null : source.Gradient(gradient, start.Arrays[RuleRun.ParameterOf(Rule)]);
            RuleInput before = gradient is null ? run.Input : run.Input.With(RuleRun.GradientOf(Rule), gradient);
            RuleOutput ours = run.Advance(gradient);
            RuleOutput theirs = other.Run(Arguments(before));
            if (Difference(subject, ours, theirs) is string wrong)
            {
                return $"step {t}: {wrong}, from {Show(before)}";
            }
        }

        return null;
    }

    private RuleInput Arguments(RuleInput ours) => new(
        [.. promise.Arrays.Select(k => ours.Arrays[k])],
        [.. promise.Scalars.Select(k => ours.Scalars[k])],
        [.. promise.Host.Select(h => h.Host < 0 ? h.Value : ours.Host[h.Host])]);

    private string? Difference(RuleSubject subject, RuleOutput ours, RuleOutput theirs)
    {
        // The other's arrays are some of ours; new arrays correspond in order.
        int declared = Rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        int[] positions = [.. promise.Arrays, .. Enumerable.Range(declared, theirs.Arrays.Length)];
        for (int k = 0; k < theirs.Arrays.Length && positions[k] < ours.Arrays.Length; k++)
        {
            int mine = positions[k];
            double greatest = Norms.Of(theirs.Arrays[k].Where(double.IsFinite), ArrayNorm.Greatest);
            for (int i = 0; i < theirs.Arrays[k].Length; i++)
            {
                double slack = Slack(subject, ours.Slack[mine][i] + theirs.Slack[k][i], greatest);
                if (!Agrees(ours.Arrays[mine][i], theirs.Arrays[k][i], slack))
                {
                    return $"{promise.Rule.Name} gives {promise.Rule.Plans[0].Arrays[k].Name}[{i}] = {Show(theirs.Arrays[k][i])}, "
                        + $"the rule {Show(ours.Arrays[mine][i])} (±{slack:G3})";
                }
            }
        }

        return Numbers(subject, ours, theirs);
    }

    private string? Numbers(RuleSubject subject, RuleOutput ours, RuleOutput theirs)
    {
        for (int r = 0; r < theirs.Numbers.Length && r < ours.Numbers.Length; r++)
        {
            double slack = Slack(subject, ours.NumberSlack[r] + theirs.NumberSlack[r], Math.Abs(theirs.Numbers[r]));
            if (!Agrees(ours.Numbers[r], theirs.Numbers[r], slack))
            {
                return $"{promise.Rule.Name} gives the number {Show(theirs.Numbers[r])}, the rule {Show(ours.Numbers[r])} (±{slack:G3})";
            }
        }

        return null;
    }

    /// <remarks>Definitions agree but for the roundings promised, kernels also within their running errors: their plans may contract
    /// differently.</remarks>
    private double Slack(RuleSubject subject, double running, double scale) =>
        (promise.Roundings * subject.Roundoff * scale) + (subject.IsDefinition ? 0 : running);

    private bool Agrees(double mine, double theirs, double slack)
    {
        Compared += double.IsFinite(slack) ? 1 : 0;
        return mine.Equals(theirs) || mine == theirs || Math.Abs(mine - theirs) <= slack || double.IsPositiveInfinity(slack);
    }
}
