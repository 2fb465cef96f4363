using static Numerics.Functions;

namespace Numerics.Benchmarks.Matrices;

/// <summary>A gradient step of ridge regression: one pass over the matrix.</summary>
internal static partial class RidgeRegression
{
    [UpdateRule]
    public static (Row w, Scalar residual) Step(Row w, Mat a, Col y, double step, double ridge)
    {
        Col r = Dot(a, w) - y;
        return (w - step * (Dot(r, a) + ridge * w), Norm(r));
    }
}

/// <summary>Kaczmarz projections onto random rows.</summary>
internal static partial class Kaczmarz
{
    /// <summary>Projections of a call.</summary>
    public const int Projections = 64;

    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Mat a, Col b, Col rowNormSquared, ulong key, long round)
        => Repeat(Projections, x, (z, j) =>
        {
            Integer i = RandomIndex(key, round * Projections + j, a.Rows);
            return z - (Dot(a.Row(i), z) - b[i]) / rowNormSquared[i] * a.Row(i);
        });
}

/// <summary>Functions of a matrix's rows.</summary>
internal static partial class RowFunctions
{
    [UpdateRule]
    public static Mat SoftMax(Mat a) => SoftMaxRows(a);

    [UpdateRule]
    public static Col LogSumExp(Mat a) => LogSumExpRows(a);
}

/// <summary>Row and column sums of the squared distances of all pairs, which are not stored.</summary>
internal static partial class PairSums
{
    [UpdateRule]
    public static (Col rows, Row columns) Of(Points x, Points y)
    {
        Mat squared = SquaredDistance(x, y);
        return (SumRows(squared), SumColumns(squared));
    }
}

/// <summary>Steps on many short lines: one elementwise, one with a reduction.</summary>
internal static partial class ShortSteps
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Descend(Row x, Row g, double rate) => x - rate * g;

    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Normalised(Row x, Row g, double rate) => x - rate / Norm(g) * g;

    /// <summary>The same over a Vec: a kernel, where the others are programs.</summary>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Vec Scaled(Vec x, Vec g, double rate) => x - rate / Norm(g) * g;
}
