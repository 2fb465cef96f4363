using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>A learner: the arrays of the rule, from round to round.</content>
public static partial class MultiplicativeWeights
{
    /// <summary>η = √(2·ln n/T)/G, the best constant step for a known number of rounds: regret is then at most
    /// G·√(2·T·ln n).</summary>
    /// <param name="length">n, at least 2.</param>
    /// <param name="gradientBound">G: the greatest absolute loss, above 0.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double RateFor(int length, double gradientBound, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        Check.Range(gradientBound, nameof(gradientBound), 0, true, double.MaxValue, false);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        return Math.Sqrt(2 * Math.Log(length) / horizon) / gradientBound;
    }

    /// <summary>Weighs experts by their losses, from the uniform distribution on.</summary>
    /// <remarks>With hints, or without knowing the horizon: <see cref="OptimisticMirrorDescent.Learner"/> on
    /// <see cref="Geometry.Entropy"/>.</remarks>
    public sealed class Learner : OnlineLearner<float>
    {
        private readonly double _rate;
        private readonly LearnerArrays _arrays;
        private double _squares;

        /// <summary>A learner that has seen nothing.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="rate">η, above 0.</param>
        /// <param name="tracksRegret">Whether <see cref="OnlineLearner{T}.Regret"/> may be asked for.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public Learner(int length, double rate, bool tracksRegret = false)
            : base(length, tracksRegret)
        {
            Check.Range(rate, nameof(rate), 0, true, double.MaxValue, false);
            _rate = rate;
            _arrays = new LearnerArrays(length);
            Point.Fill(1f / length);
        }

        /// <summary>(ln n)/η + (η/2)·Σ‖g‖∞²: what the theorem allows <see cref="OnlineLearner{T}.Regret"/> to be against any
        /// distribution.</summary>
        public double RegretBound => (Math.Log(Length) / _rate) + (_rate / 2 * _squares);

        private protected override Span<float> Point => _arrays.State.X;

        private protected override bool Contains(ReadOnlySpan<float> point) => Feasible.IsDistribution(point);

        private protected override void Learn(ReadOnlySpan<float> gradient, int round)
        {
            double greatest = OptimisticMirrorDescent.Greatest(gradient);
            Step(_arrays.State.Secondary, gradient, _arrays.State.X, _rate);
            _squares += greatest * greatest;
        }
    }
}
