using static Numerics.Functions;

namespace Numerics.Tests.Matrices;

/// <summary>Rules over matrices, loops and indices: the examples of the documentation, and one for each way of the compiler.</summary>
public static partial class LeastSquares
{
    [UpdateRule]
    public static (Row w, Scalar residual) Step(Row w, Mat a, Col y, double step, double ridge)
    {
        Col r = Dot(a, w) - y;
        return (w - step * (Dot(r, a) + ridge * w), Norm(r));
    }
}

/// <summary>Kaczmarz projections onto one row after another.</summary>
public static partial class Kaczmarz
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Mat a, Col b, Col rowNormSquared, long round)
        => Repeat(24, x, (z, j) =>
        {
            Integer i = (round * 24 + j) % a.Rows;
            return z - (Dot(a.Row(i), z) - b[i]) / rowNormSquared[i] * a.Row(i);
        });
}

public static partial class SoftMaxOfRows
{
    [UpdateRule]
    public static Mat Apply(Mat a) => SoftMaxRows(a);
}

/// <summary>Two sums of exponentials in a row, of which the first one's result is needed later.</summary>
public static partial class TwoSoftSums
{
    [UpdateRule]
    public static (Col logs, Mat soft) Apply(Mat a) => (LogSumExpRows(Square(a)), SoftMaxRows(a));
}

public static partial class SoftMaxOfColumns
{
    [UpdateRule]
    public static (Mat soft, Row logs) Apply(Mat a) => (SoftMaxColumns(a), LogSumExpColumns(a));
}

public static partial class SoftMaxTransposed
{
    [UpdateRule]
    public static Mat Apply(Mat a) => SoftMaxRows(Transpose(a));
}

public static partial class SoftMaxOfAll
{
    [UpdateRule]
    public static Mat Apply(Mat a) => SoftMax(a);
}

/// <summary>The least and the greatest element, and the nearest two points, of a matrix that is never stored.</summary>
public static partial class PlacesOfAll
{
    [UpdateRule]
    public static (Integer row, Integer column, Integer greatestRow, Integer greatestColumn) Find(Mat a)
    {
        (Integer row, Integer column) = ArgMin(a);
        (Integer greatestRow, Integer greatestColumn) = ArgMax(2 * Transpose(a));
        return (row, column, greatestRow, greatestColumn);
    }

    [UpdateRule]
    public static (Integer first, Integer second) Nearest(Points x, Points y) => ArgMin(SquaredDistance(x, y));
}

/// <summary>Rows of a square matrix as columns, and columns as rows.</summary>
public static partial class TurnedLines
{
    [UpdateRule]
    public static (Col turned, Row looped, Col met) Apply(Mat a, Row x, Col y) =>
        (Repeat(a.Rows, y, (z, j) => (0.5 * z) + Transpose(a.Row(j))),
            Repeat(a.Rows, x, (z, j) => (0.5 * z) + Transpose(a).Row(j)),
            Repeat(a.Rows, y, (z, j) => (0.5 * z) + MeanRows(a * Transpose(a.Row(j)))));
}

/// <summary>Row and column sums of a matrix that is never stored.</summary>
public static partial class Affinity
{
    [UpdateRule]
    public static (Col rows, Row columns) Sums(Points x, Points y, Col f, Row g, double epsilon)
    {
        Mat k = Exp((f - SquaredDistance(x, y) + g) / epsilon);
        return (SumRows(k), SumColumns(k));
    }
}

/// <summary>The Euclidean projection onto the simplex (Michelot, 1986).</summary>
public static partial class Simplex
{
    [UpdateRule]
    public static (Vec p, Integer rounds) Project(Vec v)
    {
        (Scalar tau, Integer rounds) = FixedPoint(
            (Sum(v) - 1) / v.Length,
            t => (Sum(Select(v > t, v, 0)) - 1) / Max(CountTrue(v > t), 1),
            100);
        return (Max(v - tau, 0), rounds);
    }
}

