using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Second derivatives at a point, with what the method asks of them.</summary>
internal sealed class KktPoint
{
    /// <summary>A constraint takes part in a dependence with that share of the one that takes most part.</summary>
    private const double PartInDependence = 0.1;

    private readonly SymmetricEigen? _gram;

    public KktPoint(IConstrainedProblem problem, ConstrainedPoint point)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Point = point;
        double[] hessian = new double[problem.HessianPattern.EntryCount];
        problem.LagrangianHessian(point.X.AsSpan(), point.Multipliers.AsSpan(), hessian);
        int bad = Array.FindIndex(hessian, h => !double.IsFinite(h));
        if (bad >= 0)
        {
            throw new ArithmeticException(
                $"Entry {bad} of the Lagrangian's Hessian is {hessian[bad]} at ({string.Join(", ", point.X)}).");
        }

        Hessian = DenseMatrix.Of(problem.HessianPattern, hessian, isSymmetric: true);
        Jacobian = DenseMatrix.Of(problem.JacobianPattern, point.Jacobian.AsSpan(), isSymmetric: false);
        _gram = Jacobian.Rows == 0 ? null : new SymmetricEigen(Jacobian.Gram());
        LeastJacobianEigenvalue = _gram is null ? 1 : Math.Max(0, _gram.Values[_gram.Least]);
        LeastCurvature = Jacobian.Rows >= Jacobian.Columns
            ? double.PositiveInfinity
            : new SymmetricEigen(Hessian.Reduced(NullSpace.Of(Jacobian))).Values.Min();
    }

    private KktPoint(KktPoint other, ConstrainedPoint point)
    {
        (Point, Hessian, Jacobian, _gram) = (point, other.Hessian, other.Jacobian, other._gram);
        (LeastJacobianEigenvalue, LeastCurvature) = (other.LeastJacobianEigenvalue, other.LeastCurvature);
    }

    public ConstrainedPoint Point { get; }

    /// <summary>H, the Hessian of the Lagrangian.</summary>
    public DenseMatrix Hessian { get; }

    public DenseMatrix Jacobian { get; }

    /// <summary>ξ_G = λ_min(JJᵀ); 1 where there are no constraints.</summary>
    public double LeastJacobianEigenvalue { get; }

    /// <summary>λ_min(ZᵀHZ) with Z a basis of the null space of J; +∞ where there is none.</summary>
    public double LeastCurvature { get; }

    /// <summary>The same second derivatives with other first ones.</summary>
    public KktPoint With(ConstrainedPoint point) => new(this, point);

    /// <summary>The constraints that take part in the nearest dependence of their gradients.</summary>
    public IEnumerable<int> DependentRows()
    {
        double[] part = _gram is null ? [] : _gram.Vectors.Row(_gram.Least).ToArray();
        double most = part.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return Enumerable.Range(0, part.Length).Where(i => Math.Abs(part[i]) >= PartInDependence * most);
    }

    /// <summary>The Newton–KKT system with B = H + τ·I.</summary>
    public KktSystem System(double repair, int number = 0)
    {
        DenseMatrix b = repair == 0 ? Hessian : Hessian.Clone();
        for (int i = 0; i < b.Rows && repair != 0; i++)
        {
            b[i, i] += repair;
        }

        double[] right = new double[b.Rows + Jacobian.Rows];
        TensorPrimitives.Negate(Point.LagrangianGradient.AsSpan(), right);
        TensorPrimitives.Negate(Point.Constraints.AsSpan(), right.AsSpan(b.Rows));
        return new KktSystem(b, Jacobian, right) { Number = number };
    }
}
