using Numerics.Runtime;

namespace Numerics.Rules;

/// <summary>How the steps of a learner come about: ηₜ = scaleₜ/√(offset + growth·V̄ₜ₋₁).</summary>
/// <remarks>With each goes the theorem that bounds its regret. V̄ is the sum of ‖g − M‖² in the geometry's dual norm,
/// so none of them needs to know the number of rounds but <see cref="ForHorizon"/>. <see cref="SelfTuned"/> has another
/// form.</remarks>
public abstract record StepSize
{
    private protected StepSize()
    {
    }

    /// <summary>Above 0.</summary>
    public double Offset { get; private protected init; } = 1;

    /// <summary>How much V̄ counts.</summary>
    public double Growth { get; private protected init; }

    /// <summary>A constant step.</summary>
    /// <param name="rate">η, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public static StepSize Constant(double rate) => new ConstantStep(Positive(rate, nameof(rate)));

    /// <summary>The constant step D/(G√T) of plain mirror descent for a known number of rounds.</summary>
    /// <param name="diameter">D: the set's diameter, above 0.</param>
    /// <param name="gradientBound">G: the greatest norm of a gradient, above 0.</param>
    /// <param name="horizon">T: the number of rounds, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static StepSize ForHorizon(double diameter, double gradientBound, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        return Constant(Positive(diameter, nameof(diameter)) / (
            Positive(gradientBound, nameof(gradientBound)) * Math.Sqrt(horizon)));
    }

    /// <summary>For convex losses on a bounded set: ηₜ = D/√(δ + 4G² + V̄ₜ₋₁), which needs no horizon.</summary>
    /// <remarks>Σ⟨g, x − u⟩ ≤ (5/2)·D·√(δ + V̄) + D·G for every u of the set. On a set whose diameter is greater than D, or not known,
    /// the bound is NaN.</remarks>
    /// <param name="diameter">D: the set's diameter, above 0.</param>
    /// <param name="gradientBound">G: the greatest norm of a gradient, at least 0.</param>
    /// <param name="smoothness">L: the smoothness of the expected losses; δ is 10·D²·L² where it is not given.</param>
    /// <param name="delta">δ, at least 0: 4G² + δ is above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static StepSize Convex(double diameter, double gradientBound, double smoothness = 0, double? delta = null)
    {
        NotNegative(gradientBound, nameof(gradientBound));
        NotNegative(smoothness, nameof(smoothness));
        double shift = NotNegative(
            delta ?? 10 * diameter * diameter * smoothness * smoothness, nameof(delta));
        Positive((4 * gradientBound * gradientBound) + shift, nameof(gradientBound));
        return new ConvexStep(Positive(diameter, nameof(diameter)), gradientBound, shift);
    }

    /// <summary>For λ-strongly convex losses: ηₜ = 2/(λt).</summary>
    /// <remarks>Σ[⟨g, x − u⟩ − (λ/2)·‖x − u‖²] ≤ λD²/4 + Σ (4/(λt))·‖gₜ − Mₜ‖².</remarks>
    /// <param name="convexity">λ, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public static StepSize StronglyConvex(double convexity) => new StronglyConvexStep(
        Positive(convexity, nameof(convexity)));

    /// <summary>For the entropy on the simplex: ηₜ = √(ln n)/√(4G² + V̄ₜ₋₁), which needs no horizon.</summary>
    /// <remarks>Σ⟨g, x − u⟩ ≤ (ln n)/η_T + Σ (ηₜ/2)·‖gₜ − Mₜ‖∞² ≤ 2·√(ln n)·√(4G² + V̄).</remarks>
    /// <param name="length">n: the number of experts, at least 2.</param>
    /// <param name="gradientBound">G: the greatest absolute loss, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static StepSize Entropy(int length, double gradientBound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        return new EntropyStep(Math.Sqrt(Math.Log(length)), Positive(gradientBound, nameof(gradientBound)));
    }

    /// <summary>For following the regularized leader on a bounded set when nothing is known of the gradients:
    /// ηₜ = D²/Δₜ₋₁, Δₜ = Σₛ≤ₜ min(½·ηₛ·vₛ, D·√vₛ) with v = ‖g − M‖².</summary>
    /// <remarks>Σ⟨g, x − u⟩ ≤ D²/(2·η_T) + Δ_T ≤ (3/2)·Δ_T ≤ (3/√2)·D·√V̄ (Sachs, Hadiji, van Erven, Guzmán, NeurIPS 2022;
    /// Orabona and Pál, 2018). Until Δ is above 0 the step is 1e20, which is as good as none.</remarks>
    /// <param name="diameter">D: the set's diameter, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public static StepSize SelfTuned(double diameter) => new SelfTunedStep(Positive(diameter, nameof(diameter)));

    /// <summary>Whether steps follow from Δ of <see cref="SelfTuned"/> in place of V̄.</summary>
    internal virtual bool IsSelfTuned => false;

    /// <summary>What a round adds to Δ.</summary>
    /// <param name="rate">Its step.</param>
    /// <param name="deviation">‖g − M‖².</param>
    internal virtual double Tuning(double rate, double deviation) => 0;

    /// <summary>The scale of a round.</summary>
    /// <param name="round">t, from 1.</param>
    public abstract double Scale(int round);

    /// <summary>The step of a round.</summary>
    /// <param name="round">t, from 1.</param>
    /// <param name="variation">V̄ of the rounds before it, or Δ.</param>
    public virtual double Rate(int round, double variation) => Scale(round) / Math.Sqrt(Offset + (Growth * variation));

    /// <summary>What the theorem allows Σ⟨g, x − u⟩ to be; for strongly convex losses less (λ/2)·Σ‖x − u‖².</summary>
    /// <param name="rounds">What the rounds were like.</param>
    internal abstract double Bound(in Rounds rounds);

    private static double Positive(double value, string name)
    {
        Check.Range(value, name, 0, true, double.MaxValue, false);
        return value;
    }

    private static double NotNegative(double value, string name)
    {
        Check.Range(value, name, 0, false, double.MaxValue, false);
        return value;
    }

    private sealed record ConstantStep(double Value) : StepSize
    {
        public override double Scale(int round) => Value;

        /// <summary>D(u, x̂₁)/η + Σ η·‖g − M‖².</summary>
        internal override double Bound(in Rounds rounds) => (rounds.Divergence / Value) + rounds.Weighted;
    }

    private sealed record ConvexStep : StepSize
    {
        private readonly double _diameter;
        private readonly double _gradientBound;
        private readonly double _delta;

        public ConvexStep(double diameter, double gradientBound, double delta)
        {
            (_diameter, _gradientBound, _delta) = (diameter, gradientBound, delta);
            (Offset, Growth) = (delta + (4 * gradientBound * gradientBound), 1);
        }

        public override double Scale(int round) => _diameter;

        internal override double Bound(in Rounds rounds) => !rounds.IsEuclidean || !rounds.IsWithin(_diameter)
            ? double.NaN
            : (2.5 * _diameter * Math.Sqrt(_delta + rounds.Variation)) + (_diameter * _gradientBound);
    }

    private sealed record StronglyConvexStep(double Convexity) : StepSize
    {
        public override double Scale(int round) => 2 / (Convexity * round);

        /// <summary>‖u − x̂₁‖² is at most twice the divergence, and 4/(λt) is 2ηₜ.</summary>
        internal override double Bound(in Rounds rounds) => !rounds.IsEuclidean
            ? double.NaN
            : (Convexity * rounds.Divergence / 2) + (2 * rounds.Weighted);
    }

    private sealed record EntropyStep : StepSize
    {
        private readonly double _scale;

        public EntropyStep(double scale, double gradientBound)
        {
            _scale = scale;
            (Offset, Growth) = (4 * gradientBound * gradientBound, 1);
        }

        public override double Scale(int round) => _scale;

        internal override double Bound(in Rounds rounds) => rounds.IsEntropy
            ? (rounds.Divergence / rounds.LastRate) + (rounds.Weighted / 2)
            : double.NaN;
    }

    private sealed record SelfTunedStep(double Diameter) : StepSize
    {
        private const double Greatest = 1e20;

        internal override bool IsSelfTuned => true;

        public override double Scale(int round) => Greatest;

        public override double Rate(int round, double variation) => Math.Min(Greatest, Diameter * Diameter / variation);

        internal override double Tuning(double rate, double deviation) =>
            Math.Min(rate / 2 * deviation, Diameter * Math.Sqrt(deviation));

        internal override double Bound(in Rounds rounds) => rounds.IsWithin(Diameter)
            ? (Diameter * Diameter / (2 * rounds.LastRate)) + rounds.Variation
            : double.NaN;
    }
}

/// <summary>What bounds on regret are made of.</summary>
/// <param name="Divergence">D(u, x̂₁).</param>
/// <param name="Variation">V̄, or Δ.</param>
/// <param name="Weighted">Σ ηₜ·‖gₜ − Mₜ‖².</param>
/// <param name="LastRate">The last round's step.</param>
/// <param name="IsEuclidean">Whether all gradients are measured by their Euclidean norm.</param>
/// <param name="IsEntropy">Whether all gradients are measured by their greatest element.</param>
/// <param name="Diameter">The set's.</param>
internal readonly record struct Rounds(
    double Divergence, double Variation, double Weighted, double LastRate, bool IsEuclidean,
    bool IsEntropy, double Diameter)
{
    /// <summary>What a diameter in float may fall short of the set's by: a root, a difference, a product and its conversion are rounded.</summary>
    private const double Rounding = 4.0 / (1 << 24);

    /// <summary>Whether the set has at most this diameter: what theorems on bounded sets ask for.</summary>
    public bool IsWithin(double diameter) => Diameter <= diameter * (1 + Rounding);
}
