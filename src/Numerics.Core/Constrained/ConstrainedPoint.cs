using System.Collections.Immutable;
using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Minimization;

/// <summary>A point (x, λ) of a constrained problem with its value, first derivatives and KKT residual.</summary>
/// <param name="X">The variables.</param>
/// <param name="Multipliers">The multipliers λ, one for each constraint.</param>
/// <param name="Value">f(x).</param>
/// <param name="Gradient">∇f(x).</param>
/// <param name="Constraints">c(x).</param>
/// <param name="Jacobian">The entries of J(x), in the problem's pattern.</param>
/// <param name="LagrangianGradient">∇f + Jᵀλ.</param>
public sealed record ConstrainedPoint(
    ImmutableArray<double> X,
    ImmutableArray<double> Multipliers,
    double Value,
    ImmutableArray<double> Gradient,
    ImmutableArray<double> Constraints,
    ImmutableArray<double> Jacobian,
    ImmutableArray<double> LagrangianGradient)
{
    /// <summary>‖(∇f + Jᵀλ; c)‖₂.</summary>
    public double KktResidual => ExactAugmentedLagrangian.KktResidual(LagrangianGradient.AsSpan(), Constraints.AsSpan());

    /// <summary>‖c‖₂.</summary>
    public double Violation => TensorPrimitives.Norm(Constraints.AsSpan());

    /// <summary>Whether all that was evaluated is finite.</summary>
    public bool IsFinite => WhyNotFinite is null;

    /// <summary>What is not finite; null where all is.</summary>
    public string? WhyNotFinite => !double.IsFinite(Value) ? "the objective"
        : First(Gradient) is int g ? $"the objective's derivative {g}"
        : First(Constraints) is int c ? $"constraint {c}"
        : First(Jacobian) is int j ? $"entry {j} of the Jacobian"
        : First(LagrangianGradient) is int l ? $"the Lagrangian's derivative {l}"
        : null;

    /// <summary>Value, violation, KKT residual, first variables and multipliers, for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"f = {Value:R}, ‖c‖ = {Violation:G3}, KKT residual = {KktResidual:G3}, x = {Point.Text(X)}, λ = {Point.Text(Multipliers)}");

    /// <summary>Evaluates a problem.</summary>
    /// <exception cref="ArgumentException">x or λ has another length than the problem asks for.</exception>
    public static ConstrainedPoint At(IConstrainedProblem problem, ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Runtime.Elements.Length(x.Length, problem.VariableCount, nameof(x));
        Runtime.Elements.Length(multipliers.Length, problem.ConstraintCount, nameof(multipliers));
        double[] gradient = new double[x.Length];
        double[] constraints = new double[multipliers.Length];
        double[] jacobian = new double[problem.JacobianPattern.EntryCount];
        double value = problem.Evaluate(x, gradient, constraints, jacobian);
        double[] lagrangian = [.. gradient];
        AddTransposed(problem.JacobianPattern, jacobian, multipliers, lagrangian);
        return new ConstrainedPoint([.. x], [.. multipliers], value, [.. gradient], [.. constraints], [.. jacobian], [.. lagrangian]);
    }

    /// <summary>Evaluates a problem that is given by products: the Jacobian has no entries here.</summary>
    /// <exception cref="ArgumentException">x or λ has another length than the problem asks for.</exception>
    public static ConstrainedPoint At(IProductProblem problem, ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Runtime.Elements.Length(x.Length, problem.VariableCount, nameof(x));
        Runtime.Elements.Length(multipliers.Length, problem.ConstraintCount, nameof(multipliers));
        double[] gradient = new double[x.Length], constraints = new double[multipliers.Length], lagrangian = new double[x.Length];
        double value = problem.Evaluate(x, gradient, constraints);
        problem.JacobianTransposeVector(x, multipliers, lagrangian);
        TensorPrimitives.Add<double>(lagrangian, gradient, lagrangian);
        return new ConstrainedPoint([.. x], [.. multipliers], value, [.. gradient], [.. constraints], [], [.. lagrangian]);
    }

    /// <summary>Evaluates a problem at (x, λ) + length·(Δx; Δλ).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="direction">Δx, then Δλ.</param>
    /// <param name="length">How far to go.</param>
    public ConstrainedPoint Along(IConstrainedProblem problem, ReadOnlySpan<double> direction, double length) =>
        Along(new DenseModel(problem), direction, length);

    /// <summary>Evaluates a problem at (x, λ) + length·(Δx; Δλ).</summary>
    internal ConstrainedPoint Along(ProblemModel problem, ReadOnlySpan<double> direction, double length)
    {
        double[] x = [.. X], multipliers = [.. Multipliers];
        ExactAugmentedLagrangian.Step(x, multipliers, direction[..x.Length], direction[x.Length..], length);
        return problem.Evaluate(x, multipliers);
    }

    /// <summary>Adds Jᵀu.</summary>
    private static void AddTransposed(SparsePattern pattern, double[] entries, ReadOnlySpan<double> u, double[] sum)
    {
        for (int i = 0; i < pattern.Rows; i++)
        {
            for (int k = pattern.RowStarts[i]; k < pattern.RowStarts[i + 1]; k++)
            {
                sum[pattern.ColumnIndices[k]] += entries[k] * u[i];
            }
        }
    }

    private static int? First(ImmutableArray<double> values)
    {
        int at = values.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        return at < 0 ? null : at;
    }
}
