using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>A learner: the arrays and numbers of the rule, from round to round.</content>
public static partial class OnlineNewton
{
    /// <summary>What is known of the losses and of the set.</summary>
    public sealed record LearnerOptions
    {
        /// <summary>R: the set is the ball of this radius about 0.</summary>
        public required double Radius { get; init; }

        /// <summary>G: the greatest norm of a gradient.</summary>
        public required double GradientBound { get; init; }

        /// <summary>α: every loss f is such that exp(−αf) is concave; 1 for −ln of a linear function.</summary>
        public required double ExpConcavity { get; init; }

        /// <summary>What the next gradient is expected to be.</summary>
        public Optimism Optimism { get; init; } = Optimism.LastGradient;
    }

    /// <summary>Plays against exp-concave losses that arrive one after the other, in double.</summary>
    /// <remarks>Not for use by several threads at once; nothing is allocated after construction.</remarks>
    public sealed class Learner : IDisposable
    {
        private readonly LearnerOptions _options;
        private readonly double[] _x;
        private readonly double[] _secondary;
        private readonly double[] _hint;
        private double[]? _inverse;
        private double _variation;

        /// <summary>A learner at the ball's centre that has seen nothing.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="options">What is known.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is not above 0 and finite.</exception>
        public Learner(int length, LearnerOptions options)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
            ArgumentNullException.ThrowIfNull(options);
            Check.Range(options.Radius, nameof(LearnerOptions.Radius), 0, true, double.MaxValue, false);
            Check.Range(options.GradientBound, nameof(LearnerOptions.GradientBound), 0, true, double.MaxValue, false);
            Check.Range(options.ExpConcavity, nameof(LearnerOptions.ExpConcavity), 0, true, double.MaxValue, false);
            _options = options;
            Beta = 0.5 * Math.Min(1 / (8 * options.GradientBound * options.Radius), options.ExpConcavity);
            (_x, _secondary, _hint) = (new double[length], new double[length], new double[length]);
            _inverse = new double[checked(length * length)];
            for (int i = 0; i < length; i++)
            {
                _inverse[(i * length) + i] = 1 / Ridge;
            }
        }

        /// <summary>β = ½·min(1/(4GD), α), with D = 2R.</summary>
        public double Beta { get; }

        /// <summary>The number of gradients observed.</summary>
        public int Rounds { get; private set; }

        /// <summary>What the theorem allows Σ[⟨g, x − u⟩ − (β/2)·⟨g, x − u⟩²] to be for any u of the ball, and with it
        /// the regret of exp-concave losses.</summary>
        public double RegretBound =>
            (2 * _options.Radius * _options.Radius * Ridge) + (
                16 * _x.Length / Beta * Math.Log(1 + (Beta * _variation / (8 * _x.Length))));

        private double Ridge => 1 + (Beta * _options.GradientBound * _options.GradientBound / 2);

        /// <summary>The point to play; valid until the next <see cref="Observe"/>.</summary>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public ReadOnlySpan<double> Decide()
        {
            ObjectDisposedException.ThrowIf(_inverse is null, this);
            return _x;
        }

        /// <summary>Ends a round with the gradient of its loss at the decision.</summary>
        /// <param name="gradient">g.</param>
        /// <exception cref="ArgumentException">It has another length, or an element that is not finite. The learner is
        /// as it was.</exception>
        /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
        public void Observe(ReadOnlySpan<double> gradient)
        {
            ObjectDisposedException.ThrowIf(_inverse is null, this);
            Feasible.CheckGradient(gradient, _x.Length);
            ReadOnlySpan<nint> shape = [_x.Length, _x.Length];
            Step(
                _secondary, _hint, new TensorSpan<double>(_inverse, shape), gradient, _x, ref _variation,
                _options.Radius, Beta, _options.Optimism, Rounds + 1);
            Rounds++;
        }

        /// <summary>Gives the arrays back. Calling it again does nothing.</summary>
        public void Dispose() => _inverse = null;
    }
}
