using System.Numerics.Tensors;
using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>The ensemble for comparators that move.</summary>
public class EnsembleLaws
{
    /// <summary>Sums of at most 600 terms in double.</summary>
    private const double Rounding = 1e-9;

    /// <summary>P4, for every learner of the pool and for comparators that stand still, jump and wander.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Dynamic_regret_keeps_its_bound(int seed)
    {
        const double Radius = 1;
        var random = new Random(seed);
        int n = 1 + (seed % 4);
        foreach (SeaEnvironment environment in SeaEnvironment.All(n, seed))
        {
            double smoothness = Math.Pow(10, random.NextDouble() - 2), g = environment.GradientBound(Radius);
            double diameter = 2 * Radius, epsilon = random.NextDouble() / (8 * diameter * diameter * smoothness);
            double[] rates = DynamicRates(diameter, g, smoothness, 400);
            var run = new Run(n, rates, 2 * smoothness, epsilon, Radius);
            for (int t = 0; t < 400; t++)
            {
                run.Round(environment);
            }

            foreach (int every in new[] { 1000, 100, 7 })
            {
                double[][] u = [.. Enumerable.Range(0, 400).Select(t => Point(seed + (t / every), n, Radius))];
                double path = u.Zip(u.Skip(1), (a, b) => Math.Sqrt(Arena.SquaredDistance(a, b))).Sum();
                double regret = run.Points.Select(
                    (x, t) => Arena.Dot(run.Gradients[t], x) - Arena.Dot(run.Gradients[t], u[t])).Sum();
                foreach (double rate in rates)
                {
                    double bound = (Math.Log(rates.Length) / epsilon) + (
                        ((epsilon * diameter * diameter) + rate) * run.Variation)
                        + (((diameter * diameter) + (2 * diameter * path)) / (2 * rate)) - (
                            run.WeightMoves / (4 * epsilon)) - run.Charged;
                    Assert.True(regret <= bound + (Rounding * Math.Abs(bound)),
                        $"{environment.Name}, seed {seed}: {regret} exceeds {bound}");
                }
            }
        }
    }

    /// <summary>P4 of the learners themselves, on the ball and on a box: with the best of the pool.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Learners_keep_their_bound(int seed)
    {
        const int Rounds = 300;
        int n = 1 + (seed % 3);
        foreach (bool isBall in new[] { true, false })
        {
            foreach (SeaEnvironment environment in SeaEnvironment.All(n, seed))
            {
                double g = environment.GradientBound(0), size = isBall ? 1 : 1 / Math.Sqrt(n);
                var options = new DynamicEnsemble.Options { Horizon = Rounds, GradientBound = g, Smoothness = 0.05 };
                using DynamicEnsemble.Learner learner = isBall
                    ? DynamicEnsemble.Learner.Ball(n, 1, options)
                    : DynamicEnsemble.Learner.Box(n, -size, size, options);
                Match match = Match.Play(learner, environment, Rounds);
                foreach (int every in new[] { 1000, 50, 5 })
                {
                    double[][] u = [.. Enumerable.Range(0, Rounds).Select(t => Point(seed + (t / every), n, size))];
                    double path = u.Zip(u.Skip(1), (a, b) => Math.Sqrt(Arena.SquaredDistance(a, b))).Sum();
                    double regret = match.Points.Select((x, t) =>
                        Arena.Dot(match.Gradients[t], x) - Arena.Dot(match.Gradients[t], u[t])).Sum();
                    Assert.InRange(regret, double.NegativeInfinity, learner.RegretBound(path));
                }
            }
        }
    }

