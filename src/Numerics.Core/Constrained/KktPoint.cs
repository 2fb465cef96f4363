using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>Second derivatives at a point as dense matrices, with their eigenvalues.</summary>
internal sealed class KktPoint : LocalModel
{
    /// <summary>A constraint takes part in a dependence with that share of the one that takes most part.</summary>
    private const double PartInDependence = 0.1;

    private readonly IConstrainedProblem _problem;
    private readonly SymmetricEigen? _gram;
    private SymmetricFactors? _normal;

    public KktPoint(IConstrainedProblem problem, ConstrainedPoint point)
        : base(point)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem;
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
        : base(point)
    {
        (_problem, Hessian, Jacobian, _gram) = (other._problem, other.Hessian, other.Jacobian, other._gram);
        (LeastJacobianEigenvalue, LeastCurvature) = (other.LeastJacobianEigenvalue, other.LeastCurvature);
    }

    /// <summary>H, the Hessian of the Lagrangian.</summary>
    public DenseMatrix Hessian { get; }

    public DenseMatrix Jacobian { get; }

    public override double LeastJacobianEigenvalue { get; }

    public override double LeastCurvature { get; }

    public override double HessianNorm => Hessian.Norm;

    public override double JacobianNorm => Jacobian.Norm;

    /// <summary>The same second derivatives with other first ones.</summary>
    public KktPoint With(ConstrainedPoint point) => new(this, point);

    public override IEnumerable<int> DependentRows()
    {
        double[] part = _gram is null ? [] : _gram.Vectors.Row(_gram.Least).ToArray();
        double most = part.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return Enumerable.Range(0, part.Length).Where(i => Math.Abs(part[i]) >= PartInDependence * most);
    }

    public override double RepairedNorm(double repair) => Repaired(repair).Norm;

    public override double SystemNorm(double repair)
    {
        double b = RepairedNorm(repair), j = Jacobian.Norm;
        return Math.Sqrt((b * b) + (2 * j * j));
    }

    public override double[] HessianTimes(ReadOnlySpan<double> v) => Hessian.Times(v);

    public override double[] HessianTimes(ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v)
    {
        double[] entries = new double[_problem.HessianPattern.EntryCount];
        _problem.LagrangianHessian(Point.X.AsSpan(), multipliers, entries);
        return DenseMatrix.Of(_problem.HessianPattern, entries, isSymmetric: true).Times(v);
    }

    public override double[] JacobianTimes(ReadOnlySpan<double> v) => Jacobian.Times(v);

    public override double[] JacobianTransposeTimes(ReadOnlySpan<double> u) => Jacobian.TransposeTimes(u);

    public override double[] SolveNormal(ReadOnlySpan<double> right)
    {
        _normal ??= SymmetricFactors.TryFactor(Jacobian.Gram())
            ?? throw new ArithmeticException("J·Jᵀ is singular: name ExactKktSolver or MinresKktSolver.");
        return _normal.Solve(right);
    }

    public override DenseMatrix Whole(double repair)
    {
        (DenseMatrix b, int n) = (Repaired(repair), Hessian.Rows);
        var whole = new DenseMatrix(n + Jacobian.Rows, n + Jacobian.Rows);
        for (int i = 0; i < n; i++)
        {
            b.Row(i).CopyTo(whole.Row(i));
        }

        for (int i = 0; i < Jacobian.Rows; i++)
        {
            Jacobian.Row(i).CopyTo(whole.Row(n + i));
            for (int j = 0; j < n; j++)
            {
                whole[j, n + i] = Jacobian[i, j];
            }
        }

        return whole;
    }

    public override LinearOperand Operand(KktSystem system) => new(system.Whole().Values, system.Size, system.Size);

    private DenseMatrix Repaired(double repair)
    {
        DenseMatrix b = repair == 0 ? Hessian : Hessian.Clone();
        for (int i = 0; i < b.Rows && repair != 0; i++)
        {
            b[i, i] += repair;
        }

        return b;
    }
}
