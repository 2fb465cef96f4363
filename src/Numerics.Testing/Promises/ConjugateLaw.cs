using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>κ(x) + κ*(y) ≥ ⟨x, y⟩, with equality at y = ∇κ(x), and κ(z) ≥ κ(x) + ⟨∇κ(x), z − x⟩.</summary>
/// <remarks>κ is the rule, run as its subject; κ* and ∇κ are definitions.</remarks>
internal sealed class ConjugateLaw(Rule rule, ConjugatePromise promise) : PromiseLaw(rule, promise)
{
    /// <summary>Roundings of a function of an element, with an exponential's argument (at most 745 in magnitude) among them, which
    /// multiplies its own rounding.</summary>
    private const double RoundingsPerTerm = 1024;

    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput atX = source.Any();
        RuleInput atZ = atX.With(0, source.Array());
        double[] x = atX.Arrays[0], z = atZ.Arrays[0];
        double[] gradient = atX.Evaluate(promise.Subgradient);
        double[] other = atZ.Evaluate(promise.Subgradient);
        double[] mirrored = atX.With(0, [.. z.Select(v => -v)]).Evaluate(promise.Subgradient);
        (double kx, double slackX) = Potential(subject, atX);
        (double kz, double slackZ) = Potential(subject, atZ);
        if (!double.IsFinite(slackX + slackZ))
        {
            return null;
        }

        Compared += x.Length;
        double share = source.Random.NextDouble();
        double[] within = [.. other.Zip(mirrored, (a, b) => (share * a) + ((1 - share) * b))];
        string? wrong = Equality(atX, kx, slackX, gradient)
            ?? Inequality(atX, kx, slackX, other) ?? Inequality(atX, kx, slackX, within)
            ?? Support(x, z, kx, kz, slackX + slackZ, gradient);
        return wrong is null ? null : $"{wrong}, for {Show(atX)} and z = {Show(z)}";
    }

    private static (double Value, double Slack) Potential(RuleSubject subject, RuleInput input)
    {
        RuleOutput output = subject.Run(input);
        return (output.Numbers[0], output.NumberSlack[0]);
    }

    private static double Rounding(double scale, int length) =>
        (RoundingsPerTerm + length) * FloatFormat.DoubleRoundoff * scale;

    private string? Equality(RuleInput atX, double kx, double slack, double[] y)
    {
        double conjugate = atX.With(0, y).Evaluate(promise.Conjugate);
        double product = Norms.Dot(atX.Arrays[0], y);
        double most = slack + Rounding(1 + Math.Abs(kx) + Size(atX.Arrays[0], y), y.Length);
        return Math.Abs(kx + conjugate - product) <= most
            ? null
            : $"at y = ∇κ(x) = {Show(y)}, κ(x) + κ*(y) = {Show(kx + conjugate)} but ⟨x, y⟩ = {Show(product)} (±{most:G3})";
    }

    private string? Inequality(RuleInput atX, double kx, double slack, double[] y)
    {
        double conjugate = atX.With(0, y).Evaluate(promise.Conjugate);
        double product = Norms.Dot(atX.Arrays[0], y);
        double most = slack + Rounding(1 + Math.Abs(kx) + Size(atX.Arrays[0], y), y.Length);
        return kx + conjugate >= product - most
            ? null : $"at y = {Show(y)}, κ(x) + κ*(y) = {Show(kx + conjugate)} is less than ⟨x, y⟩ = {Show(product)} (−{most:G3})";
    }

    private static string? Support(double[] x, double[] z, double kx, double kz, double slack, double[] gradient)
    {
        double[] way = Norms.Minus(z, x);
        double least = kx + Norms.Dot(gradient, way);
        double most = slack + Rounding(Math.Abs(kx) + Math.Abs(kz) + Size(gradient, way), x.Length);
        return kz >= least - most ? null : $"κ(z) = {Show(kz)} is less than κ(x) + ⟨∇κ(x), z − x⟩ = {Show(least)} (−{most:G3})";
    }

    private static double Size(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a * b)).Sum();
}
