namespace Numerics.Testing;

/// <summary>Losses of the stochastically extended adversarial model: fₜ(x) = (a/2)·‖x‖² + ⟨bₜ + ξₜ, x⟩, where an
/// adversary chooses bₜ and ξₜ is noise of mean 0.</summary>
/// <remarks>Noise is ±s in each coordinate, so that gradients are bounded. What a learner's bounds are made of is
/// measured as rounds go by: σ²₁:T = Σ ‖ξₜ‖² and Σ²₁:T = Σ ‖bₜ − bₜ₋₁‖², since ∇fₜ − ∇Fₜ = ξₜ and ∇Fₜ − ∇Fₜ₋₁ = bₜ −
/// bₜ₋₁ at every x. (Sachs, Hadiji, van Erven, Guzmán, NeurIPS 2022.)</remarks>
public sealed class SeaEnvironment
{
    private readonly IAdversary _adversary;
    private readonly SeededNumbers _numbers;
    private readonly double _noise;
    private readonly double _curvature;
    private readonly double[] _mean;
    private readonly double[] _lastMean;

    private SeaEnvironment(
        string name, int dimension, int seed, IAdversary adversary, double noise, double curvature = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        (Name, Dimension, Seed, _adversary, _noise, _curvature) = (name, dimension, seed, adversary, noise, curvature);
        _numbers = new SeededNumbers(seed, dimension);
        (_mean, _lastMean) = (new double[dimension], new double[dimension]);
    }

    /// <summary>The kind.</summary>
    public string Name { get; }

    /// <summary>The number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>What all random choices follow from.</summary>
    public int Seed { get; }

    /// <summary>The number of losses given.</summary>
    public int Rounds { get; private set; }

    /// <summary>σ²₁:T, measured.</summary>
    public double Noise { get; private set; }

    /// <summary>Σ²₁:T, measured.</summary>
    public double Drift { get; private set; }

    /// <summary>σ²max, measured: the greatest ‖ξₜ‖².</summary>
    public double GreatestNoise { get; private set; }

    /// <summary>Σ²max, measured: the greatest ‖bₜ − bₜ₋₁‖².</summary>
    public double GreatestDrift { get; private set; }

    /// <summary>a: the smoothness, and the strong convexity, of every loss.</summary>
    public double Curvature => _curvature;

    /// <summary>bₜ of the last round.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>One distribution for all rounds: Σ² = 0.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    /// <param name="noise">s.</param>
    public static SeaEnvironment Stochastic(int dimension, int seed, double noise) =>
        new(nameof(Stochastic), dimension, seed, new Fixed(Direction(dimension, seed)), noise);

    /// <summary>b and −b in turn: σ² = 0.</summary>
    /// <inheritdoc cref="Stochastic"/>
    public static SeaEnvironment Alternating(int dimension, int seed) =>
        new(nameof(Alternating), dimension, seed, new Alternates(Direction(dimension, seed)), 0);

    /// <summary>The loss that is greatest at the point played, b = x/‖x‖: σ² = 0.</summary>
    /// <inheritdoc cref="Stochastic"/>
    public static SeaEnvironment Hostile(int dimension, int seed) =>
        new(nameof(Hostile), dimension, seed, new Against(Direction(dimension, seed)), 0);

    /// <summary>bₜ,ⱼ = ½·cos(2πt/period + j).</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    /// <param name="noise">s.</param>
    /// <param name="period">In rounds.</param>
    public static SeaEnvironment Drifting(int dimension, int seed, double noise, double period) =>
        new(nameof(Drifting), dimension, seed, new Turning(period), noise);

    /// <summary>One distribution, but in one round of so many b is turned around.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    /// <param name="noise">s.</param>
    /// <param name="every">How many rounds there are to a corrupted one.</param>
    public static SeaEnvironment Corrupted(int dimension, int seed, double noise, int every) =>
        new(nameof(Corrupted), dimension, seed, new Corrupt(Direction(dimension, seed), every), noise);

    /// <summary>A fixed set of losses, drawn without replacement, again and again: σ² = 0, the order is
    /// random.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    /// <param name="losses">How many losses there are.</param>
    public static SeaEnvironment RandomOrder(int dimension, int seed, int losses) =>
        new(nameof(RandomOrder), dimension, seed, new Shuffled(dimension, seed, losses), 0);

    /// <summary>b jumps after so many rounds and is the same in between.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    /// <param name="noise">s.</param>
    /// <param name="every">The rounds between jumps.</param>
    public static SeaEnvironment Piecewise(int dimension, int seed, double noise, int every) =>
        new(nameof(Piecewise), dimension, seed, new Jumps(seed, every), noise);

    /// <summary>One of each kind.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="seed">What all random choices follow from.</param>
    public static IReadOnlyList<SeaEnvironment> All(int dimension, int seed) =>
    [
        Stochastic(dimension, seed, 0.25), Alternating(dimension, seed), Hostile(dimension, seed),
        Drifting(dimension, seed, 0.125, 50), Corrupted(dimension, seed, 0.125, 20), RandomOrder(dimension, seed, 16),
        Piecewise(dimension, seed, 0.125, 40),
    ];

