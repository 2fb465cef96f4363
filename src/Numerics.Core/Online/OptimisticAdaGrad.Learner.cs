using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>A learner: the arrays of the rule, from round to round.</content>
public static partial class OptimisticAdaGrad
{
    /// <summary>What is known of the losses, and how the learner learns.</summary>
    public sealed record LearnerOptions
    {
        /// <summary>G: the greatest |gᵢ|, at least 0.</summary>
        public required double GradientBound { get; init; }

        /// <summary>δ, at least 0: 4G² + δ is above 0.</summary>
        public double Delta { get; init; }

        /// <summary>What the next gradient is expected to be.</summary>
        public Optimism Optimism { get; init; } = Optimism.LastGradient;

        /// <summary>x̂₁, a point of the box; its centre where null.</summary>
        public float[]? Start { get; init; }

        /// <summary>Whether <see cref="OnlineLearner{T}.Regret"/> may be asked for.</summary>
        public bool TracksRegret { get; init; }
    }

    /// <summary>Plays on a box with a step size for each coordinate, which needs no horizon.</summary>
    public sealed class Learner : OnlineLearner<float>
    {
        private readonly LearnerOptions _options;
        private readonly float _lower;
        private readonly float _upper;
        private readonly double _offset;
        private readonly float[] _variations;
        private readonly LearnerArrays _arrays;

        /// <summary>A learner that has seen nothing.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="lower">The least coordinate.</param>
        /// <param name="upper">The greatest coordinate, above the least.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentException">The start has another length, or is no point of the box.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public Learner(int length, float lower, float upper, LearnerOptions options)
            : base(length, (options ?? throw new ArgumentNullException(nameof(options))).TracksRegret)
        {
            Check.Range(lower, nameof(lower), float.MinValue, false, float.MaxValue, true);
            Check.Range(upper, nameof(upper), lower, true, float.MaxValue, false);
            Check.Member(options.Optimism, nameof(LearnerOptions.Optimism));
            Check.Range(options.GradientBound, nameof(LearnerOptions.GradientBound), 0, false, double.MaxValue, false);
            Check.Range(options.Delta, nameof(LearnerOptions.Delta), 0, false, double.MaxValue, false);
            _offset = options.Delta + (4 * options.GradientBound * options.GradientBound);
            Check.Range(_offset, nameof(LearnerOptions.GradientBound), 0, true, double.MaxValue, false);
            (_options, _lower, _upper) = (options, lower, upper);
            _arrays = new LearnerArrays(length);
            _variations = new float[length];
            Point.Fill((lower / 2) + (upper / 2));
            if (options.Start is not null)
            {
                CheckPoint(options.Start, nameof(LearnerOptions.Start));
                options.Start.CopyTo(Point);
            }

            Point.CopyTo(_arrays.State.Secondary);
        }

        /// <summary>Σᵢ [(5/2)·D·√(δ + Vᵢ) + D·G], D = upper − lower: what the theorem allows
        /// <see cref="OnlineLearner{T}.Regret"/> to be against any point of the box.</summary>
        public double RegretBound
        {
            get
            {
                double diameter = (double)_upper - _lower;
                double sum = 0;
                foreach (float variation in _variations)
                {
                    sum += (2.5 * Math.Sqrt(_options.Delta + variation)) + _options.GradientBound;
                }

                return diameter * sum;
            }
        }

        private protected override Span<float> Point => _arrays.State.X;

        private protected override bool Contains(ReadOnlySpan<float> point) => Feasible.AreWithin(point, _lower, _upper);

        private protected override void Learn(ReadOnlySpan<float> gradient, int round) => Step(
            _arrays.State.Secondary, _arrays.State.Hint, _variations, gradient, _arrays.State.X, _lower, _upper,
            _options.Optimism, round, (double)_upper - _lower, _offset);
    }
}
