using Numerics;
using static Numerics.Functions;

namespace MyRule;

/// <summary>Signum: steps of one length along the sign of the gradient's moving average.</summary>
/// <remarks>m' = β·m + (1−β)·g;  x' = x − η·sign(m'). Bernstein et al., ICML 2018, Algorithm 1.</remarks>
public static partial class Signum
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta">β.</param>
    [UpdateRule]
    [Bounded(by: "learningRate")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static (Vec x, Vec m) Step(
        Vec x, Vec m, Vec g, [AtLeast(0)] double learningRate = 1e-3, [AtLeast(0), Below(1)] double beta = 0.9)
    {
        Vec m1 = beta * m + (1 - beta) * g;
        return (x - learningRate * Sign(m1), m1);
    }
}
