using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Randomized Kaczmarz: each step projects x onto the solutions of one equation of A·x = b.</summary>
/// <remarks>
/// x' = x − ((aᵢᵀx − bᵢ)/‖aᵢ‖²)·aᵢ, i drawn anew in each step. With i as likely as ‖aᵢ‖² is great, the mean of ‖x − x*‖² falls by
/// 1 − σmin²/‖A‖F² a step, σmin the least singular value above 0, where x begins in the range of Aᵀ.
/// <para>Shapes: A m×n, b and ‖aᵢ‖² columns of m, x a row of n. Units: x those of b/A.</para>
/// <para>Special values: an equation with a zero row is divided by zero if it is drawn; <see cref="WeightedSweep(Row, Mat, Col, Col, Col, ulong, long, int, int)"/> never
/// draws one whose weight is 0. A row of NaN spoils x once it is drawn.</para>
/// <para>Deviates: none. Steps with the same key and number draw the same row, on any machine and number of threads.</para>
/// <para>Strohmer and Vershynin, J. Fourier Anal. Appl. 15, 2009; Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015;
/// extended: Zouzias and Freris, SIAM J. Matrix Anal. Appl. 34, 2013.</para>
/// </remarks>
public static partial class Kaczmarz
{
    /// <summary>Steps over rows drawn uniformly.</summary>
    /// <param name="x">The point.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="squares">‖aᵢ‖² of each row.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Mat a, Col b, Col squares, ulong key, long first, [AtLeast(0)] int steps) =>
        Repeat(steps, x, (z, j) =>
        {
            Integer i = RandomIndex(key, first + j, a.Rows);
            return z - (Dot(a.Row(i), z) - b[i]) / squares[i] * a.Row(i);
        });

