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
    }

    /// <summary>Plays against losses whose best point moves, in double.</summary>
    /// <remarks>Not for use by several threads at once; nothing is allocated after construction.</remarks>
    public sealed class Learner : IDisposable
    {
        private readonly bool _isBall;
        private readonly double _lower;
        private readonly double _upper;
        private readonly double[] _x;
        private readonly double[] _hint;
        private readonly double[] _rates;
        private readonly double[] _losses;
        private readonly double[] _moves;
        private readonly double[] _weights;
        private readonly double[] _secondary;
        private readonly double _correction;
        private readonly double _metaCap;
        private readonly double _metaScale;
        private readonly double _metaOffset;
        private readonly double _metaGrowth;
        private double[]? _points;
        private double _variation;

        private Learner(int length, bool isBall, double lower, double upper, double diameter, double centre,
            Options options)
        {
            ArgumentNullException.ThrowIfNull(options);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.Horizon, 1, nameof(Options.Horizon));
            Check.Range(options.GradientBound, nameof(Options.GradientBound), 0, true, double.MaxValue, false);
            Check.Range(options.Smoothness, nameof(Options.Smoothness), 0, false, double.MaxValue, false);
            (_isBall, _lower, _upper, _correction) = (isBall, lower, upper, 2 * options.Smoothness);
            _rates = Pool(diameter, options.GradientBound, options.Smoothness, options.Horizon);
            (_x, _hint) = (new double[length], new double[length]);
            int count = _rates.Length;
            (_losses, _moves, _weights) = (new double[count], new double[count], new double[count]);
            (_points, _secondary) = (new double[checked(count * length)], new double[count * length]);
            Array.Fill(_x, centre);
            Array.Fill(_points, centre);
            Array.Fill(_secondary, centre);
            Array.Fill(_weights, 1.0 / count);
            _metaCap = options.Smoothness > 0 ? 1 / (8 * diameter * diameter * options.Smoothness) : double.MaxValue;
            double size = Math.Sqrt(Math.Max(Math.Log(count), 1));
            double range = 4 * options.GradientBound * options.GradientBound;
            (_metaScale, _metaOffset, _metaGrowth) = options.HasAdaptiveMetaRate
                ? (size / diameter, range, 1)
                : (size / diameter, range * options.Horizon, 0);
        }

        /// <summary>The number of gradients observed.</summary>
        public int Rounds { get; private set; }

        /// <summary>The learners' steps, from small to great.</summary>
        public ReadOnlySpan<double> Rates => _rates;

        /// <summary>The learners' weights, which sum to 1.</summary>
        public ReadOnlySpan<double> Weights => _weights;

        /// <summary>On the ball ‖x‖ ≤ radius.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="radius">R, above 0.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Ball(int length, double radius, Options options)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
            Check.Range(radius, nameof(radius), 0, true, double.MaxValue, false);
            return new Learner(length, true, -radius, radius, 2 * radius, 0, options);
        }

        /// <summary>On the box lower ≤ x ≤ upper.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="lower">The least coordinate.</param>
        /// <param name="upper">The greatest coordinate, above the least.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Box(int length, double lower, double upper, Options options)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
            Check.Range(lower, nameof(lower), double.MinValue, false, double.MaxValue, true);
            Check.Range(upper, nameof(upper), lower, true, double.MaxValue, false);
            return new Learner(
                length, false, lower, upper, (upper - lower) * Math.Sqrt(length), (lower / 2) + (upper / 2), options);
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

        /// <summary>The point to play; valid until the next <see cref="Observe"/>.</summary>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public ReadOnlySpan<double> Decide()
        {
            ObjectDisposedException.ThrowIf(_points is null, this);
            return _x;
        }

        /// <summary>Ends a round with the gradient of its loss at the decision.</summary>
        /// <param name="gradient">g.</param>
        /// <exception cref="ArgumentException">It has another length, or an element that is not finite. The learner is
        /// as it was.</exception>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public void Observe(ReadOnlySpan<double> gradient)
        {
            ObjectDisposedException.ThrowIf(_points is null, this);
            Feasible.CheckGradient(gradient, _x.Length);
            ReadOnlySpan<nint> shape = [_rates.Length, _x.Length];
            var points = new TensorSpan<double>(_points, shape);
            var secondary = new TensorSpan<double>(_secondary, shape);
            if (_isBall)
            {
                DynamicEnsembleBall.Step(
                    points, secondary, _losses, _moves, _hint, _rates, gradient, _x, _weights, ref _variation, _upper,
                    _correction, _metaCap, _metaScale, _metaOffset, _metaGrowth);
            }
            else
            {
                DynamicEnsembleBox.Step(
                    points, secondary, _losses, _moves, _hint, _rates, gradient, _x, _weights, ref _variation, _lower,
                        _upper,
                    _correction, _metaCap, _metaScale, _metaOffset, _metaGrowth);
            }

            Rounds++;
        }

        /// <summary>Gives the arrays back. Calling it again does nothing.</summary>
        public void Dispose() => _points = null;
    }
}