    /// <summary>9. One learner's ensemble is the learner.</summary>
    [Fact]
    public void An_ensemble_of_one_is_its_learner()
    {
        const int N = 3;
        var run = new Run(N, [0.1], 0.5, 1, 1);
        double[] x = new double[N], secondary = new double[N], hint = new double[N];
        double variation = 0;
        SeaEnvironment environment = SeaEnvironment.Drifting(N, 1, 0.1, 20);
        for (int t = 1; t <= 200; t++)
        {
            run.Round(environment);
            Assert.Equal([1], run.Weights);
            OptimisticBall.Step(secondary, hint, run.Gradients[^1], x, ref variation, 1, Optimism.LastGradient, t,
                0.1, 0.1);
            Assert.All(x.Zip(run.X), p => Assert.Equal(p.First, p.Second, 1e-12));
        }

        Assert.Equal(1, run.Variation / variation, 1e-12);
    }

    /// <summary>9. Weights are a distribution, and a constant added to all of Λ changes nothing.</summary>
    [Fact]
    public void Weights_are_a_distribution_that_constants_leave_alone()
    {
        double[] rates = [0.01, 0.05, 0.2];
        (Run run, Run shifted) = (new Run(2, rates, 0.5, 0.7, 1), new Run(2, rates, 0.5, 0.7, 1));
        shifted.Shift(5);
        (SeaEnvironment a, SeaEnvironment b) = (
            SeaEnvironment.Piecewise(2, 4, 0.2, 25), SeaEnvironment.Piecewise(2, 4, 0.2, 25));
        for (int t = 0; t < 200; t++)
        {
            run.Round(a);
            shifted.Round(b);
            Assert.Equal(1, run.Weights.Sum(), 1e-12);
            Assert.All(run.Weights, p => Assert.InRange(p, 0, 1));
            Assert.All(run.X.Zip(shifted.X), p => Assert.Equal(p.First, p.Second, 1e-9));
        }
    }