public static partial class Sketch
{
    [UpdateRule]
    public static Vec Count(Vec v, Vec keys, int length) => SumByKey(v, keys, length);
}

public static partial class TopK
{
    [UpdateRule]
    public static (Vec top, Integer best, Integer worst) Keep(Vec v, int k) =>
        (Select(v >= KthLargest(v, k), v, 0), ArgMax(v), ArgMin(v));
}

/// <summary>A rank-one update, and what reads the matrix before it is replaced.</summary>
public static partial class RankOne
{
    [UpdateRule]
    public static (Mat a, Col before, Scalar trace) Apply(Mat a, Col u, Row v, double c) =>
        (a - c * Outer(u, v), Dot(a, v), Sum(a));
}

public static partial class Gram
{
    [UpdateRule]
    public static Mat Step(Mat a, Mat b) => Dot(Transpose(a), Dot(a, b)) - b;
}

/// <summary>Each of two arrays becomes the other: neither store may come first.</summary>
public static partial class Swap
{
    [UpdateRule]
    public static (Row x, Row y, Scalar dot) Step(Row x, Row y, double c) => (y - c * Dot(x, y), x, Dot(x, y));
}

/// <summary>A matrix and its transpose in one expression.</summary>
public static partial class Symmetric
{
    [UpdateRule]
    public static (Mat s, Col diagonalised) Part(Mat a) => (0.5 * (a + Transpose(a)), ArgMaxRows(a));
}

/// <summary>Reductions of each kind, over rows, columns and all.</summary>
public static partial class Extremes
{
    [UpdateRule]
    public static (Col least, Row greatest, Col norms, Row means, Scalar min, Scalar max, Scalar norm) Of(Mat a, Col c, Row r) =>
        (MinRows(a * c), MaxColumns(a - r), NormRows(a), MeanColumns(a), Min(a), Max(a), Norm(a));
}

/// <summary>A loop over a matrix product with a line: a power iteration, with elements chosen and replaced.</summary>
public static partial class Power
{
    [UpdateRule]
    public static (Row v, Scalar value) Iterate(Row v, Mat a, int rounds, Integer at)
    {
        (Row last, Scalar value) = Repeat(rounds, (v, (Scalar)0), (s, j) =>
        {
            Row next = Transpose(Dot(a, s.Item1));
            Scalar norm = Norm(next);
            return (next / norm, norm);
        });
        return (With(last, at, 2), value + last[at] + a[at, 0]);
    }
}

/// <summary>Random numbers of every kind: alone, along lines, over a matrix, in a loop.</summary>
public static partial class Noise
{
    [UpdateRule]
    public static (Mat a, Row w, Vec signs, Scalar first, Integer chosen) Add(Mat a, Row w, Vec signs, ulong key, long round)
    {
        Row n = Normal(key, 3 * round, w);
        Scalar walk = Repeat(5, (Scalar)0, (s, j) => s + Rademacher(key, 1000 + j));
        return (a + Uniform(key, 3 * round + 1, a) * n,
            w + n,
            signs * Rademacher(key, 3 * round + 2, signs) + RandomIndex(key, round, 9, signs),
            Uniform(key, round) + Normal(key, round) + walk,
            RandomIndex(key, round + 7, 1000));
    }
}

/// <summary>A sweep of Kaczmarz projections onto rows that are drawn at random (Strohmer and Vershynin, 2009).</summary>
public static partial class RandomKaczmarz
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Mat a, Col b, Col rowNormSquared, ulong key, long round)
        => Repeat(64, x, (z, j) =>
        {
            Integer i = RandomIndex(key, round * 64 + j, a.Rows);
            return z - (Dot(a.Row(i), z) - b[i]) / rowNormSquared[i] * a.Row(i);
        });
}

