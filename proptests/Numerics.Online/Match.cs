using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>What came of a learner against its losses.</summary>
/// <param name="Points">xₜ.</param>
/// <param name="Gradients">gₜ.</param>
/// <param name="Rates">ηₜ.</param>
/// <param name="Deviations">‖gₜ − Mₜ‖², in the dual norm.</param>
/// <param name="Variation">V̄ as the kernel has it.</param>
public sealed record Match(
    List<double[]> Points, List<double[]> Gradients, List<double> Rates, List<double> Deviations, double Variation)
{
    /// <summary>Σ g.</summary>
    public double[] Sum => [.. Enumerable.Range(0, Points[0].Length).Select(i => Gradients.Sum(g => g[i]))];

    /// <summary>Σ‖x_t − x_{t−1}‖².</summary>
    public double Moves => Points.Zip(Points.Skip(1), Arena.SquaredDistance).Sum();

    /// <summary>Σ⟨g, x − u⟩.</summary>
    public double Regret(double[] u) => Points.Zip(Gradients, Arena.Dot).Sum() - Arena.Dot(Sum, u);

    /// <summary>Plays the rule's kernel in an arena.</summary>
    public static Match Play(
        Arena arena, SeaEnvironment environment, StepSize steps, int rounds,
            Optimism optimism = Optimism.LastGradient) =>
        Play(arena.Step, arena.Start(environment.Dimension), arena.Start(environment.Dimension), environment, steps,
            rounds, optimism, Arena.SquaredDistance);

    /// <summary>Plays a learner in double; rates and deviations stay unknown.</summary>
    public static Match Play(OnlineLearner<double> learner, SeaEnvironment environment, int rounds)
    {
        var match = new Match([], [], [], [], double.NaN);
        for (int t = 1; t <= rounds; t++)
        {
            double[] x = learner.Decide().ToArray(), g = new double[x.Length];
            environment.Next(x, g);
            match.Points.Add(x);
            match.Gradients.Add(g);
            learner.Observe(g);
        }

        return match;
    }

    /// <summary>Plays a rule's kernel.</summary>
    public static Match Play(
        Round step, double[] start, double[] secondary, SeaEnvironment environment, StepSize steps, int rounds,
        Optimism optimism, Func<double[], double[], double> deviation)
    {
        (double[] x, double[] hint) = ([.. start], new double[start.Length]);
        double variation = 0;
        var match = new Match([], [], [], [], 0);
        for (int t = 1; t <= rounds; t++)
        {
            var g = new double[x.Length];
            environment.Next(x, g);
            match.Points.Add([.. x]);
            match.Gradients.Add(g);
            match.Rates.Add(steps.Rate(t, variation));
            match.Deviations.Add(deviation(g, hint));
            step(x, secondary, hint, g, ref variation, new MirrorRound(
                optimism, t, steps.Scale(t), steps.Scale(t + 1), steps.Offset, steps.Growth));
        }

        return match with { Variation = variation };
    }
}
