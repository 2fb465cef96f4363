using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Minimization;

/// <summary>The exact augmented Lagrangian M = L + η₁/2·‖c‖² + η₂/2·‖W·∇ₓL‖², with W = 1 or J, and its gradient at a point.</summary>
/// <remarks>By the rules of <see cref="ExactAugmentedLagrangian"/>, which says what they compute; here are the products that they
/// take.</remarks>
internal sealed class Merit(ProblemModel problem, LocalModel at, bool isJacobianWeighted)
{
    /// <summary>p and q: H·g and J·g; or weighted H·Jᵀu + Σ uᵢ∇²cᵢ·g and J·Jᵀu.</summary>
    private readonly (double[] X, double[] Multipliers) _penalty = isJacobianWeighted ? Weighted(at) : Plain(at);

    private readonly double[] _jtc = at.JacobianTransposeTimes(at.Point.Constraints.AsSpan());

    /// <summary>M at any point.</summary>
    public double Value(ConstrainedPoint point, double eta1, double eta2)
    {
        ReadOnlySpan<double> g = point.LagrangianGradient.AsSpan(), c = point.Constraints.AsSpan(), multipliers = point.Multipliers.AsSpan();
        return isJacobianWeighted
            ? ExactAugmentedLagrangian.WeightedValue(problem.JacobianTimes(point, g), c, multipliers, point.Value, eta1, eta2)
            : ExactAugmentedLagrangian.Value(g, c, multipliers, point.Value, eta1, eta2);
    }

    /// <summary>∇M at this point.</summary>
    public double[] Gradient(double eta1, double eta2)
    {
        int n = at.Point.X.Length;
        double[] gradient = new double[n + at.Point.Multipliers.Length];
        ExactAugmentedLagrangian.Slopes(
            at.Point.LagrangianGradient.AsSpan(), at.Point.Constraints.AsSpan(), _penalty.X, _jtc, _penalty.Multipliers,
            gradient.AsSpan(0, n), gradient.AsSpan(n), eta1, eta2);
        return gradient;
    }

    /// <summary>∇Mᵀz at this point.</summary>
    public double Slope(ReadOnlySpan<double> z, double eta1, double eta2)
    {
        int n = at.Point.X.Length;
        return ExactAugmentedLagrangian.SlopeAlong(
            z[..n], z[n..], at.Point.LagrangianGradient.AsSpan(), at.Point.Constraints.AsSpan(), _penalty.X, _jtc, _penalty.Multipliers,
            eta1, eta2);
    }

    private static (double[] X, double[] Multipliers) Plain(LocalModel at) =>
        (at.HessianTimes(at.Point.LagrangianGradient.AsSpan()), at.JacobianTimes(at.Point.LagrangianGradient.AsSpan()));

    private static (double[] X, double[] Multipliers) Weighted(LocalModel at)
    {
        ReadOnlySpan<double> g = at.Point.LagrangianGradient.AsSpan();
        double[] u = at.JacobianTimes(g);
        double[] jtu = at.JacobianTransposeTimes(u);
        double[] moved = new double[u.Length];
        TensorPrimitives.Add(at.Point.Multipliers.AsSpan(), u, moved);
        double[] x = new double[g.Length];
        ExactAugmentedLagrangian.WeightedCurvature(at.HessianTimes(jtu), at.HessianTimes(moved, g), at.HessianTimes(g), x);
        return (x, at.JacobianTimes(jtu));
    }
}