    /// <summary>Protocol C: ten jumps of the best point in 4000 rounds. The ensemble is at least twice as good as the
    /// worse of the pool's extreme steps alone and at most three times as bad as the better.</summary>
    [Theory]
    [InlineData(0.05, 0.1)]
    [InlineData(0.5, 0.1)]
    [InlineData(1, 0.3)]
    public void Protocol_C_is_reproduced(double smoothness, double noise)
    {
        const int Rounds = 4000;
        double g = (2 * smoothness) + (noise * Math.Sqrt(3));
        foreach (bool adaptive in new[] { false, true })
        {
            using DynamicEnsemble.Learner ensemble = DynamicEnsemble.Learner.Ball(3, 1, new()
            {
                Horizon = Rounds,
                GradientBound = g,
                Smoothness = smoothness,
                HasAdaptiveMetaRate = adaptive,
            });
            double together = Tracking(ensemble.Decide, ensemble.Observe, smoothness, noise, Rounds);
            double[] alone = [Single(ensemble.Rates[0], smoothness, noise, Rounds),
                Single(ensemble.Rates[^1], smoothness, noise, Rounds)];
            Assert.True(together <= alone.Max() / 2, $"{together} against {alone.Max()}");
            Assert.True(together <= 3 * alone.Min(), $"{together} against {alone.Min()}");
            Assert.Equal(1, ensemble.Weights.ToArray().Sum(), 1e-12);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var options = new DynamicEnsemble.Options { Horizon = 10, GradientBound = 1 };
        Assert.Throws<ArgumentOutOfRangeException>(
            "Horizon", () => DynamicEnsemble.Learner.Ball(2, 1, options with { Horizon = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "GradientBound", () => DynamicEnsemble.Learner.Ball(2, 1, options with { GradientBound = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "Smoothness", () => DynamicEnsemble.Learner.Ball(2, 1, options with { Smoothness = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("radius", () => DynamicEnsemble.Learner.Ball(2, 0, options));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => DynamicEnsemble.Learner.Box(2, 1, 1, options));
        using DynamicEnsemble.Learner learner = DynamicEnsemble.Learner.Box(2, 0, 1, options);
        Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1, double.NaN]));
        Assert.Equal([0.5, 0.5], learner.Decide().ToArray());
        learner.Observe([1, -1]);
        Assert.All(learner.Decide().ToArray(), x => Assert.InRange(x, 0, 1));
    }

    private delegate ReadOnlySpan<double> Decision();

    private delegate void Observation(ReadOnlySpan<double> gradient);

    private static double Single(double rate, double smoothness, double noise, int rounds)
    {
        double[] x = new double[3], secondary = new double[3], hint = new double[3];
        (double variation, int t) = (0, 0);
        return Tracking(
            () => x,
            g => OptimisticBall.Step(secondary, hint, g, x, ref variation, 1, Optimism.LastGradient, ++t, rate, rate),
            smoothness, noise, rounds);
    }

    /// <summary>Σ F(x) − F(c), F = (L/2)·‖x − c‖², with gradients that have noise.</summary>
    private static double Tracking(Decision decide, Observation observe, double smoothness, double noise, int rounds)
    {
        var random = new Random(17);
        var g = new double[3];
        double regret = 0;
        for (int t = 0; t < rounds; t++)
        {
            double[] c = Point(100 + (t * 10 / rounds), 3, 1);
            ReadOnlySpan<double> x = decide();
            for (int i = 0; i < 3; i++)
            {
                g[i] = (smoothness * (x[i] - c[i])) + (random.Next(2) == 0 ? -noise : noise);
            }

            regret += smoothness / 2 * Arena.SquaredDistance(x.ToArray(), c);
            observe(g);
        }

        return regret;
    }

    /// <summary>A point of the ball.</summary>
    private static double[] Point(int seed, int n, double radius)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];
        return [.. x.Select(e => radius * e / Math.Max(1, Arena.Norm(x)))];
    }

    private static double[] DynamicRates(double diameter, double g, double smoothness, int horizon)
    {
        using DynamicEnsemble.Learner learner = DynamicEnsemble.Learner.Ball(
            1, diameter / 2, new() { Horizon = horizon, GradientBound = g, Smoothness = smoothness });
        return learner.Rates.ToArray();
    }

    /// <summary>The rule's kernel, round by round, with what the bound is made of.</summary>
    private sealed class Run(int n, double[] rates, double correction, double epsilon, double radius)
    {
        private readonly double[] _points = new double[rates.Length * n];
        private readonly double[] _secondary = new double[rates.Length * n];
        private readonly double[] _losses = new double[rates.Length];
        private readonly double[] _moves = new double[rates.Length];
        private readonly double[] _hint = new double[n];
        private double _variation;

        public double[] X { get; } = new double[n];

        public double[] Weights { get; } = [.. Enumerable.Repeat(1.0 / rates.Length, rates.Length)];

        public List<double[]> Points { get; } = [];

        public List<double[]> Gradients { get; } = [];

        public double Variation => _variation;

        public double WeightMoves { get; private set; }

        /// <summary>λ·Σ pᵢ‖xᵢ − xᵢ₋‖² of the rounds that have been played.</summary>
        public double Charged { get; private set; }

        public void Shift(double constant)
        {
            for (int i = 0; i < _losses.Length; i++)
            {
                _losses[i] += constant;
            }
        }

        public void Round(SeaEnvironment environment)
        {
            var g = new double[n];
            environment.Next(X, g);
            Points.Add([.. X]);
            Gradients.Add(g);
            Charged += Arena.Dot(Weights, _moves);
            double[] before = [.. Weights];
            nint[] shape = [rates.Length, n];
            DynamicEnsembleBall.Step(
                new TensorSpan<double>(_points, shape), new TensorSpan<double>(_secondary, shape), _losses, _moves,
                    _hint, rates, g,
                X, Weights, ref _variation, radius, correction, double.MaxValue, epsilon);
            double moved = before.Zip(Weights, (a, b) => Math.Abs(a - b)).Sum();
            WeightMoves += Points.Count < 400 ? moved * moved : 0;
        }
    }
}
