using static Numerics.BuildingBlocks;

namespace Numerics.Rules;

/// <summary>Stochastic gradient descent, with heavy-ball or Nesterov momentum.</summary>
/// <remarks>
/// d = g + λ·x. Without momentum: x' = x − η·d. With it: b' = μ·b + (1−τ)·d, but b' = d at the first step;
/// x' = x − η·b', or x − η·(d + μ·b') in Nesterov's form.
/// <para>Shapes: x, b and g share one length. Units: b those of g, η those of x over g, λ those of g over x.</para>
/// <para>Special values: μ = 0 leaves b as it is, neither read nor written. At the first step b is not read.</para>
/// <para>Deviates: PyTorch refuses Nesterov with μ = 0 or τ ≠ 0; here the formulas above hold, so that μ = 0 is plain
/// descent. PyTorch's first step is that of a parameter's first gradient; here it is that of the whole group.</para>
/// <para>torch.optim.SGD; Sutskever et al., ICML 2013; Polyak 1964.</para>
/// </remarks>
public static partial class Sgd
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="b">The accumulated gradients.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ: the share of b that stays.</param>
    /// <param name="dampening">τ: the share of the gradient that b does not take in.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.Orthogonal)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec b) Step(
        Vec x, [StateName("momentum_buffer")] Vec b, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0)] double momentum = 0,
        double dampening = 0,
        [AtLeast(0)] double weightDecay = 0,
        bool nesterov = false)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        if (momentum == 0)
        {
            return (x - learningRate * d, b);
        }

        Vec b1 = t == 1 ? d : Trace(b, (1 - dampening) * d, momentum);
        Vec direction = nesterov ? LookAhead(b1, d, momentum) : b1;
        return (x - learningRate * direction, b1);
    }
}
