using System.Globalization;

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

        /// <summary>x̂₁, a point of the set; its centre where null.</summary>
        public float[]? Start { get; init; }

        /// <summary>Whether to follow the regularized leader instead: same step sizes and hints, for
        /// comparison.</summary>
        public bool FollowsLeader { get; init; }

        /// <summary>Whether <see cref="Learner.Regret"/> may be asked for, which costs a pass over two more arrays each
        /// round.</summary>
        public bool TracksRegret { get; init; }
    }

    /// <summary>Plays against losses that arrive one after the other.</summary>
    /// <remarks>Each round: <see cref="Decide"/>, suffer the loss, <see cref="Observe"/> its gradient at the decision.
    /// Not for use by several threads at once; nothing is allocated after construction.</remarks>
    public sealed class Learner : IDisposable
    {
        private readonly Geometry _geometry;
        private readonly Options _options;
        private readonly float[] _start;
        private readonly RegretTracker? _tracker;
        private LearnerArrays? _arrays;
        private double _variation;
        private double _weighted;
        private int _rounds;

        /// <summary>A learner that has seen nothing.</summary>
        /// <param name="geometry">Where it plays.</param>
        /// <param name="options">How it learns.</param>
        /// <exception cref="ArgumentException">The start has another length than the geometry, or is no point of its
        /// set.</exception>
        public Learner(Geometry geometry, Options options)
        {
            ArgumentNullException.ThrowIfNull(geometry);
            ArgumentNullException.ThrowIfNull(options);
            ArgumentNullException.ThrowIfNull(options.StepSize);
            _start = StartOf(geometry, options.Start);
            (_geometry, _options) = (geometry, options);
            _arrays = new LearnerArrays(geometry.Length);
            _tracker = options.TracksRegret ? new RegretTracker(geometry.Length) : null;
            _start.CopyTo(_arrays.State.X);
            if (!options.FollowsLeader || geometry.IsEntropy)
            {
                geometry.Begin(_start, NextRate, _arrays.State.Secondary);
            }
        }

        /// <summary>The number of gradients observed.</summary>
        public int Rounds => _rounds;

        /// <summary>V̄: the sum of ‖g − M‖² so far.</summary>
        public double Variation => _variation;

        /// <summary>η of the round to come.</summary>
        public double NextRate => _options.StepSize.Rate(_rounds + 1, _variation);

        /// <summary>The point to play; valid until the next <see cref="Observe"/> or <see cref="Expect"/>.</summary>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public ReadOnlySpan<float> Decide() => Arrays.State.X;

        /// <summary>Ends a round with the gradient of its loss at the decision.</summary>
        /// <param name="gradient">g.</param>
        /// <exception cref="ArgumentException">It has another length, or an element that is not finite. The learner is
        /// as it was.</exception>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public void Observe(ReadOnlySpan<float> gradient)
        {
            MirrorState state = Arrays.State;
            CheckLength(gradient, nameof(gradient));
            CheckFinite(gradient, nameof(gradient));
            int round = checked(_rounds + 1);
            StepSize steps = _options.StepSize;
            double rate = NextRate;
            double before = _variation;
            double loss = _tracker is null ? 0 : RegretTracker.Loss(state.X, gradient);
            var numbers = new MirrorRound(
                _options.Optimism, round, steps.Scale(round), steps.Scale(round + 1), steps.Offset, steps.Growth);
            if (_options.FollowsLeader)
            {
                _geometry.Lead(state, _start, gradient, ref _variation, numbers);
            }
            else
            {
                _geometry.Step(state, gradient, ref _variation, numbers);
            }

            _tracker?.Add(loss, gradient);
            _weighted += rate * (_variation - before);
            LastRate = rate;
            _rounds = round;
        }

        /// <summary>A hint of the user's own for the round to come, in place of <see cref="Options.Optimism"/>'s: the
        /// decision follows from it.</summary>
        /// <param name="hint">M: what the next gradient is expected to be.</param>
        /// <exception cref="ArgumentException">It has another length, or an element that is not finite. The learner is
        /// as it was.</exception>
        /// <exception cref="InvalidOperationException">The learner follows the leader.</exception>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public void Expect(ReadOnlySpan<float> hint)
        {
            MirrorState state = Arrays.State;
            CheckLength(hint, nameof(hint));
            CheckFinite(hint, nameof(hint));
            if (_options.FollowsLeader)
            {
                throw new InvalidOperationException(
                    "Hints of the user's own are for mirror descent: Options.FollowsLeader is true.");
            }

            hint.CopyTo(state.Hint);
            _geometry.Play(state, NextRate);
        }

        /// <summary>Σ⟨g, x − u⟩ over the rounds so far: the regret of linear losses against u, and at least that of
        /// convex ones.</summary>
        /// <param name="comparator">u, a point of the set.</param>
        /// <exception cref="InvalidOperationException">The options do not ask for it.</exception>
        /// <exception cref="ArgumentException">u has another length, or is no point of the set.</exception>
        public double Regret(ReadOnlySpan<float> comparator)
        {
            CheckPoint(_geometry, comparator, nameof(comparator));
            return _tracker is null
                ? throw new InvalidOperationException("Regret is tracked where Options.TracksRegret is true.")
                : _tracker.Against(comparator);
        }

        /// <summary>What the theorem of <see cref="Options.StepSize"/> allows <see cref="Regret"/> against u to be; for
        /// strongly convex losses, what it allows the regret of the losses themselves to be.</summary>
        /// <param name="comparator">u, a point of the set.</param>
        /// <returns>The bound; NaN where the step size has no theorem in this geometry, or of following the
        /// leader.</returns>
        /// <exception cref="ArgumentException">u has another length, or is no point of the set.</exception>
        public double RegretBound(ReadOnlySpan<float> comparator)
        {
            CheckPoint(_geometry, comparator, nameof(comparator));
            return _options.FollowsLeader && !_geometry.IsEntropy ? double.NaN : _options.StepSize.Bound(new Rounds(
                _geometry.Divergence(comparator, _start), _variation, _weighted, LastRate, _geometry.IsEntropy));
        }

        /// <summary>Gives the arrays back. Calling it again does nothing.</summary>
        public void Dispose() => _arrays = null;

        private double LastRate { get; set; } = double.PositiveInfinity;

        private LearnerArrays Arrays => _arrays ?? throw new ObjectDisposedException(nameof(Learner));

        private static float[] StartOf(Geometry geometry, float[]? start)
        {
            if (start is null)
            {
                var centre = new float[geometry.Length];
                geometry.Centre(centre);
                return centre;
            }

            CheckPoint(geometry, start, nameof(Options.Start));
            CheckStart(geometry, start, nameof(Options.Start));
            return [.. start];
        }

        private static void CheckStart(Geometry geometry, ReadOnlySpan<float> start, string name)
        {
            if (!geometry.CanStart(start))
            {
                throw new ArgumentException($"“{name}” has an element 0, from which the entropy cannot start.", name);
            }
        }

        private static void CheckPoint(Geometry geometry, ReadOnlySpan<float> point, string name)
        {
            if (point.Length != geometry.Length)
            {
                throw new ArgumentException($"“{name}” has {point.Length} elements, the geometry {geometry.Length}.",
                    name);
            }

            if (!geometry.Contains(point))
            {
                throw new ArgumentException($"“{name}” is no point of the learner's set.", name);
            }
        }

        private void CheckLength(ReadOnlySpan<float> array, string name)
        {
            if (array.Length != _geometry.Length)
            {
                throw new ArgumentException($"“{name}” has {array.Length} elements, the geometry {_geometry.Length}.",
                    name);
            }
        }

        private static void CheckFinite(ReadOnlySpan<float> array, string name)
        {
            if (!double.IsFinite(Greatest(array)))
            {
                int at = array.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"“{name}” has {array[at]} at {at}; all elements must be finite."), name);
            }
        }
    }
}
