using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>A learner: the arrays and numbers of the rules, from round to round.</content>
public static partial class OnlineNewton
{
    /// <summary>What is known of the losses.</summary>
    public sealed record LearnerOptions
    {
        /// <summary>G: the greatest norm of a gradient.</summary>
        public required double GradientBound { get; init; }

        /// <summary>α: every loss f is such that exp(−αf) is concave; 1 for −ln of a linear function.</summary>
        public required double ExpConcavity { get; init; }

        /// <summary>What the next gradient is expected to be.</summary>
        public Optimism Optimism { get; init; } = Optimism.LastGradient;

        /// <summary>Whether <see cref="OnlineLearner{T}.Regret"/> may be asked for.</summary>
        public bool TracksRegret { get; init; }
    }

    /// <summary>Plays against exp-concave losses that arrive one after the other, from the set's centre, in double.</summary>
    public sealed class Learner : OnlineLearner<double>
    {
        private readonly LearnerOptions _options;
        private readonly BoundedSet _set;
        private readonly double[] _x;
        private readonly double[] _secondary;
        private readonly double[] _hint;
        private readonly double[] _matrix;
        private double _variation;

        private Learner(int length, BoundedSet set, LearnerOptions options)
            : base(length, (options ?? throw new ArgumentNullException(nameof(options))).TracksRegret)
        {
            Check.Member(options.Optimism, nameof(LearnerOptions.Optimism));
            Check.Range(options.GradientBound, nameof(LearnerOptions.GradientBound), 0, true, double.MaxValue, false);
            Check.Range(options.ExpConcavity, nameof(LearnerOptions.ExpConcavity), 0, true, double.MaxValue, false);
            (_options, _set) = (options, set);
            Beta = 0.5 * Math.Min(1 / (4 * options.GradientBound * set.Diameter), options.ExpConcavity);
            (_x, _secondary, _hint) = (set.Centre(length), set.Centre(length), new double[length]);
            _matrix = new double[checked(length * length)];
            for (int i = 0; i < length; i++)
            {
                _matrix[(i * length) + i] = set.Kind == BoundedSetKind.Ball ? 1 / Ridge : Ridge;
            }
        }

        /// <summary>β = ½·min(1/(4GD), α), D the set's diameter.</summary>
        public double Beta { get; }

        /// <summary>What the theorem allows Σ[⟨g, x − u⟩ − (β/2)·⟨g, x − u⟩²] to be for any u of the set, and with it
        /// the regret of exp-concave losses.</summary>
        public double RegretBound =>
            (_set.Diameter * _set.Diameter * Ridge / 2) + (
                16 * _x.Length / Beta * Math.Log(1 + (Beta * _variation / (8 * _x.Length))));

        private double Ridge => 1 + (Beta * _options.GradientBound * _options.GradientBound / 2);

        private protected override Span<double> Point => _x;

        /// <summary>On the ball ‖x‖ ≤ radius.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="radius">R, above 0.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Ball(int length, double radius, LearnerOptions options) =>
            new(length, BoundedSet.Ball(radius), options);

        /// <summary>On the box lower ≤ x ≤ upper.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="lower">The least coordinate.</param>
        /// <param name="upper">The greatest coordinate, above the least.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Box(int length, double lower, double upper, LearnerOptions options) =>
            new(length, BoundedSet.Box(length, lower, upper), options);

        /// <summary>On the probability distributions: portfolios.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public static Learner Simplex(int length, LearnerOptions options) => new(length, BoundedSet.Simplex(), options);

        private protected override bool Contains(ReadOnlySpan<double> point) => _set.Contains(point);

        private protected override void Learn(ReadOnlySpan<double> gradient, int round)
        {
            ReadOnlySpan<nint> shape = [_x.Length, _x.Length];
            var matrix = new TensorSpan<double>(_matrix, shape);
            switch (_set.Kind)
            {
                case BoundedSetKind.Ball:
                    Step(
                        _secondary, _hint, matrix, gradient, _x, ref _variation, _set.Upper, Beta, _options.Optimism, round);
                    break;
                case BoundedSetKind.Box:
                    OnlineNewtonBox.Step(
                        _secondary, _hint, matrix, gradient, _x, ref _variation, _set.Lower, _set.Upper, Ridge, Beta,
                        _options.Optimism, round);
                    break;
                default:
                    OnlineNewtonSimplex.Step(
                        _secondary, _hint, matrix, gradient, _x, ref _variation, Ridge, Beta, _options.Optimism, round);
                    break;
            }
        }
    }
}
