using Numerics.Minimization;

namespace Numerics.Tests.WithConstraints;

/// <summary>Hides that there are entries.</summary>
internal sealed class ProductsAlone(IProductProblem problem) : PatternedProblem(problem.VariableCount, problem.ConstraintCount, null)
{
    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints) =>
        problem.Evaluate(point, gradient, constraints);

    public override void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv) =>
        problem.JacobianVector(point, v, jv);

    public override void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu) =>
        problem.JacobianTransposeVector(point, u, jtu);

    public override void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv) =>
        problem.LagrangianHessianVector(point, multipliers, v, hv);
}
