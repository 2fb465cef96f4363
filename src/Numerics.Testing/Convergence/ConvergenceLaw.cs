using System.Globalization;
using System.Text;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The claim that of a family's problems nine in ten or more, or all, are minimised at a rate, and its
/// test.</summary>
/// <remarks>
/// A batch of <see cref="Runs"/> = 16 independent problems is run, and the claim rejected if at least
/// <see cref="Misses"/> miss the rate. If it holds, each misses with probability at most 0.1, so a batch rejects it
/// with probability at most P(Bin(16, 0.1) ≥ 14) = 9.7·10⁻¹³, whatever the distribution of rates. That is below <see cref="BatchLevel"/> = <see cref="SuiteLevel"/>/10⁵
/// = 10⁻¹¹: a suite of a thousand laws, each checked on a hundred batches, fails by chance with probability below 10⁻⁶
/// (Bonferroni). With more work asked for (<see cref="LawSettings.Amount"/>) the level of a batch is divided by it. A
/// batch ends as soon as its verdict is certain: a rule that keeps the law is run three times. A theorem holds for every
/// problem of the family (<see cref="Rate.IsForEveryProblem"/>): all sixteen are run, and one miss rejects it.
/// </remarks>
internal sealed class ConvergenceLaw(
    UpdateRule rule, Rate rate, Func<Problem, Hyperparameters> given, Func<Problem, int, Trajectory> run, double amount)
{
    public const int Runs = 16;
    public const double SuiteLevel = 1e-6;
    public const double BatchLevel = SuiteLevel / 1e5;
    private const double MissShare = 0.1;

    /// <summary>The least number of misses that rejects.</summary>
    public int Misses { get; } = rate.IsForEveryProblem ? 1 : LeastMisses(BatchLevel / Math.Max(1, amount));

    /// <summary>A theorem is refuted by the first; otherwise all that miss are shown.</summary>
    private int MostMisses => rate.IsForEveryProblem ? 1 : Runs;

    /// <summary>P(Bin(runs, share) ≥ misses).</summary>
    public static double ChanceOf(int misses)
    {
        double chance = 0;
        for (int k = Runs; k >= misses; k--)
        {
            double ways = 1;
            for (int i = 0; i < k; i++)
            {
                ways = ways * (Runs - i) / (i + 1);
            }

            chance += ways * Math.Pow(MissShare, k) * Math.Pow(1 - MissShare, Runs - k);
        }

        return chance;
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="problem">The problem of each run.</param>
    /// <param name="family">The family's name.</param>
    /// <exception cref="LawViolationException">The claim is rejected.</exception>
    public void Check(Func<int, Problem> problem, string family)
    {
        var missed = new List<(Problem Problem, string Measured)>();
        for (int i = 0; i < Runs && missed.Count < MostMisses && Runs - i + missed.Count >= Misses; i++)
        {
            Problem drawn = problem(i);
            Judgement judgement = rate.Judge(run(drawn, rate.Steps(drawn)));
            if (!judgement.IsMet)
            {
                missed.Add((drawn, judgement.Measured));
            }
        }

        if (missed.Count >= Misses)
        {
            throw new LawViolationException(Describe(missed, family));
        }
    }

    private static int LeastMisses(double level)
    {
        int misses = Runs;
        while (ChanceOf(misses - 1) <= level)
        {
            misses--;
        }

        return ChanceOf(misses) <= level ? misses : throw new ArgumentOutOfRangeException(
            nameof(level), level, $"No number of misses in {Runs} runs is that unlikely.");
    }

    private string Describe(List<(Problem Problem, string Measured)> missed, string family)
    {
        (Problem smallest, string measured) = missed.OrderBy(m => m.Problem.Dimension).First();
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"{rule.Name} does not minimise {family} at the claimed rate ({rate}).");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Smallest problem: {smallest}, start ({Join(smallest.Start)}): {measured}.");
        text.AppendLine(rate.IsForEveryProblem
            ? "It is claimed for every problem."
            : string.Create(CultureInfo.InvariantCulture, $"{missed.Count} of {Runs} problems miss it. If one in ten may, ")
                + string.Create(CultureInfo.InvariantCulture, $"{Misses} do once in {1 / ChanceOf(Misses):G2}."));
        text.AppendLine(CultureInfo.InvariantCulture, $"Hyperparameters: {Options(smallest)}");
        foreach ((Problem other, string found) in missed)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {other}: {found}");
        }

        return text.ToString();
    }

    private string Options(Problem problem)
    {
        IEnumerable<string> names = rule.Parameters
            .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar) && p.Role == ParameterRole.None)
            .Select(p => p.Name);
        return string.Join(", ", names.Zip(
            given(problem).OptionsFor(rule).Values, (name, value) => $"{name} = {value}"));
    }

    private static string Join(ReadOnlySpan<double> values)
        => string.Join(", ", values.ToArray().Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