/// <summary>A loop in a loop: the inner one reads a state of the outer that has its next value whatever the inner one gives.</summary>
public static partial class Nested
{
    [UpdateRule]
    public static (Vec x, Vec y, Scalar total) Step(Vec x, Vec y, double damping)
    {
        (Vec a, Vec b, Scalar total) = Repeat(3, (x, y, (Scalar)0), (s, k) =>
        {
            Vec inner = Repeat(2, s.Item2, (z, j) => damping * z + s.Item1 / (j + 1));
            return (0.5 * s.Item1, inner, s.Item3 + Sum(inner));
        });
        return (a, b, total + KthLargest(b, 1));
    }
}

/// <summary>A loop over a matrix, in whose rounds a loop over lines runs.</summary>
public static partial class NestedSteps
{
    [UpdateRule]
    [return: Updates(nameof(v))]
    public static Row Step(Row v, Mat a) => Repeat(2, v, (s, k) =>
    {
        Row product = Dot(Dot(a, s), a);
        return Repeat(3, product, (z, j) => 0.5 * z + 0.125 * s);
    });
}

/// <summary>Positions of extremes in columns.</summary>
public static partial class ColumnPositions
{
    [UpdateRule]
    public static (Row best, Row worst, Row positive) Of(Mat a, Row shift) =>
        (ArgMaxColumns(a - shift), ArgMinColumns(a), CountTrueColumns(a > 0));
}

/// <summary>What is computed only if it is wanted: two passes over the matrix of its own, one of which it shares.</summary>
public static partial class Fallback
{
    [UpdateRule]
    public static (Row sums, Col norms, Scalar total) Sums(Mat a, Col c, double limit)
    {
        Row sums = SumColumns(c * a);
        Row chosen = OrElse(Abs(sums) <= limit, sums, () => LogSumExpColumns(a - NormRows(a)));
        return (chosen, OrElse(c > 0, c, () => 2 * NormRows(a)), Sum(chosen));
    }
}

/// <summary>What the other rules leave out: reductions of columns and of a whole matrix, and which elements are finite.</summary>
public static partial class OtherSides
{
    [UpdateRule]
    public static (Col least, Row norms, Row lows, Scalar logs, Scalar ones, Scalar most, Mat kept) Of(Mat a) => (
        ArgMinRows(a), NormColumns(a), MinColumns(a), LogSumExp(a), Norm1(a), NormInf(a), Select(IsFinite(a), a, 0));
}

/// <summary>Virtual matrices that the other rules leave out.</summary>
public static partial class OtherPairs
{
    [UpdateRule]
    public static (Col products, Row distances) Sums(Points x, Points y) => (SumRows(InnerProduct(x, y)), SumColumns(Distance(x, y)));
}

/// <summary>A step by the norm of a line, with numbers that go in and come out.</summary>
public static partial class Damped
{
    [UpdateRule]
    public static (Row x, Scalar total, Scalar norm) Step(Row x, Row g, Scalar total, double rate)
    {
        Scalar norm = Norm(g);
        Scalar total1 = total + Square(norm);
        return (x - rate / (1 + Sqrt(total1)) * g, total1, norm);
    }

    /// <summary>The same of a Vec.</summary>
    [UpdateRule]
    public static (Vec x, Scalar total, Scalar norm) Move(Vec x, Vec g, Scalar total, double rate)
    {
        Scalar norm = Norm(g);
        Scalar total1 = total + Square(norm);
        return (x - rate / (1 + Sqrt(total1)) * g, total1, norm);
    }
}

/// <summary>A loop over a number that begins as the host says.</summary>
public static partial class Grown
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Step(Row x, double start)
    {
        Scalar scale = start;
        return x * Repeat(3, scale, (s, j) => s * (1 + s)) / Norm(x);
    }
}

/// <summary>A fixed point that needs more rounds than any limit.</summary>
public static partial class Halved
{
    [UpdateRule]
    public static (Vec x, Integer rounds) Step(Vec x, int limit)
    {
        (Vec x1, Integer rounds) = FixedPoint(x, s => 0.5 * s, limit);
        return (x1, rounds);
    }
}
