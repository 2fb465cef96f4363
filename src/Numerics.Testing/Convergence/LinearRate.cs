using System.Globalization;

namespace Numerics.Testing;

/// <summary>The gap falls by a factor a step. The slope is that of log gap over the second half of the run down to the
/// floor: by then all but the slowest part has gone.</summary>
internal sealed record LinearRate(Func<Problem, double>? Factor, bool IsExact, Func<Problem, int> Length) : Rate(Length)
{
    /// <summary>Of the logarithm of the factor. What is left of other eigenvectors after half of a fall by 10⁻²⁰ is
    /// 10⁻¹⁰ or less of the gap where eigenvalues differ by a factor of two.</summary>
    private const double Slack = 0.02;

    private const double LeastFall = 1e-3;

    public override Judgement Judge(Trajectory run)
    {
        if (!run.IsFinite)
        {
            return new Judgement(false, $"the gap is {run.Gaps[^1]} after {run.Steps} steps");
        }

        double fall = run.Gaps[^1] / run.Gaps[0];
        if (!(fall <= LeastFall))
        {
            return new Judgement(
                false, Say($"in {run.Steps} steps the gap falls to {fall:G3} of the first, too little for a rate"));
        }

        return Factor is null ? JudgeShape(run) : JudgeSlope(run, Math.Log(Factor(run.Problem)));
    }

    public override string ToString()
        => Factor is null ? "linear" : IsExact ? "linear with an exact factor" : "linear by a factor";

    private Judgement JudgeSlope(Trajectory run, double claim)
    {
        double slope = LineFit.Through([.. Logarithms(run, run.Steps / 2)]).Slope;
        double off = (slope - claim) / -claim;
        return new Judgement(
            IsExact ? Math.Abs(off) <= Slack : off <= Slack,
            Say($"the gap falls by {Math.Exp(slope):G8} a step, claimed {Math.Exp(claim):G8}"));
    }

    private static Judgement JudgeShape(Trajectory run)
    {
        (double X, double Y)[] points = [.. Logarithms(run, Math.Max(1, run.Steps / 8))];
        double straight = LineFit.Through(points).Residual;
        double power = LineFit.Through([.. points.Select(p => (Math.Log(p.X), p.Y))]).Residual;
        return new Judgement(
            straight < power,
            Say($"log gap is {straight:G3} from a line in t, {power:G3} from a line in log t (sums of squares)"));
    }

    private static IEnumerable<(double X, double Y)> Logarithms(Trajectory run, int first)
        => Enumerable.Range(first, run.Steps + 1 - first).Where(k => run.Gaps[k] > 0)
            .Select(k => ((double)k, Math.Log(run.Gaps[k])));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
