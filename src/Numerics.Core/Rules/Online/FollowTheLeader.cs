using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic follow-the-regularized-leader, Euclidean: the other way to play with hints, for
/// comparison.</summary>
/// <remarks>
/// xₜ = argmin ⟨Σ_{s&lt;t} gₛ + Mₜ, x⟩ + ‖x − x₁‖²/(2ηₜ) over X = Π_X(x₁ − ηₜ·(Σ_{s&lt;t} gₛ + Mₜ)). On the whole
/// space, with a constant step, it is optimistic mirror descent; elsewhere it remembers what the projection of mirror
/// descent forgets. For the entropy see
/// <see cref="OptimisticEntropy"/>.
/// <para>Step sizes are those of <see cref="OptimisticMirrorDescent"/>.</para>
/// <para>Deviates: Sachs and others take the step from D²/Σ min(ηv/2, D√v), which needs no G but starts without a
/// step.</para>
/// <para>Rakhlin and Sridharan, COLT 2013; Sachs, Hadiji, van Erven, Guzmán, NeurIPS 2022.</para>
/// </remarks>
public static class FollowTheLeader
{
    /// <summary>One round on any set.</summary>
    /// <param name="start">x₁.</param>
    /// <param name="sum">Σ g: zero at the start.</param>
    /// <param name="hint">M.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄ before this round.</param>
    /// <param name="nextRate">η as a function of V̄: the next round's.</param>
    /// <param name="optimism">The next hint, from M and g.</param>
    /// <param name="projection">Π_X.</param>
    /// <returns>The next point to play, Σ g, M and V̄.</returns>
    [BuildingBlock]
    public static (Vec x, Vec sum, Vec hint, Scalar variation) Step(
        Vec start, Vec sum, Vec hint, Vec observed, Scalar variation, Func<Scalar, Scalar> nextRate,
        Func<Vec, Vec, Vec> optimism, Func<Vec, Vec> projection)
    {
        Scalar variation1 = variation + Square(Norm(observed - hint));
        Vec hint1 = optimism(hint, observed);
        Vec sum1 = sum + observed;
        return (projection(start - nextRate(variation1) * (sum1 + hint1)), sum1, hint1, variation1);
    }

    /// <summary>The point to play with a hint of the user's own.</summary>
    /// <param name="start">x₁.</param>
    /// <param name="sum">Σ g.</param>
    /// <param name="hint">M.</param>
    /// <param name="rate">η.</param>
    /// <param name="projection">Π_X.</param>
    [BuildingBlock]
    public static Vec Play(Vec start, Vec sum, Vec hint, double rate, Func<Vec, Vec> projection) =>
        projection(start - rate * (sum + hint));
}
