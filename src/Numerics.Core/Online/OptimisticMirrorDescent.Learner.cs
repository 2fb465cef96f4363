namespace Numerics.Rules;

/// <content>A learner: the arrays and numbers of the rule, from round to round.</content>
public static partial class OptimisticMirrorDescent
{
    /// <summary>How a learner learns.</summary>
    public sealed record Options
    {
        /// <summary>The step sizes, which go with the losses' class and with what is known of them.</summary>
        public required StepSize StepSize { get; init; }

        /// <summary>What the next gradient is expected to be.</summary>
        public Optimism Optimism { get; init; } = Optimism.LastGradient;

        /// <summary>A predictor of the next gradient, in place of <see cref="Optimism"/>. It is asked in each
        /// <see cref="OnlineLearner{T}.Observe"/>, before anything changes.</summary>
        public HintPredictor? Predictor { get; init; }

        /// <summary>x̂₁, a point of the set; its centre where null.</summary>
        public float[]? Start { get; init; }

        /// <summary>Whether to follow the regularized leader instead: same step sizes and hints, for
        /// comparison.</summary>
        public bool FollowsLeader { get; init; }

        /// <summary>Whether <see cref="OnlineLearner{T}.Regret"/> may be asked for, which costs a pass over two more arrays
        /// each round.</summary>
        public bool TracksRegret { get; init; }
    }

    /// <summary>Plays against losses that arrive one after the other, in any geometry.</summary>
    public sealed class Learner : OnlineLearner<float>
    {
        private readonly Geometry _geometry;
        private readonly Options _options;
        private readonly float[] _start;
        private readonly float[]? _predicted;
        private readonly LearnerArrays _arrays;
        private double _variation;
        private double _tuning;
        private double _weighted;
        private double _lastRate = double.PositiveInfinity;

        /// <summary>A learner that has seen nothing.</summary>
        /// <param name="geometry">Where it plays.</param>
        /// <param name="options">How it learns.</param>
        /// <exception cref="ArgumentException">The start has another length than the geometry, or is no point of its
        /// set; or the options do not go together.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><see cref="Options.Optimism"/> is none of its members.</exception>
        /// <exception cref="NotSupportedException">The geometry has no rule that follows the leader.</exception>
        public Learner(Geometry geometry, Options options)
            : base(Checked(geometry, options).Length, options.TracksRegret)
        {
            (_geometry, _options) = (geometry, options);
            _start = StartOf(options.Start);
            _predicted = options.Predictor is null ? null : new float[Length];
            _arrays = new LearnerArrays(Length);
            _start.CopyTo(Point);
            if (options.FollowsLeader)
            {
                geometry.BeginLeading(_start, NextRate, _arrays.State.Secondary);
                geometry.PlayLeading(_arrays.State, _start, NextRate);
                _start.CopyTo(Point);
            }
            else
            {
                geometry.Begin(_start, NextRate, _arrays.State.Secondary);
            }
        }

        /// <summary>V̄: the sum of ‖g − M‖² so far.</summary>
        public double Variation => _variation;

        /// <summary>η of the round to come.</summary>
        public double NextRate => _options.StepSize.Rate(Rounds + 1, Adaptive);

        private protected override Span<float> Point => _arrays.State.X;

        /// <summary>What steps depend on.</summary>
        private double Adaptive => _options.StepSize.IsSelfTuned ? _tuning : _variation;

        /// <summary>A hint of the user's own for the round to come, in place of <see cref="Options.Optimism"/>'s: the
        /// decision follows from it.</summary>
        /// <param name="hint">M: what the next gradient is expected to be.</param>
        /// <exception cref="ArgumentException">It has another length, or an element that is not finite or above 1e18. The learner is
        /// as it was.</exception>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public void Expect(ReadOnlySpan<float> hint)
        {
            CheckUse();
            CheckArray(hint, nameof(hint));
            Play(hint, NextRate);
        }

