using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>A row of the Lion-κ table with its parameters fixed, and what the laws need to know about it.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Gradient">∇κ.</param>
/// <param name="Potential">κ.</param>
/// <param name="Conjugate">κ*, +∞ outside its domain.</param>
/// <param name="Violation">How far outside the domain of κ* a point lies, null where the domain is everything.</param>
/// <param name="ConjugateGradient">A subgradient of κ* in its domain.</param>
/// <param name="Step">The rule: x, m, g, rate, β₁, β₂, λ.</param>
/// <param name="Residual">x, g, λ.</param>
internal sealed record LionKappaRow(
    string Name,
    Func<Vec, Vec> Gradient,
    Func<Vec, Scalar> Potential,
    Func<Vec, Scalar> Conjugate,
    Func<Vec, Scalar>? Violation,
    Func<Vec, Vec> ConjugateGradient,
    Func<Vec, Vec, Vec, double, double, double, double, (Vec X, Vec M)> Step,
    Func<Vec, Vec, double, Scalar> Residual)
{
    private const double E = 0.3;
    private const double A = 1.7;
    private const double P = 3;
    private const int K = 3;

    /// <summary>−1 where the row's m averages the negative gradient.</summary>
    public double MomentumSign => Name == nameof(LionKappaLogSumExp) ? -1 : 1;

    public override string ToString() => Name;

    public static IReadOnlyList<LionKappaRow> All { get; } =
    [
        new(nameof(LionKappaL1), LionKappaL1.Subgradient, LionKappaL1.Potential, y => LionKappaL1.Conjugate(y),
            LionKappaL1.Violation, y => 0 * y, LionKappaL1.Step, (x, g, l) => LionKappaL1.Residual(x, g, l)),
        new(nameof(LionKappaLp), x => LionKappaLp.Subgradient(x, P), x => LionKappaLp.Potential(x, P),
            y => LionKappaLp.Conjugate(y, P), y => LionKappaLp.Violation(y, P), y => 0 * y,
            (x, m, g, e, b1, b2, l) => LionKappaLp.Step(x, m, g, e, b1, b2, l, P),
            (x, g, l) => LionKappaLp.Residual(x, g, l, P)),
        new(nameof(LionKappaL2), LionKappaL2.Subgradient, LionKappaL2.Potential, y => LionKappaL2.Conjugate(y),
            LionKappaL2.Violation, y => 0 * y, LionKappaL2.Step, (x, g, l) => LionKappaL2.Residual(x, g, l)),
        new(nameof(LionKappaLInf), LionKappaLInf.Subgradient, LionKappaLInf.Potential, y => LionKappaLInf.Conjugate(y),
            LionKappaLInf.Violation, y => 0 * y, LionKappaLInf.Step, (x, g, l) => LionKappaLInf.Residual(x, g, l)),
        new(nameof(LionKappaTopK), x => LionKappaTopK.Subgradient(x, K), x => LionKappaTopK.Potential(x, K),
            y => LionKappaTopK.Conjugate(y, K), y => LionKappaTopK.Violation(y, K), y => 0 * y,
            (x, m, g, e, b1, b2, l) => LionKappaTopK.Step(x, m, g, e, b1, b2, l, K),
            (x, g, l) => LionKappaTopK.Residual(x, g, l, K)),
        new(nameof(LionKappaSorted), x => LionKappaSorted.Subgradient(x, Weights(x)),
            x => LionKappaSorted.Potential(x, Weights(x)), y => LionKappaSorted.Conjugate(y, Weights(y)),
            y => LionKappaSorted.Violation(y, Weights(y)), y => 0 * y,
            (x, m, g, e, b1, b2, l) => LionKappaSorted.Step(x, m, g, Weights(x), e, b1, b2, l),
            (x, g, l) => LionKappaSorted.Residual(x, g, Weights(x), l)),
        new(nameof(LionKappaTruncated), x => LionKappaTruncated.Subgradient(x, E),
            x => LionKappaTruncated.Potential(x, E), y => LionKappaTruncated.Conjugate(y, E),
            LionKappaTruncated.Violation, y => E * Sign(y),
            (x, m, g, e, b1, b2, l) => LionKappaTruncated.Step(x, m, g, e, b1, b2, l, E),
            (x, g, l) => LionKappaTruncated.Residual(x, g, l, E)),
        new(nameof(LionKappaHuber), x => LionKappaHuber.Subgradient(x, E), x => LionKappaHuber.Potential(x, E),
            y => LionKappaHuber.Conjugate(y, E), LionKappaHuber.Violation, y => E * y,
            (x, m, g, e, b1, b2, l) => LionKappaHuber.Step(x, m, g, e, b1, b2, l, E),
            (x, g, l) => LionKappaHuber.Residual(x, g, l, E)),
        new(nameof(LionKappaQuadratic), LionKappaQuadratic.Subgradient, LionKappaQuadratic.Potential,
            LionKappaQuadratic.Conjugate, null, y => y, LionKappaQuadratic.Step, LionKappaQuadratic.Residual),
        new(nameof(LionKappaRelativistic), x => LionKappaRelativistic.Subgradient(x, E),
            x => LionKappaRelativistic.Potential(x, E), y => LionKappaRelativistic.Conjugate(y, E),
            LionKappaRelativistic.Violation, y => E * y / Sqrt(1 - Square(y)),
            (x, m, g, e, b1, b2, l) => LionKappaRelativistic.Step(x, m, g, e, b1, b2, l, E),
            (x, g, l) => LionKappaRelativistic.Residual(x, g, l, E)),
        new(nameof(LionKappaEntropy), x => LionKappaEntropy.Subgradient(x, A), x => LionKappaEntropy.Potential(x, A),
            y => LionKappaEntropy.Conjugate(y, A), LionKappaEntropy.Violation,
            y => (Log1p(y) - Log1p(-y)) / (2 * A),
            (x, m, g, e, b1, b2, l) => LionKappaEntropy.Step(x, m, g, e, b1, b2, l, A),
            (x, g, l) => LionKappaEntropy.Residual(x, g, l, A)),
        new(nameof(LionKappaSoftsign), x => LionKappaSoftsign.Subgradient(x, A), x => LionKappaSoftsign.Potential(x, A),
            y => LionKappaSoftsign.Conjugate(y, A), LionKappaSoftsign.Violation, y => A * y / (1 - Abs(y)),
            (x, m, g, e, b1, b2, l) => LionKappaSoftsign.Step(x, m, g, e, b1, b2, l, A),
            (x, g, l) => LionKappaSoftsign.Residual(x, g, l, A)),
        new(nameof(LionKappaSoftThreshold), x => LionKappaSoftThreshold.Subgradient(x, E),
            x => LionKappaSoftThreshold.Potential(x, E), y => LionKappaSoftThreshold.Conjugate(y, E), null,
            y => E * Sign(y) + y, (x, m, g, e, b1, b2, l) => LionKappaSoftThreshold.Step(x, m, g, e, b1, b2, l, E),
            (x, g, l) => LionKappaSoftThreshold.Residual(x, g, l, E)),
        new(nameof(LionKappaLogSumExp), x => LionKappaLogSumExp.Subgradient(x, Reference(x), A),
            x => LionKappaLogSumExp.Potential(x, Reference(x), A),
            y => LionKappaLogSumExp.Conjugate(y, Reference(y), A),
            LionKappaLogSumExp.Violation, y => A * (Log(y / Reference(y)) + 1),
            (x, m, g, e, b1, b2, l) => LionKappaLogSumExp.Step(x, m, g, Reference(x), e, b1, b2, l, A),
            (x, g, l) => LionKappaLogSumExp.Residual(x, g, Reference(x), l, A)),
    ];

    /// <summary>The row of this class.</summary>
    public static LionKappaRow Named(string name) => All.Single(r => r.Name == name);

    /// <summary>A distribution that is not uniform: qᵢ ∝ i + 1.</summary>
    private static Vec Reference(Vec like)
    {
        Vec weight = new([.. Enumerable.Range(1, like.Length).Select(i => (double)i)]);
        return weight / Sum(weight);
    }

    /// <summary>Weights that fall by a constant: wᵢ = 1 − (i − 1)/n.</summary>
    private static Vec Weights(Vec like) =>
        new([.. Enumerable.Range(0, like.Length).Select(i => 1 - (double)i / like.Length)]);

    /// <summary>A point of the domain of κ*: on the simplex a value of ∇κ, else half of one.</summary>
    public Vec Inside(Vec seed) => (Name == nameof(LionKappaLogSumExp) ? 1 : 0.5) * Gradient(seed);
}
