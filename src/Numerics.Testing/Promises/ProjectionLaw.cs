using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>P(P(x)) = P(x), ‖P(x) − P(z)‖ ≤ ‖x − z‖, and ⟨x − P(x), P(z) − P(x)⟩ ≤ 0: the last alone says
/// that P(x) is the point of its range that is nearest to x.</summary>
internal sealed class ProjectionLaw(Rule rule, ProjectionPromise promise) : PromiseLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput atX = source.Any();
        RuleInput atZ = atX.With(0, source.Random.Next(3) == 0 ? Near(atX.Arrays[0], source) : source.Array());
        (double[] x, double[] z) = (atX.Arrays[0], atZ.Arrays[0]);
        (double[] p, double offP) = Project(subject, atX);
        (double[] q, double offQ) = Project(subject, atZ);
        (double[] again, double offAgain) = Project(subject, atX.With(0, p));
        if (!double.IsFinite(offP + offQ + offAgain))
        {
            return null;
        }

        Compared += x.Length;
        string? wrong = Idempotent(p, again, offP + offAgain)
            ?? NonExpansive(Norms.Minus(x, z), Norms.Minus(p, q), offP + offQ)
            ?? Nearest(Norms.Minus(x, p), Norms.Minus(q, p), offP + offQ);
        return wrong is null ? null : $"{wrong}, for {Show(atX)} and z = {Show(z)}";
    }

    private (double[] Point, double Off) Project(RuleSubject subject, RuleInput input)
    {
        RuleOutput output = subject.Run(input);
        int result = RuleShape.Of(Rule).Arrays.Count > input.Arrays.Length ? input.Arrays.Length : RuleRun.ParameterOf(Rule);
        return (output.Arrays[result], Norms.Of(output.Slack[result], ArrayNorm.Euclidean));
    }

    /// <summary>A point beside another, which a float has.</summary>
    private static double[] Near(double[] x, PromiseSource source) =>
        [.. x.Select(v => (double)(float)(v + (0.01 * (source.Random.NextDouble() - 0.5))))];

    private static string? Idempotent(double[] p, double[] again, double slack)
    {
        double moved = Norms.Of(Norms.Minus(again, p), ArrayNorm.Euclidean);
        return moved <= slack ? null : $"P(P(x)) = {Show(again)} is {Show(moved)} from P(x) = {Show(p)}";
    }

    private static string? NonExpansive(double[] between, double[] after, double slack)
    {
        (double apart, double then) = (Norms.Of(between, ArrayNorm.Euclidean), Norms.Of(after, ArrayNorm.Euclidean));
        return then <= (apart * (1 + (RoundingsPerStep * FloatFormat.DoubleRoundoff))) + slack
            ? null : $"‖x − z‖ = {Show(apart)} but ‖P(x) − P(z)‖ = {Show(then)}";
    }

    private static string? Nearest(double[] away, double[] along, double slack)
    {
        double scale = Norms.Of(away, ArrayNorm.Euclidean) + Norms.Of(along, ArrayNorm.Euclidean);
        double rounding = RoundingsPerStep * FloatFormat.DoubleRoundoff * Norms.Of(away, ArrayNorm.Euclidean)
            * Norms.Of(along, ArrayNorm.Euclidean);
        double product = Norms.Dot(away, along);
        return product <= (slack * (scale + slack)) + rounding
            ? null : $"⟨x − P(x), P(z) − P(x)⟩ = {Show(product)}: P(x) is not the nearest point";
    }
}