        /// <summary>What the theorem of <see cref="Options.StepSize"/> allows <see cref="OnlineLearner{T}.Regret"/> against u
        /// to be; for strongly convex losses, what it allows the regret of the losses themselves to be.</summary>
        /// <param name="comparator">u, a point of the set.</param>
        /// <returns>The bound; NaN where the step size has no theorem in this geometry, on a set that is not bounded or larger than
        /// the step size was told, or of following the leader.</returns>
        /// <exception cref="ArgumentException">u has another length, or is no point of the set.</exception>
        public double RegretBound(ReadOnlySpan<float> comparator)
        {
            CheckPoint(comparator, nameof(comparator));
            bool hasTheorem = !_options.FollowsLeader || _geometry.IsEntropy || _options.StepSize.IsSelfTuned;
            return hasTheorem
                ? _options.StepSize.Bound(new Rounds(
                    _geometry.Divergence(comparator, _start), Adaptive, _weighted, _lastRate, _geometry.IsEuclidean,
                    _geometry.IsEntropy, _geometry.Diameter))
                : double.NaN;
        }

        private protected override bool Contains(ReadOnlySpan<float> point) => _geometry.Contains(point);

        private protected override void Learn(ReadOnlySpan<float> gradient, int round)
        {
            MirrorState state = _arrays.State;
            Predict(gradient, round);
            (double rate, double before) = (NextRate, _variation);
            MirrorRound numbers = Numbers(gradient, round, rate);
            if (_options.FollowsLeader)
            {
                _geometry.Lead(state, _start, gradient, ref _variation, numbers);
            }
            else
            {
                _geometry.Step(state, gradient, ref _variation, numbers);
            }

            _weighted += rate * (_variation - before);
            _lastRate = rate;
            if (_predicted is not null)
            {
                Play(_predicted, _options.StepSize.Rate(round + 1, Adaptive));
            }
        }

        private void Predict(ReadOnlySpan<float> gradient, int round)
        {
            if (_options.Predictor is { } predictor)
            {
                _arrays.State.Hint.CopyTo(_predicted);
                predictor(round, gradient, _predicted);
                CheckArray(_predicted, nameof(Options.Predictor));
            }
        }

        private void Play(ReadOnlySpan<float> hint, double rate)
        {
            hint.CopyTo(_arrays.State.Hint);
            if (_options.FollowsLeader)
            {
                _geometry.PlayLeading(_arrays.State, _start, rate);
            }
            else
            {
                _geometry.Play(_arrays.State, rate);
            }
        }

        private MirrorRound Numbers(ReadOnlySpan<float> gradient, int round, double rate)
        {
            StepSize steps = _options.StepSize;
            Optimism optimism = _options.Predictor is null ? _options.Optimism : Optimism.None;
            if (!steps.IsSelfTuned)
            {
                return new MirrorRound(
                    optimism, round, steps.Scale(round), steps.Scale(round + 1), steps.Offset, steps.Growth);
            }

            _tuning += steps.Tuning(rate, _geometry.Deviation(_arrays.State.Hint, gradient));
            return new MirrorRound(optimism, round, rate, steps.Rate(round + 1, _tuning), 1, 0);
        }

        private static Geometry Checked(Geometry geometry, Options options)
        {
            ArgumentNullException.ThrowIfNull(geometry);
            ArgumentNullException.ThrowIfNull(options);
            ArgumentNullException.ThrowIfNull(options.StepSize, nameof(Options.StepSize));
            Runtime.Check.Member(options.Optimism, nameof(Options.Optimism));
            Check(
                !options.StepSize.IsSelfTuned || (options.FollowsLeader && geometry.IsEuclidean), nameof(Options.StepSize),
                "SelfTuned is for following the leader in a Euclidean geometry: set Options.FollowsLeader.");
            return geometry;
        }

        private static void Check(bool isGood, string name, string what)
        {
            if (!isGood)
            {
                throw new ArgumentException($"“{name}”: {what}", name);
            }
        }

        private float[] StartOf(float[]? start)
        {
            if (start is null)
            {
                var centre = new float[Length];
                _geometry.Centre(centre);
                Check(
                    _geometry.Contains(centre) && _geometry.CanStart(centre), nameof(Options.Start),
                    $"the centre of {_geometry.GetType().Name} is no point to start from: override Centre, or give a start.");
                return centre;
            }

            CheckPoint(start, nameof(Options.Start));
            Check(
                _geometry.CanStart(start), nameof(Options.Start), "it has an element 0, from which the entropy cannot start.");
            return [.. start];
        }
    }
}
