using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>A cost that the caller has stored; it is not copied.</summary>
/// <param name="cost">One cost, or those of a batch, one after the other.</param>
/// <param name="problem">Which one of a batch; −1 where there is one.</param>
internal sealed class StoredCost<T>(Tensor<T> cost, int problem = -1) : TransportCost<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Rows { get; } = (int)cost.Lengths[^2];

    public override int Columns { get; } = (int)cost.Lengths[^1];

    /// <summary>The entries of a cost in <c>double</c>.</summary>
    internal ReadOnlyTensorSpan<double> CD => Member((Tensor<double>)(object)cost);

    private ReadOnlyTensorSpan<float> CF => Member((Tensor<float>)(object)cost);

    public override (double Least, double Greatest, double Closed) Bounds(Weights<T> weights)
    {
        (double Least, double Greatest, double Closed) bounds = IsSingle
            ? TransportRules.Bounds(CF, F(weights.A), F(weights.B))
            : TransportRules.Bounds(CD, D(weights.A), D(weights.B));
        return bounds.Least > double.NegativeInfinity ? bounds : throw BadCost();
    }

    private ArgumentException BadCost()
    {
        T[] entries = Flat();
        int bad = Array.FindIndex(entries, e => !(e > T.NegativeInfinity));
        return TransportArguments.Refusal(
            "cost",
            $"“cost”{TransportArguments.Of(problem)} is {entries[bad]} at [{bad / Columns}, {bad % Columns}]; only a number, or +∞, is a cost.");
    }

    public override Iterated Step(T[] f, T[] g, T[] next, Weights<T> weights, in Regularisation by, double relaxation)
    {
        (double error, double dual, double mass) = IsSingle
            ? SinkhornIteration.Step(
                F(f), F(g), CF, F(weights.A), F(weights.B), F(weights.LogB),
                F(next), by.Epsilon, by.Strength, relaxation)
            : SinkhornIteration.Step(
                D(f), D(g), CD, D(weights.A), D(weights.B), D(weights.LogB),
                D(next), by.Epsilon, by.Strength, relaxation);
        return new Iterated(error, dual, mass);
    }

    public override double Average(T[] f, T[] next, Weights<T> weights, in Regularisation by) => IsSingle
        ? TransportRules.Average(F(f), CF, F(weights.A), F(weights.LogA), F(next), by.Epsilon, by.Strength)
        : TransportRules.Average(D(f), CD, D(weights.A), D(weights.LogA), D(next), by.Epsilon, by.Strength);

    public override double Value(Plan<T> p) => IsSingle
        ? TransportRules.Cost(F(p.F), F(p.G), CF, F(p.Weights.LogA), F(p.Weights.LogB), p.Epsilon)
        : TransportRules.Cost(D(p.F), D(p.G), CD, D(p.Weights.LogA), D(p.Weights.LogB), p.Epsilon);

    public override void Apply(Plan<T> p, T[] v, T[] result)
    {
        if (IsSingle)
        {
            TransportRules.Apply(
                F(p.F), F(p.G), CF, F(p.Weights.LogA), F(p.Weights.LogB), F(v), F(result), p.Epsilon);
        }
        else
        {
            TransportRules.Apply(
                D(p.F), D(p.G), CD, D(p.Weights.LogA), D(p.Weights.LogB), D(v), D(result), p.Epsilon);
        }
    }

    public override void ApplyTransposed(Plan<T> p, T[] u, T[] result)
    {
        if (IsSingle)
        {
            TransportRules.ApplyTransposed(
                F(p.F), F(p.G), CF, F(p.Weights.LogA), F(p.Weights.LogB), F(u), F(result), p.Epsilon);
        }
        else
        {
            TransportRules.ApplyTransposed(
                D(p.F), D(p.G), CD, D(p.Weights.LogA), D(p.Weights.LogB), D(u), D(result), p.Epsilon);
        }
    }

    public override void Store(Plan<T> p, T[] result)
    {
        nint[] lengths = [Rows, Columns];
        if (IsSingle)
        {
            TransportRules.Store(
                F(p.F), F(p.G), CF, F(p.Weights.LogA), F(p.Weights.LogB),
                new TensorSpan<float>(F(result), lengths, []), p.Epsilon);
        }
        else
        {
            TransportRules.Store(
                D(p.F), D(p.G), CD, D(p.Weights.LogA), D(p.Weights.LogB),
                new TensorSpan<double>(D(result), lengths, []), p.Epsilon);
        }
    }

    public override TransportCost<double> Widened()
    {
        double[] wide = new double[(long)Rows * Columns];
        TensorPrimitives.ConvertTruncating<T, double>(Flat(), wide);
        return new StoredCost<double>(Tensor.Create(wide, [Rows, Columns]));
    }

    private T[] Flat()
    {
        var flat = new T[(long)Rows * Columns];
        Member(cost).FlattenTo(flat);
        return flat;
    }

    private ReadOnlyTensorSpan<E> Member<E>(Tensor<E> costs) => problem < 0
        ? costs.AsReadOnlyTensorSpan()
        : TransportArguments.Member(costs.AsReadOnlyTensorSpan(), problem);
}
