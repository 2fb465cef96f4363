namespace Numerics.Rules;

/// <summary>A cost, stored or of point clouds, and the rules of Newton's steps that read it.</summary>
internal abstract class NewtonCost(Weights<double> weights, double epsilon)
{
    /// <summary>The residual of conjugate gradients.</summary>
    protected const double Residual = 1e-12;

    /// <summary>The most rounds of conjugate gradients, for each unknown. Where ε is small, clusters of points are joined by
    /// entries of P near rounding, and the matrix is as badly conditioned: a direction that is not solved for there is of no
    /// use, and n + m rounds are not enough, since rounding undoes them.</summary>
    protected const int RoundsForEach = 20;

    protected Weights<double> Weights { get; } = weights;

    protected double Epsilon { get; } = epsilon;

    /// <summary><c>NewtonStep.Trial</c> along a direction from one point to another.</summary>
    public abstract Iterated Trial(NewtonPoint from, NewtonPoint to, double[] df, double[] dg, double alpha);

    /// <summary><c>NewtonStep.Direction</c>.</summary>
    public abstract (double Slope, long Entries) Direction(
        NewtonPoint at, double[] df, double[] dg, int kept, int capacity, double shift);
}

/// <summary>Potentials, their plan's marginals, and what was measured of it.</summary>
internal sealed class NewtonPoint(int rows, int columns)
{
    public double[] F { get; } = new double[rows];

    public double[] G { get; } = new double[columns];

    public double[] Sent { get; } = new double[rows];

    public double[] Received { get; } = new double[columns];

    public Iterated Last { get; set; }
}

/// <summary>A stored cost.</summary>
internal sealed class StoredNewton(StoredCost<double> cost, Weights<double> weights, double epsilon)
    : NewtonCost(weights, epsilon)
{
    public override Iterated Trial(NewtonPoint from, NewtonPoint to, double[] df, double[] dg, double alpha)
    {
        (double error, double dual, double mass) = NewtonStep.Trial(
            from.F, from.G, df, dg, cost.CD,
            Weights.A, Weights.B, Weights.LogA, Weights.LogB,
            to.F, to.G, to.Sent, to.Received, alpha, Epsilon);
        return new Iterated(error, dual, mass);
    }

    public override (double Slope, long Entries) Direction(
        NewtonPoint at, double[] df, double[] dg, int kept, int capacity, double shift)
    {
        (double slope, _, long entries) = NewtonStep.Direction(
            at.F, at.G, cost.CD, Weights.A, Weights.B, Weights.LogA, Weights.LogB,
            at.Sent, at.Received, df, dg, kept, capacity, Epsilon, Residual, RoundsForEach * (df.Length + dg.Length), shift);
        return (slope, entries);
    }
}

/// <summary>The squared distances of two clouds, n×d and m×d.</summary>
internal sealed class PointNewton(PointCost<double> points, Weights<double> weights, double epsilon)
    : NewtonCost(weights, epsilon)
{
    public override Iterated Trial(NewtonPoint from, NewtonPoint to, double[] df, double[] dg, double alpha)
    {
        (double error, double dual, double mass) = NewtonStep.TrialOnPoints(
            from.F, from.G, df, dg, points.XD, points.YD,
            Weights.A, Weights.B, Weights.LogA, Weights.LogB,
            to.F, to.G, to.Sent, to.Received, alpha, Epsilon);
        return new Iterated(error, dual, mass);
    }

    public override (double Slope, long Entries) Direction(
        NewtonPoint at, double[] df, double[] dg, int kept, int capacity, double shift)
    {
        (double slope, _, long entries) = NewtonStep.DirectionOnPoints(
            at.F, at.G, points.XD, points.YD, Weights.A, Weights.B, Weights.LogA, Weights.LogB,
            at.Sent, at.Received, df, dg, kept, capacity, Epsilon, Residual, RoundsForEach * (df.Length + dg.Length), shift);
        return (slope, entries);
    }
}
