using System.Globalization;

namespace Numerics.Testing;

/// <summary>The gap falls as a power of t. Fitted through the mean gaps of twelve stretches of time, each longer than
/// the last by the same factor; the first thirtieth of the run is left out.</summary>
internal sealed record SublinearRate(Func<Problem, double> Power, bool IsExact) : Rate(_ => 3000)
{
    /// <summary>What a first-order asymptotic exponent may be off over a run of this length.</summary>
    private const double Slack = 0.1;

    private const int Stretches = 12;
    private const double LeftOut = 1.0 / 30;

    public override Judgement Judge(Trajectory run)
    {
        if (!run.IsFinite)
        {
            return new Judgement(false, $"the gap is {run.Gaps[^1]} after {run.Steps} steps");
        }

        double power = Power(run.Problem);
        if (run.ReachedFloor)
        {
            return new Judgement(!IsExact, $"the gap is at the floor after {run.Steps} steps, claimed t^−{power:G4}");
        }

        double slope = LineFit.Through([.. Means(run)]).Slope;
        return new Judgement(
            IsExact ? Math.Abs(slope + power) <= Slack : slope <= Slack - power,
            string.Create(CultureInfo.InvariantCulture, $"the gap falls as t^{slope:F3}, claimed t^−{power:G4}"));
    }

    public override string ToString() => IsExact ? "sublinear with an exact power" : "sublinear by a power";

    private static IEnumerable<(double X, double Y)> Means(Trajectory run)
    {
        double growth = Math.Pow(1 / LeftOut, 1.0 / Stretches);
        for (int i = 0; i < Stretches; i++)
        {
            int first = (int)(run.Steps * LeftOut * Math.Pow(growth, i)) + 1;
            int last = Math.Min(run.Steps, Math.Max(first, (int)(run.Steps * LeftOut * Math.Pow(growth, i + 1))));
            double mean = Enumerable.Range(first, last - first + 1).Average(k => run.Gaps[k]);
            yield return ((Math.Log(first) + Math.Log(last)) / 2, Math.Log(mean));
        }
    }
}

/// <summary>The gap has fallen to a share of the first.</summary>
internal sealed record ReachingRate(double Tolerance, int Length) : Rate(_ => Length)
{
    public override Judgement Judge(Trajectory run)
    {
        double share = run.Gaps[^1] / run.Gaps[0];
        return new Judgement(
            share <= Tolerance,
            string.Create(CultureInfo.InvariantCulture, $"the gap is {share:G3} of the first after {run.Steps} steps"));
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"to {Tolerance:G3} of the first gap in {Length} steps");
}

/// <summary>Half of the gap is gone at a certain step.</summary>
internal sealed record ArrivingRate(double At, double Within) : Rate(_ => (int)(2 * At * (1 + Within)) + 2)
{
    public override Judgement Judge(Trajectory run)
    {
        int step = 0;
        while (step <= run.Steps && !(run.Gaps[step] <= run.Gaps[0] / 2))
        {
            step++;
        }

        string measured = step > run.Steps ? $"not within {run.Steps} steps" : $"after {step} steps";
        return new Judgement(
            Math.Abs(step - At) <= Within * At + 1,
            string.Create(CultureInfo.InvariantCulture, $"half of the gap is gone {measured}, claimed {At:G5}"));
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"half of the gap in {At:G5} steps ± {Within:P0}");
}

/// <summary>The gap stays about a level.</summary>
internal sealed record SettlingRate(Func<Problem, double> Level, int Length) : Rate(_ => Length)
{
    /// <summary>Of the level. The mean of 2000 gaps with a correlation time of some ten steps strays by a few
    /// hundredths.</summary>
    private const double Slack = 0.25;

    public override Judgement Judge(Trajectory run)
    {
        double level = Level(run.Problem);
        double mean = run.Gaps.Skip(run.Gaps.Count / 2).Average();
        return new Judgement(
            Math.Abs(mean - level) <= Slack * level,
            string.Create(CultureInfo.InvariantCulture, $"the gap stays about {mean:G4}, claimed {level:G4}"));
    }

    public override string ToString() => "to the level that noise leaves";
}