    /// <summary>Steps over rows drawn with weights.</summary>
    /// <param name="x">The point.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="squares">‖aᵢ‖² of each row.</param>
    /// <param name="cumulative">The sums of the probabilities up to each row; the last is 1.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="depth">Halvings that find a row: at least the logarithm of m to base 2.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row WeightedSweep(
        Row x, Mat a, Col b, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, x, (z, j) =>
        {
            Integer i = Pick(cumulative, key, first + j, depth);
            return z - (Dot(a.Row(i), z) - b[i]) / squares[i] * a.Row(i);
        });

    /// <summary>The same, with the sum of all points on the way, for averages: their mean is nearer to the least-squares solution
    /// of an inconsistent system.</summary>
    /// <param name="x">The point.</param>
    /// <param name="total">The sum, to which this sweep's points are added.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="squares">‖aᵢ‖² of each row.</param>
    /// <param name="cumulative">The sums of the probabilities up to each row; the last is 1.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="depth">Halvings that find a row.</param>
    [UpdateRule]
    public static (Row x, Row total) AveragedSweep(
        Row x, Row total, Mat a, Col b, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, (x, total), (s, j) =>
        {
            Integer i = Pick(cumulative, key, first + j, depth);
            Row next = s.Item1 - (Dot(a.Row(i), s.Item1) - b[i]) / squares[i] * a.Row(i);
            return (next, s.Item2 + next);
        });

    /// <summary>Steps over the rows of a sparse matrix: each costs as much as its row has entries.</summary>
    /// <inheritdoc cref="WeightedSweep(Row, Mat, Col, Col, Col, ulong, long, int, int)"/>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row SparseSweep(
        Row x, Csr a, Col b, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, x, (z, j) =>
        {
            Integer i = Pick(cumulative, key, first + j, depth);
            return z - (Dot(a.Row(i), z) - b[i]) / squares[i] * a.Row(i);
        });

    /// <summary>The same for a sparse matrix; each step adds up all of the point.</summary>
    /// <inheritdoc cref="AveragedSweep(Row, Row, Mat, Col, Col, Col, ulong, long, int, int)"/>
    [UpdateRule]
    public static (Row x, Row total) SparseAveragedSweep(
        Row x, Row total, Csr a, Col b, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, (x, total), (s, j) =>
        {
            Integer i = Pick(cumulative, key, first + j, depth);
            Row next = s.Item1 - (Dot(a.Row(i), s.Item1) - b[i]) / squares[i] * a.Row(i);
            return (next, s.Item2 + next);
        });

    /// <summary>Extended Kaczmarz for inconsistent systems: z' = z − ((Aⱼᵀz)/‖Aⱼ‖²)·Aⱼ takes from b what no x can reach, and x goes
    /// towards the solutions of A·x = b − z.</summary>
    /// <param name="x">The point.</param>
    /// <param name="z">z; b at the start.</param>
    /// <param name="a">A.</param>
    /// <param name="turned">Aᵀ.</param>
    /// <param name="b">b.</param>
    /// <param name="squares">‖aᵢ‖² of each row.</param>
    /// <param name="columnSquares">‖Aⱼ‖² of each column.</param>
    /// <param name="cumulative">The sums of the rows' probabilities.</param>
    /// <param name="columnCumulative">The sums of the columns' probabilities.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps; each draws twice.</param>
    /// <param name="depth">Halvings that find a row or a column.</param>
    [UpdateRule]
    public static (Row x, Row z) ExtendedSweep(
        Row x, Row z, Mat a, Mat turned, Row b, Col squares, Col columnSquares, Col cumulative, Col columnCumulative,
        ulong key, long first, [AtLeast(0)] int steps, [AtLeast(0)] int depth) =>
        Repeat(steps, (x, z), (s, k) =>
        {
            Integer j = Pick(columnCumulative, key, 2 * (first + k), depth);
            Row rest = s.Item2 - Dot(turned.Row(j), s.Item2) / columnSquares[j] * turned.Row(j);
            Integer i = Pick(cumulative, key, 2 * (first + k) + 1, depth);
            return (s.Item1 - (Dot(a.Row(i), s.Item1) - b[i] + rest[i]) / squares[i] * a.Row(i), rest);
        });

    /// <summary>Extended Kaczmarz over a sparse matrix: a step costs as much as its row and its column have entries.</summary>
    /// <inheritdoc cref="ExtendedSweep(Row, Row, Mat, Mat, Row, Col, Col, Col, Col, ulong, long, int, int)"/>
    [UpdateRule]
    public static (Row x, Row z) SparseExtendedSweep(
        Row x, Row z, Csr a, Csr turned, Row b, Col squares, Col columnSquares, Col cumulative, Col columnCumulative,
        ulong key, long first, [AtLeast(0)] int steps, [AtLeast(0)] int depth) =>
        Repeat(steps, (x, z), (s, k) =>
        {
            Integer j = Pick(columnCumulative, key, 2 * (first + k), depth);
            Row rest = s.Item2 - Dot(turned.Row(j), s.Item2) / columnSquares[j] * turned.Row(j);
            Integer i = Pick(cumulative, key, 2 * (first + k) + 1, depth);
            return (s.Item1 - (Dot(a.Row(i), s.Item1) - b[i] + rest[i]) / squares[i] * a.Row(i), rest);
        });

    /// <summary>The index whose sum of probabilities is the first above a random number in [0, 1).</summary>
    /// <param name="cumulative">The sums; the last is 1.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="depth">Halvings.</param>
    [BuildingBlock]
    public static Integer Pick(Col cumulative, ulong key, Integer counter, int depth)
    {
        Scalar u = Uniform(key, counter);
        (Integer index, _) = Repeat(depth, ((Integer)0, (Integer)(cumulative.Length - 1)), (s, _) =>
        {
            Integer middle = (s.Item1 + s.Item2) / 2;
            ScalarMask isBelow = cumulative[middle] <= u;
            return (Select(isBelow, middle + 1, s.Item1), Select(isBelow, s.Item2, middle));
        });
        return index;
    }
}