    /// <summary>The same, with losses that are a-strongly convex and a-smooth.</summary>
    /// <param name="curvature">a, at least 0.</param>
    public SeaEnvironment WithCurvature(double curvature)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(curvature);
        return new SeaEnvironment(Name, Dimension, Seed, _adversary, _noise, curvature);
    }

    /// <summary>G: the greatest norm of a gradient at points of norm at most radius.</summary>
    /// <param name="radius">The greatest norm of a point.</param>
    public double GradientBound(double radius) =>
        _adversary.Greatest(Dimension) + (_noise * Math.Sqrt(Dimension)) + (_curvature * radius);

    /// <summary>The next round's gradient at the point played.</summary>
    /// <param name="x">The point.</param>
    /// <param name="gradient">Where ∇fₜ(x) goes.</param>
    public void Next(ReadOnlySpan<double> x, Span<double> gradient)
    {
        _mean.CopyTo(_lastMean, 0);
        _adversary.Choose(Rounds, x, _mean);
        (double noises, double moves) = (0, 0);
        for (int i = 0; i < x.Length; i++)
        {
            double noise = _noise == 0 ? 0 : _noise * _numbers.Sign();
            double move = Rounds == 0 ? 0 : _mean[i] - _lastMean[i];
            noises += noise * noise;
            moves += move * move;
            gradient[i] = _mean[i] + noise + (_curvature * x[i]);
        }

        (Noise, Drift) = (Noise + noises, Drift + moves);
        (GreatestNoise, GreatestDrift) = (Math.Max(GreatestNoise, noises), Math.Max(GreatestDrift, moves));
        Rounds++;
    }

    /// <summary>F(x) = (a/2)·‖x‖² + ⟨b, x⟩ of the last round: the loss without its noise.</summary>
    /// <param name="x">The point.</param>
    public double ExpectedLoss(ReadOnlySpan<double> x)
    {
        double loss = 0;
        for (int i = 0; i < x.Length; i++)
        {
            loss += x[i] * (_mean[i] + (_curvature / 2 * x[i]));
        }

        return loss;
    }

    /// <summary>A direction of length 1.</summary>
    private static double[] Direction(int dimension, int seed)
    {
        var numbers = new SeededNumbers(seed, 7 * dimension);
        double[] b = [.. Enumerable.Range(0, dimension).Select(_ => numbers.Sign() * numbers.Sixteenth(1, 2))];
        double norm = Math.Sqrt(b.Sum(e => e * e));
        return [.. b.Select(e => e / norm)];
    }

    /// <summary>Chooses bₜ.</summary>
    private interface IAdversary
    {
        void Choose(int round, ReadOnlySpan<double> x, Span<double> b);

        /// <summary>The greatest ‖b‖.</summary>
        double Greatest(int dimension) => 1;
    }

    private sealed class Fixed(double[] b) : IAdversary
    {
        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean) => b.CopyTo(mean);
    }

    private sealed class Alternates(double[] b) : IAdversary
    {
        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = round % 2 == 0 ? b[i] : -b[i];
            }
        }
    }

    private sealed class Against(double[] start) : IAdversary
    {
        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean)
        {
            double norm = 0;
            foreach (double e in x)
            {
                norm += e * e;
            }

            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = norm > 0 ? x[i] / Math.Sqrt(norm) : start[i];
            }
        }
    }

    private sealed class Turning(double period) : IAdversary
    {
        public double Greatest(int dimension) => Math.Sqrt(dimension) / 2;

        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean)
        {
            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] = Math.Cos((2 * Math.PI * round / period) + j) / 2;
            }
        }
    }

    private sealed class Corrupt(double[] b, int every) : IAdversary
    {
        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = round % every == every - 1 ? -b[i] : b[i];
            }
        }
    }

    private sealed class Shuffled : IAdversary
    {
        private readonly SeededNumbers _order;
        private readonly double[][] _losses;

        public Shuffled(int dimension, int seed, int losses)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(losses, 1);
            _order = new SeededNumbers(seed, 13 * dimension);
            _losses = [.. Enumerable.Range(0, losses).Select(i => Direction(dimension, (seed * 1000) + i))];
        }

        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean)
        {
            int at = round % _losses.Length;
            int other = _order.Whole(at, _losses.Length - 1);
            (_losses[at], _losses[other]) = (_losses[other], _losses[at]);
            _losses[at].CopyTo(mean);
        }
    }

    private sealed class Jumps(int seed, int every) : IAdversary
    {
        public void Choose(int round, ReadOnlySpan<double> x, Span<double> mean) =>
            Direction(mean.Length, seed + (round / every)).CopyTo(mean);
    }
}
