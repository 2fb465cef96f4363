using Numerics.Runtime;

namespace Numerics.Testing;

/// <content>Promises: what the rule declares of itself, each on the definition and on the kernels of both element types in both
/// contraction classes.</content>
public sealed partial class RuleLaws
{
    /// <summary>Every promise of the rule holds; a rule without promises breaks none.</summary>
    /// <exception cref="LawViolationException">One does not; the message has the promise, the smallest case found and its
    /// seed.</exception>
    public void KeepsPromises() => PromiseLaw.Check(Rule, Rule.Promises, _settings);

    /// <summary>Steps are no longer than promised: <see cref="BoundedAttribute"/>.</summary>
    /// <exception cref="LawViolationException">One is, or the rule promises nothing of the kind.</exception>
    public void StepsAreBounded() => Check<BoundedPromise>();

    /// <summary>The rule commutes with its symmetries: <see cref="EquivariantAttribute"/>.</summary>
    /// <exception cref="LawViolationException">It does not, or promises nothing of the kind.</exception>
    public void IsEquivariant() => Check<EquivariantPromise>();

    /// <summary>Its potentials fall: <see cref="DecreasesAttribute"/>.</summary>
    /// <exception cref="LawViolationException">One does not, or the rule promises nothing of the kind.</exception>
    public void PotentialsDecrease() => Check<DecreasesPromise>();

    /// <summary>The rule and its conjugate are a pair: <see cref="ConjugateAttribute"/>.</summary>
    /// <exception cref="LawViolationException">They are not, or the rule promises nothing of the kind.</exception>
    public void HasItsConjugate() => Check<ConjugatePromise>();

    /// <summary>The rule is strongly convex: <see cref="StronglyConvexAttribute"/>.</summary>
    /// <exception cref="LawViolationException">It is not, or promises nothing of the kind.</exception>
    public void IsStronglyConvex() => Check<StronglyConvexPromise>();

    /// <summary>The rule is a projection: <see cref="ProjectionAttribute"/>.</summary>
    /// <exception cref="LawViolationException">It is not, or promises nothing of the kind.</exception>
    public void IsProjection() => Check<ProjectionPromise>();

    /// <summary>The rule stands still where the gradient is zero: <see cref="FixedPointAttribute"/>.</summary>
    /// <exception cref="LawViolationException">It does not, or promises nothing of the kind.</exception>
    public void StandsStillWithoutGradient() => Check<FixedPointPromise>();

    /// <summary>The rule is the simpler ones that it names: <see cref="ReducesToAttribute"/>.</summary>
    /// <exception cref="LawViolationException">It is not one of them, or promises nothing of the kind.</exception>
    public void ReducesToSimplerRules() => Check<ReducesToPromise>();

    private void Check<TPromise>()
        where TPromise : Promise
    {
        List<TPromise> promises = [.. Rule.Promises.OfType<TPromise>()];
        if (promises.Count == 0)
        {
            throw new LawViolationException($"{Rule.Name} has no promise of the kind {typeof(TPromise).Name}.");
        }

        PromiseLaw.Check(Rule, promises, _settings);
    }
}
