namespace Numerics.Minimization;

/// <summary>A problem as the method sees it: dense matrices, or products.</summary>
internal abstract class ProblemModel
{
    public abstract int VariableCount { get; }

    public abstract int ConstraintCount { get; }

    /// <summary>The inner solver where the user names none.</summary>
    public abstract IKktSolver DefaultSolver { get; }

    public abstract ConstrainedPoint Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers);

    public abstract LocalModel At(ConstrainedPoint point);

    /// <summary>J·v at any point.</summary>
    public abstract double[] JacobianTimes(ConstrainedPoint point, ReadOnlySpan<double> v);

    /// <summary>Jᵀ·u at any point.</summary>
    public abstract double[] JacobianTransposeTimes(ConstrainedPoint point, ReadOnlySpan<double> u);
}

/// <summary>A problem with its matrices' entries, as dense matrices.</summary>
internal sealed class DenseModel(IConstrainedProblem problem) : ProblemModel
{
    public override int VariableCount => problem.VariableCount;

    public override int ConstraintCount => problem.ConstraintCount;

    public override IKktSolver DefaultSolver { get; } = new ExactKktSolver();

    public override ConstrainedPoint Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers) =>
        ConstrainedPoint.At(problem, x, multipliers);

    public override LocalModel At(ConstrainedPoint point) => new KktPoint(problem, point);

    public override double[] JacobianTimes(ConstrainedPoint point, ReadOnlySpan<double> v) => Jacobian(point).Times(v);

    public override double[] JacobianTransposeTimes(ConstrainedPoint point, ReadOnlySpan<double> u) => Jacobian(point).TransposeTimes(u);

    private DenseMatrix Jacobian(ConstrainedPoint point) =>
        DenseMatrix.Of(problem.JacobianPattern, point.Jacobian.AsSpan(), isSymmetric: false);
}

/// <summary>A problem through products.</summary>
internal sealed class LargeModel(IProductProblem problem) : ProblemModel
{
    private readonly NormalEquations _normal = new(problem);

    public override int VariableCount => problem.VariableCount;

    public override int ConstraintCount => problem.ConstraintCount;

    public override IKktSolver DefaultSolver { get; } = new ProjectedKktSolver();

    public override ConstrainedPoint Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers) =>
        ConstrainedPoint.At(problem, x, multipliers);

    public override LocalModel At(ConstrainedPoint point) => new LargePoint(problem, point, _normal);

    public override double[] JacobianTimes(ConstrainedPoint point, ReadOnlySpan<double> v)
    {
        double[] jv = new double[ConstraintCount];
        problem.JacobianVector(point.X.AsSpan(), v, jv);
        return jv;
    }

    public override double[] JacobianTransposeTimes(ConstrainedPoint point, ReadOnlySpan<double> u)
    {
        double[] jtu = new double[VariableCount];
        problem.JacobianTransposeVector(point.X.AsSpan(), u, jtu);
        return jtu;
    }
}
