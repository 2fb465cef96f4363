using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>The exact augmented Lagrangian M = L + η₁/2·‖c‖² + η₂/2·‖W·∇ₓL‖², with W = 1 or J, and its gradient at a point.</summary>
/// <remarks>With g = ∇ₓL: ∇ₓM = g + η₂·H·g + η₁·Jᵀc and ∇_λM = c + η₂·J·g. Weighted by J, with u = J·g: ∇ₓM = g + η₂·(H·Jᵀu + Σ uᵢ∇²cᵢ·g)
/// + η₁·Jᵀc and ∇_λM = c + η₂·J·Jᵀu; Σ uᵢ∇²cᵢ is the change of the Lagrangian's Hessian when u is added to λ.</remarks>
internal sealed class Merit(ProblemModel problem, LocalModel at, bool isJacobianWeighted)
{
    /// <summary>H·g and J·g; or weighted H·Jᵀu + Σ uᵢ∇²cᵢ·g and J·Jᵀu.</summary>
    private readonly (double[] X, double[] Multipliers) _penalty = isJacobianWeighted ? Weighted(at) : Plain(at);

    private readonly double[] _jtc = at.JacobianTransposeTimes(at.Point.Constraints.AsSpan());

    /// <summary>M at any point.</summary>
    public double Value(ConstrainedPoint point, double eta1, double eta2)
    {
        double lagrangian = point.Value + TensorPrimitives.Dot(point.Multipliers.AsSpan(), point.Constraints.AsSpan());
        double violation = TensorPrimitives.SumOfSquares(point.Constraints.AsSpan());
        ReadOnlySpan<double> g = isJacobianWeighted
            ? problem.JacobianTimes(point, point.LagrangianGradient.AsSpan())
            : point.LagrangianGradient.AsSpan();
        return lagrangian + (eta1 / 2 * violation) + (eta2 / 2 * TensorPrimitives.SumOfSquares(g));
    }

    /// <summary>∇M at this point.</summary>
    public double[] Gradient(double eta1, double eta2)
    {
        int n = at.Point.X.Length;
        double[] gradient = new double[n + at.Point.Multipliers.Length];
        at.Point.LagrangianGradient.CopyTo(gradient);
        at.Point.Constraints.CopyTo(gradient, n);
        TensorPrimitives.MultiplyAdd(_penalty.X, eta2, gradient.AsSpan(0, n), gradient.AsSpan(0, n));
        TensorPrimitives.MultiplyAdd(_jtc, eta1, gradient.AsSpan(0, n), gradient.AsSpan(0, n));
        TensorPrimitives.MultiplyAdd(_penalty.Multipliers, eta2, gradient.AsSpan(n), gradient.AsSpan(n));
        return gradient;
    }

    /// <summary>∇Mᵀz at this point.</summary>
    public double Slope(ReadOnlySpan<double> z, double eta1, double eta2) => TensorPrimitives.Dot(Gradient(eta1, eta2), z);

    private static (double[] X, double[] Multipliers) Plain(LocalModel at) =>
        (at.HessianTimes(at.Point.LagrangianGradient.AsSpan()), at.JacobianTimes(at.Point.LagrangianGradient.AsSpan()));

    private static (double[] X, double[] Multipliers) Weighted(LocalModel at)
    {
        ReadOnlySpan<double> g = at.Point.LagrangianGradient.AsSpan();
        double[] u = at.JacobianTimes(g);
        double[] jtu = at.JacobianTransposeTimes(u);
        double[] moved = new double[u.Length];
        TensorPrimitives.Add(at.Point.Multipliers.AsSpan(), u, moved);
        double[] x = at.HessianTimes(jtu);
        TensorPrimitives.Add<double>(x, at.HessianTimes(moved, g), x);
        TensorPrimitives.Subtract<double>(x, at.HessianTimes(g), x);
        return (x, at.JacobianTimes(jtu));
    }
}
