using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>ψ(tx + (1−t)z) ≤ tψ(x) + (1−t)ψ(z) − (σ/2)·t(1−t)·‖x − z‖² for t = ¼, ½, ¾.</summary>
/// <remarks>x and z have so few digits that tx + (1−t)z is exact in a float.</remarks>
internal sealed class StronglyConvexLaw(Rule rule, StronglyConvexPromise promise) : PromiseLaw(rule, promise)
{
    private const double Grid = 1.0 / 4096;
    private const int GreatestOnGrid = 16384;

    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        ArrayDomain domain = Rule.Parameters.First(p => p.Kind == ParameterKind.Array).Domain;
        RuleInput atX = source.Any();
        RuleInput atZ = atX.With(0, OnGrid(source, domain));
        atX = atX.With(0, OnGrid(source, domain));
        double[] x = atX.Arrays[0], z = atZ.Arrays[0];
        double modulus = promise.Modulus is null ? 1 : atX.Evaluate(promise.Modulus);
        (double ofX, double slackX) = Value(subject, atX);
        (double ofZ, double slackZ) = Value(subject, atZ);
        double distance = Norms.Of(Norms.Minus(x, z), promise.Norm);
        foreach (double t in new[] { 0.25, 0.5, 0.75 })
        {
            (double between, double slack) = Value(subject, atX.With(0, [.. x.Zip(z, (a, b) => (t * a) + ((1 - t) * b))]));
            double most = (t * ofX) + ((1 - t) * ofZ) - (modulus / 2 * t * (1 - t) * distance * distance);
            double rounding = slack + slackX + slackZ
                + (RoundingsPerStep * FloatFormat.DoubleRoundoff * (Math.Abs(ofX) + Math.Abs(ofZ) + (modulus * distance * distance)));
            if (!double.IsFinite(rounding) || double.IsPositiveInfinity(most))
            {
                continue;
            }

            Compared++;
            if (!(between <= most + rounding))
            {
                return $"at t = {Show(t)}, ψ is {Show(between)}, at most {Show(most)} (and {rounding:G3} for rounding) with σ = "
                    + $"{Show(modulus)}, for {Show(atX)} and z = {Show(z)}";
            }
        }

        return null;
    }

    private static (double Value, double Slack) Value(RuleSubject subject, RuleInput input)
    {
        RuleOutput output = subject.Run(input);
        return (output.Numbers[0], output.NumberSlack[0]);
    }

    private static double[] OnGrid(PromiseSource source, ArrayDomain domain) => domain switch
    {
        ArrayDomain.Box or ArrayDomain.Simplex => source.Array(domain),
        _ => [.. Enumerable.Range(0, source.Length).Select(_ =>
            Grid * source.Random.Next(domain == ArrayDomain.NonNegative ? 0 : -GreatestOnGrid, GreatestOnGrid + 1))],
    };
}
