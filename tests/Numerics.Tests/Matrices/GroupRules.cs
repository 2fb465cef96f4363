using static Numerics.Functions;

namespace Numerics.Tests.Matrices;

/// <summary>Steps of block-wise normalised gradients, and the blocks' second moments: lines as matrices, in the same memory.</summary>
public static partial class Blockwise
{
    [UpdateRule]
    public static (Vec x, Vec moments) Step(Vec x, Vec g, int size, double rate)
    {
        Mat blocks = Groups(g, size);
        Vec direction = Ungroup(blocks / (NormRows(blocks) + 1));
        return (x - rate * direction, BlockMean(Square(g), size));
    }
}

/// <summary>A line in two groupings at once, sums over what is computed of one, and elements of it.</summary>
public static partial class Regrouped
{
    [UpdateRule]
    public static (Vec y, Vec bins, Row columns, Scalar sum, Integer best, Scalar second) Of(Vec x, Vec keys, int length)
    {
        Vec twos = Ungroup(Groups(x, 2) - MeanRows(Groups(x, 2)));
        Vec threes = Ungroup(Groups(x, 3) * MaxColumns(Groups(x, 3)));
        return (With(twos + threes, 1, 9) - 0.5 * x,
            SumByKey(twos, keys, length),
            SumColumns(Transpose(Groups(x + twos, 3))),
            Dot(twos, x),
            ArgMax(threes),
            threes[1]);
    }
}

/// <summary>A loop whose state is a line, seen as a matrix in its rounds.</summary>
public static partial class Smoothed
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Vec Step(Vec x, int size) =>
        Repeat(3, x, (z, j) => z - 0.5 * BlockMean(z, size) + 0.125 * Ungroup(Groups(z, size) * MaxColumns(Groups(z, size))));
}

/// <summary>Rows added up by key, of a matrix as it is and of one that is computed and turned.</summary>
public static partial class RowSketch
{
    [UpdateRule]
    public static (Mat sums, Mat turned) Count(Mat a, Col keys, Row columnKeys, int length) =>
        (SumByKey(a, keys, length), SumByKey(Transpose(2 * a), Transpose(columnKeys), length));
}
