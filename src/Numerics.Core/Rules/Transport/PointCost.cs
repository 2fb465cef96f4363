using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>The squared distances of two point clouds: memory for the points alone.</summary>
internal sealed class PointCost<T>(T[] x, T[] y, int dimension) : TransportCost<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Rows { get; } = x.Length / dimension;

    public override int Columns { get; } = y.Length / dimension;

    private ReadOnlyTensorSpan<float> XF => new(F(x), [Rows, dimension], []);

    private ReadOnlyTensorSpan<float> YF => new(F(y), [Columns, dimension], []);

    /// <summary>The points in <c>double</c>; of such a cost alone.</summary>
    internal ReadOnlyTensorSpan<double> XD => new(D(x), [Rows, dimension], []);

    /// <inheritdoc cref="XD"/>
    internal ReadOnlyTensorSpan<double> YD => new(D(y), [Columns, dimension], []);

    public override (double Least, double Greatest, double Closed) Bounds(Weights<T> weights)
    {
        (double least, double greatest) = IsSingle
            ? TransportRules.BoundsOnPoints(XF, YF)
            : TransportRules.BoundsOnPoints(XD, YD);
        return double.IsFinite(greatest) ? (least, greatest, 0) : throw TransportArguments.Refusal(
            "y", $"squared distances from “x” to “y” overflow: the greatest is {greatest}; scale the points.");
    }

    public override Iterated Step(T[] f, T[] g, T[] next, Weights<T> weights, in Regularisation by, double relaxation)
    {
        (double error, double dual, double mass) = IsSingle
            ? SinkhornIteration.StepOnPoints(
                F(f), F(g), XF, YF, F(weights.A), F(weights.B), F(weights.LogB),
                F(next), by.Epsilon, by.Strength, relaxation)
            : SinkhornIteration.StepOnPoints(
                D(f), D(g), XD, YD, D(weights.A), D(weights.B), D(weights.LogB),
                D(next), by.Epsilon, by.Strength, relaxation);
        return new Iterated(error, dual, mass);
    }

    public override double Average(T[] f, T[] next, Weights<T> weights, in Regularisation by) => IsSingle
        ? TransportRules.AverageOnPoints(F(f), XF, YF, F(weights.A), F(weights.LogA), F(next), by.Epsilon, by.Strength)
        : TransportRules.AverageOnPoints(D(f), XD, YD, D(weights.A), D(weights.LogA), D(next), by.Epsilon, by.Strength);

    public override double Value(Plan<T> p) => IsSingle
        ? TransportRules.CostOnPoints(F(p.F), F(p.G), XF, YF, F(p.Weights.LogA), F(p.Weights.LogB), p.Epsilon)
        : TransportRules.CostOnPoints(D(p.F), D(p.G), XD, YD, D(p.Weights.LogA), D(p.Weights.LogB), p.Epsilon);

    public override void Apply(Plan<T> p, T[] v, T[] result)
    {
        if (IsSingle)
        {
            TransportRules.ApplyOnPoints(
                F(p.F), F(p.G), XF, YF, F(p.Weights.LogA), F(p.Weights.LogB), F(v), F(result), p.Epsilon);
        }
        else
        {
            TransportRules.ApplyOnPoints(
                D(p.F), D(p.G), XD, YD, D(p.Weights.LogA), D(p.Weights.LogB), D(v), D(result), p.Epsilon);
        }
    }

    public override void ApplyTransposed(Plan<T> p, T[] u, T[] result)
    {
        if (IsSingle)
        {
            TransportRules.ApplyTransposedOnPoints(
                F(p.F), F(p.G), XF, YF, F(p.Weights.LogA), F(p.Weights.LogB), F(u), F(result), p.Epsilon);
        }
        else
        {
            TransportRules.ApplyTransposedOnPoints(
                D(p.F), D(p.G), XD, YD, D(p.Weights.LogA), D(p.Weights.LogB), D(u), D(result), p.Epsilon);
        }
    }

    public override void Store(Plan<T> p, T[] result)
    {
        nint[] lengths = [Rows, Columns];
        if (IsSingle)
        {
            TransportRules.StoreOnPoints(
                F(p.F), F(p.G), XF, YF, F(p.Weights.LogA), F(p.Weights.LogB),
                new TensorSpan<float>(F(result), lengths, []), p.Epsilon);
        }
        else
        {
            TransportRules.StoreOnPoints(
                D(p.F), D(p.G), XD, YD, D(p.Weights.LogA), D(p.Weights.LogB),
                new TensorSpan<double>(D(result), lengths, []), p.Epsilon);
        }
    }

    public override TransportCost<double> Widened() => new PointCost<double>(
        Array.ConvertAll(x, double.CreateTruncating), Array.ConvertAll(y, double.CreateTruncating), dimension);
}
