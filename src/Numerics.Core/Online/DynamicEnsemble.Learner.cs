using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>A learner: the arrays and numbers of the rule, from round to round.</content>
public static partial class DynamicEnsemble
{
    /// <summary>What is known of the losses.</summary>
    public sealed record Options
    {
        /// <summary>T: the number of rounds to come, at least 1; the pool of steps depends on it.</summary>
        public required int Horizon { get; init; }

        /// <summary>G: the greatest norm of a gradient, above 0.</summary>
        public required double GradientBound { get; init; }

        /// <summary>L: the smoothness of the expected losses, at least 0.</summary>
        public double Smoothness { get; init; }

        /// <summary>Whether the weights' rate follows V̄ instead of being constant; its bound then has no stated
        /// constant.</summary>
        public bool HasAdaptiveMetaRate { get; init; }

        /// <summary>Whether <see cref="OnlineLearner{T}.Regret"/> may be asked for: against a comparator that does not
        /// move.</summary>
        public bool TracksRegret { get; init; }
    }

    /// <summary>Plays against losses whose best point moves, from the set's centre, in double.</summary>
    public sealed class Learner : OnlineLearner<double>
    {
        private readonly BoundedSet _set;
        private readonly double[] _x;
        private readonly double[] _hint;
        private readonly double[] _rates;
        private readonly double[] _losses;
        private readonly double[] _moves;
        private readonly double[] _weights;
        private readonly double[] _points;
        private readonly double[] _secondary;
        private readonly double _correction;
        private readonly double _metaCap;
        private readonly double _metaScale;
        private readonly double _metaOffset;
        private readonly double _metaGrowth;
        private double _variation;

        private Learner(int length, BoundedSet set, Options options)
            : base(length, (options ?? throw new ArgumentNullException(nameof(options))).TracksRegret)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(options.Horizon, 1, nameof(Options.Horizon));
            Check.Range(options.GradientBound, nameof(Options.GradientBound), 0, true, double.MaxValue, false);
            Check.Range(options.Smoothness, nameof(Options.Smoothness), 0, false, double.MaxValue, false);
            (_set, _correction) = (set, 2 * options.Smoothness);
            _rates = Pool(set.Diameter, options.GradientBound, options.Smoothness, options.Horizon);
            (_x, _hint) = (set.Centre(length), new double[length]);
            int count = _rates.Length;
            (_losses, _moves, _weights) = (new double[count], new double[count], new double[count]);
            (_points, _secondary) = (set.Centre(checked(count * length)), set.Centre(count * length));
            Array.Fill(_weights, 1.0 / count);
            _metaCap = options.Smoothness > 0
                ? 1 / (8 * set.Diameter * set.Diameter * options.Smoothness)
                : double.MaxValue;
            _metaScale = Math.Sqrt(Math.Max(Math.Log(count), 1)) / set.Diameter;
            double range = 4 * options.GradientBound * options.GradientBound;
            (_metaOffset, _metaGrowth) = options.HasAdaptiveMetaRate ? (range, 1) : (range * options.Horizon, 0);
        }

        /// <summary>The learners' steps, from small to great.</summary>
        public ReadOnlySpan<double> Rates => _rates;

        /// <summary>The learners' weights, which sum to 1.</summary>
        public ReadOnlySpan<double> Weights => _weights;

        /// <summary>V̄: the sum of ‖g − M‖² so far.</summary>
        public double Variation => _variation;

        private protected override Span<double> Point => _x;

        /// <summary>On the ball ‖x‖ ≤ radius.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="radius">R, above 0.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Ball(int length, double radius, Options options) =>
            new(length, BoundedSet.Ball(radius), options);

        /// <summary>On the box lower ≤ x ≤ upper.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="lower">The least coordinate.</param>
        /// <param name="upper">The greatest coordinate, above the least.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Box(int length, double lower, double upper, Options options) =>
            new(length, BoundedSet.Box(length, lower, upper), options);

        /// <summary>What the theorem allows Σ⟨g, x − uₜ⟩ to be against any u₁ … u_T of the set: the least of the pool's
        /// bounds (ln N)/ε + (εD² + ηᵢ)·V̄ + (D² + 2DP)/(2ηᵢ).</summary>
        /// <param name="pathLength">P = Σ‖uₜ − uₜ₋₁‖, at least 0.</param>
        /// <returns>The bound; NaN where the weights' rate is adaptive.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The path length is negative.</exception>
        public double RegretBound(double pathLength)
        {
            Check.Range(pathLength, nameof(pathLength), 0, false, double.MaxValue, false);
            double d = _set.Diameter, epsilon = Math.Min(_metaCap, _metaScale / Math.Sqrt(_metaOffset));
            double least = double.PositiveInfinity;
            foreach (double rate in _rates)
            {
                least = Math.Min(least, (rate * _variation) + (((d * d) + (2 * d * pathLength)) / (2 * rate)));
            }

            return _metaGrowth == 0
                ? (Math.Log(_rates.Length) / epsilon) + (epsilon * d * d * _variation) + least
                : double.NaN;
        }

        /// <summary>The steps min(1/(8L), 2^(i−1)·√(D²/(8G²T))), i = 1 … N, of which one is within a factor 2 of the
        /// best for any path length.</summary>
        /// <param name="diameter">D.</param>
        /// <param name="gradientBound">G.</param>
        /// <param name="smoothness">L.</param>
        /// <param name="horizon">T.</param>
        internal static double[] Pool(double diameter, double gradientBound, double smoothness, int horizon)
        {
            double doublings = smoothness > 0
                ? Math.Log2(gradientBound * gradientBound * horizon / (
                    8 * smoothness * smoothness * diameter * diameter)) / 2
                : Math.Log2(horizon) / 2;
            int count = Math.Max(1, (int)Math.Ceiling(doublings) + 1);
            double least = diameter / (gradientBound * Math.Sqrt(8.0 * horizon));
            double greatest = smoothness > 0 ? 1 / (8 * smoothness) : double.MaxValue;
            return [.. Enumerable.Range(0, count).Select(i => Math.Min(greatest, Math.ScaleB(least, i)))];
        }

        private protected override bool Contains(ReadOnlySpan<double> point) => _set.Contains(point);

        private protected override void Learn(ReadOnlySpan<double> gradient, int round)
        {
            ReadOnlySpan<nint> shape = [_rates.Length, _x.Length];
            var points = new TensorSpan<double>(_points, shape);
            var secondary = new TensorSpan<double>(_secondary, shape);
            if (_set.Kind == BoundedSetKind.Ball)
            {
                DynamicEnsembleBall.Step(
                    points, secondary, _losses, _moves, _hint, _rates, gradient, _x, _weights, ref _variation, _set.Upper,
                    _correction, _metaCap, _metaScale, _metaOffset, _metaGrowth);
            }
            else
            {
                DynamicEnsembleBox.Step(
                    points, secondary, _losses, _moves, _hint, _rates, gradient, _x, _weights, ref _variation, _set.Lower,
                    _set.Upper, _correction, _metaCap, _metaScale, _metaOffset, _metaGrowth);
            }
        }
    }
}
