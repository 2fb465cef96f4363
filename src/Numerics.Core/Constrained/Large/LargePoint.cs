using System.Numerics.Tensors;
using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>Second derivatives at a point through products: spectral norms and ξ_G by Lanczos' process, J·Jᵀ by
/// <see cref="NormalEquations"/>.</summary>
internal sealed class LargePoint : LocalModel
{
    private const int InverseSteps = 8;
    private const double PartInDependence = 0.1;

    private readonly IProductProblem _problem;
    private readonly NormalEquations _normal;
    private readonly double[] _x;
    private readonly double[] _multipliers;
    private readonly double[]? _dependence;

    public LargePoint(IProductProblem problem, ConstrainedPoint point, NormalEquations normal)
        : base(point)
    {
        (_problem, _normal, _x, _multipliers) = (problem, normal, [.. point.X], [.. point.Multipliers]);
        HessianNorm = Lanczos.Of(_x.Length, (v, hv) => HessianTimes(v).CopyTo(hv, 0)).NormBound;
        if (!double.IsFinite(HessianNorm))
        {
            throw new ArithmeticException("The Lagrangian's Hessian times a vector is not finite.");
        }

        if (_multipliers.Length == 0)
        {
            LeastJacobianEigenvalue = 1;
            return;
        }

        JacobianNorm = Math.Sqrt(Lanczos.Of(
            _multipliers.Length, (u, y) => JacobianTimes(JacobianTransposeTimes(u)).CopyTo(y, 0)).DefiniteBound);
        normal.Prepare(_x);
        _dependence = normal.Dependence;
        LeastJacobianEigenvalue = normal.IsSingular
            ? 0
            : 1 / Lanczos.Of(_multipliers.Length, (u, y) => SolveNormal(u).CopyTo(y, 0)).DefiniteBound;
    }

    public override double LeastJacobianEigenvalue { get; }

    /// <summary>Not known here: the inner solver tests its directions.</summary>
    public override double LeastCurvature => double.PositiveInfinity;

    public override double HessianNorm { get; }

    public override double JacobianNorm { get; }

    /// <summary>Of the dependence that was met, or by inverse iteration.</summary>
    public override IEnumerable<int> DependentRows()
    {
        double[] part = _dependence ?? Inverted();
        double most = part.Max(Math.Abs);
        return Enumerable.Range(0, part.Length).Where(i => Math.Abs(part[i]) >= PartInDependence * most);
    }

    private double[] Inverted()
    {
        double[] part = [.. Enumerable.Range(0, _multipliers.Length).Select(i => 1 + (0.5 * Math.Sin(i)))];
        for (int k = 0; k < InverseSteps; k++)
        {
            part = SolveNormal(part);
            TensorPrimitives.Divide(part, TensorPrimitives.Norm<double>(part), part);
        }

        return part;
    }

    public override double RepairedNorm(double repair) => HessianNorm + repair;

    /// <summary>‖K‖₂ ≤ ‖B‖₂ + ‖J‖₂.</summary>
    public override double SystemNorm(double repair) => HessianNorm + repair + JacobianNorm;

    public override double[] HessianTimes(ReadOnlySpan<double> v) => HessianTimes(_multipliers, v);

    public override double[] HessianTimes(ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v)
    {
        double[] hv = new double[_x.Length];
        _problem.LagrangianHessianVector(_x, multipliers, v, hv);
        return hv;
    }

    public override double[] JacobianTimes(ReadOnlySpan<double> v)
    {
        double[] jv = new double[_multipliers.Length];
        _problem.JacobianVector(_x, v, jv);
        return jv;
    }

    public override double[] JacobianTransposeTimes(ReadOnlySpan<double> u)
    {
        double[] jtu = new double[_x.Length];
        _problem.JacobianTransposeVector(_x, u, jtu);
        return jtu;
    }

    public override double[] SolveNormal(ReadOnlySpan<double> right) => _normal.Solve(_x, right);

    public override DenseMatrix Whole(double repair) => throw new NotSupportedException(
        "The inner solver needs the matrix, and the problem has products alone: name ProjectedKktSolver or MinresKktSolver.");

    /// <summary>With its entries where the problem has them, else by products.</summary>
    public override LinearOperand Operand(KktSystem system) => _problem is SparseProducts sparse
        ? new LinearOperand(sparse.Whole(_x, _multipliers, system.Repair))
        : new LinearOperand(system.Size, system.Multiply);

    /// <summary>In the order that the problem's earlier ones have.</summary>
    public override SaddleFactors Factors(KktSystem system) => _problem is SparseProducts sparse
        ? sparse.Factors(_x, _multipliers, system.Repair)
        : base.Factors(system);
}
