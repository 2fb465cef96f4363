using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>‖x' − x‖ ≤ by in every step of a run.</summary>
internal sealed class BoundedLaw(Rule rule, BoundedPromise promise) : PromiseLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput start = source.Start();
        var run = new RuleRun(subject, start);
        int x = RuleRun.ParameterOf(Rule);
        double[]? gradient = IsOptimizer ? start.Arrays[RuleRun.GradientOf(Rule)] : null;
        for (int t = 1; t <= steps; t++)
        {
            gradient = gradient is null ? null : source.Gradient(gradient, start.Arrays[x]);
            RuleInput before = run.Input;
            RuleOutput after = run.Advance(gradient);
            if (Step(subject, before, after, x, t) is string wrong)
            {
                return $"step {t}: {wrong}, from {Show(gradient is null ? before : before.With(RuleRun.GradientOf(Rule), gradient))}";
            }
        }

        return null;
    }

    /// <remarks>What a kernel may be off by in this step is its running error; what its states carry from the steps before, 64
    /// roundings for each.</remarks>
    private string? Step(RuleSubject subject, RuleInput before, RuleOutput after, int x, int t)
    {
        double size = Norms.Of(before.Arrays[x], promise.Norm);
        double bound = before.Evaluate(promise.By) * (promise.IsRelative ? size : 1);
        if (double.IsNaN(bound) || (promise.IsRelative && size == 0))
        {
            return null;
        }

        int[] known = [.. Enumerable.Range(0, before.Arrays[x].Length).Where(i => double.IsFinite(after.Slack[x][i]))];
        double moved = Norms.Of(known.Select(i => after.Arrays[x][i] - before.Arrays[x][i]), promise.Norm);
        double slack = Norms.Of(known.Select(i => after.Slack[x][i]), promise.Norm) + (RoundingsPerStep * t * subject.Roundoff * bound);
        Compared += known.Length;
        return moved <= bound + slack ? null : $"{Moved()} = {Show(moved)}, promised {Bound()} = {Show(bound)} (and {slack:G3} for rounding)";
    }

    /// <summary>What is bounded: “the greatest |x' − x|”.</summary>
    private string Moved()
    {
        string x = Rule.Parameters.Where(p => p.Kind == ParameterKind.Array).ElementAt(RuleRun.ParameterOf(Rule)).Name;
        return promise.Norm switch
        {
            ArrayNorm.Euclidean => $"‖{x}' − {x}‖₂",
            ArrayNorm.Sum => $"‖{x}' − {x}‖₁",
            _ => $"the greatest |{x}' − {x}|",
        };
    }

    /// <summary>By what: the name that the promise gives first.</summary>
    private string Bound()
    {
        string name = promise.Text.Split('"')[1];
        return promise.IsRelative ? $"at most {name}·‖x‖" : $"at most {name}";
    }
}
