using static Numerics.Functions;

namespace Numerics;

/// <content>Layer-wise scaling.</content>
public static partial class BuildingBlocks
{
    /// <summary>‖x‖₂/‖u‖₂ of one tensor; 1 where either norm is 0.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="u">The update.</param>
    /// <remarks>You et al., arXiv:1904.00962, Algorithm 2, with φ the identity; Optax's <c>scale_by_trust_ratio</c>
    /// with its defaults.</remarks>
    [BuildingBlock]
    public static Scalar TrustRatio(Vec x, Vec u) => NormRatio(Norm(x), Norm(u));

    /// <summary>a/b; 1 where either is 0. NaN stays NaN.</summary>
    /// <param name="a">A norm.</param>
    /// <param name="b">Another.</param>
    [BuildingBlock]
    public static Scalar NormRatio(Scalar a, Scalar b) => Select(Equal(a, 0) | Equal(b, 0), 1, a / b);
}
