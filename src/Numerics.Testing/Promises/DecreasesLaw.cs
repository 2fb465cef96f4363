using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>V(x', …) ≤ factor·V(x, …) in every step of a run.</summary>
internal sealed class DecreasesLaw(Rule rule, DecreasesPromise promise) : PromiseLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput start = source.Start();
        var run = new RuleRun(subject, start);
        double[]? gradient = IsOptimizer ? start.Arrays[RuleRun.GradientOf(Rule)] : null;
        for (int t = 1; t <= steps; t++)
        {
            gradient = gradient is null ? null : source.Gradient(gradient, start.Arrays[RuleRun.ParameterOf(Rule)]);
            RuleInput before = run.Input;
            RuleOutput after = run.Advance(gradient);
            double factor = promise.Factor is null ? 1 : before.Evaluate(promise.Factor);
            double allowed = factor * before.Evaluate(promise.Potential);
            if (!(factor >= 0) || double.IsPositiveInfinity(allowed))
            {
                continue;
            }

            double reached = run.Input.Evaluate(promise.Potential);
            double slack = Slack(run.Input, after.Slack) + (factor * Slack(before, null));
            Compared++;
            if (!(reached <= allowed + slack))
            {
                return $"step {t}: the potential becomes {Show(reached)}, at most {Show(allowed)} (and {slack:G3} for rounding), from "
                    + Show(gradient is null ? before : before.With(RuleRun.GradientOf(Rule), gradient));
            }
        }

        return null;
    }

    /// <summary>How much the potential changes where each element may be off by its slack, and by what the potential's own
    /// roundings amount to, taken as roundings of its elements: each in turn, both ways.</summary>
    private double Slack(RuleInput at, double[][]? slack)
    {
        double value = at.Evaluate(promise.Potential);
        double sum = RoundingsPerStep * FloatFormat.DoubleRoundoff * Math.Abs(value);
        for (int k = 0; k < at.Arrays.Length; k++)
        {
            for (int i = 0; i < at.Arrays[k].Length; i++)
            {
                double own = (at.Arrays[k].Length + RoundingsPerStep) * FloatFormat.DoubleRoundoff * Math.Abs(at.Arrays[k][i]);
                double by = (slack?[k][i] ?? 0) + own;
                sum += Math.Max(Change(at, k, i, by, value), Change(at, k, i, -by, value));
            }
        }

        return sum;
    }

    private double Change(RuleInput at, int array, int element, double by, double value)
    {
        double[] moved = [.. at.Arrays[array]];
        moved[element] += by;
        double change = Math.Abs(at.With(array, moved).Evaluate(promise.Potential) - value);
        return double.IsNaN(change) ? double.PositiveInfinity : change;
    }
}
