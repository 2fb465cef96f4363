using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>A plan whose passes run in one element type.</summary>
internal sealed class Transport<T>(
    TransportCost<T> cost,
    Plan<T> plan,
    double strength,
    TransportOutcome outcome,
    in Iterated last,
    double floor,
    IReadOnlyList<TransportProgress> history)
    : Transport(plan.Epsilon, outcome, in last, history.Count > 0 ? history[^1].DualValue : double.NaN, floor, history)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Plan<T> Plan => plan;

    public TransportCost<T> Costs => cost;

    public double Strength => strength;

    public override Potentials Potentials { get; } =
        new(Array.ConvertAll(plan.F, double.CreateTruncating), Array.ConvertAll(plan.G, double.CreateTruncating));

    public override double Cost => cost.Value(plan);

    public override double[] Apply(ReadOnlySpan<double> v)
    {
        CheckLength(nameof(v), v.Length, "columns", cost.Columns);
        var result = new T[cost.Rows];
        cost.Apply(plan, Narrowed(v), result);
        return Array.ConvertAll(result, double.CreateTruncating);
    }

    public override double[] ApplyTransposed(ReadOnlySpan<double> u)
    {
        CheckLength(nameof(u), u.Length, "rows", cost.Rows);
        var result = new T[cost.Columns];
        cost.ApplyTransposed(plan, Narrowed(u), result);
        return Array.ConvertAll(result, double.CreateTruncating);
    }

    public override Tensor<double> ToMatrix()
    {
        var entries = new T[(long)cost.Rows * cost.Columns];
        cost.Store(plan, entries);
        return Tensor.Create(Array.ConvertAll(entries, double.CreateTruncating), [cost.Rows, cost.Columns]);
    }

    public override Tensor<double> ToCoupling()
    {
        if (!double.IsPositiveInfinity(strength) || Outcome == TransportOutcome.Infeasible)
        {
            throw new InvalidOperationException(
                Outcome == TransportOutcome.Infeasible
                    ? "The problem has no plan."
                    : "An unbalanced plan's marginals are not the weights.");
        }

        Weights<double> weights = TransportArguments.Widened(plan.Weights, isBalanced: true);
        Tensor<double> entries = ToMatrix();
        Tensor<double> result = Tensor.CreateFromShape<double>([cost.Rows, cost.Columns]);
        TransportRules.Rounded(entries.AsReadOnlyTensorSpan(), weights.A, weights.B, result.AsTensorSpan());
        return result;
    }

    private static T[] Narrowed(ReadOnlySpan<double> x)
    {
        var result = new T[x.Length];
        TensorPrimitives.ConvertTruncating(x, result);
        return result;
    }
}
