using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>A matrix of given rank, U·Vᵀ: each factor begins with the identity and goes on in small whole numbers, so
/// that the rank is exact and so is every entry. Shrinks to fewer rows and columns and to zeros outside the
/// identity.</summary>
/// <param name="Rank">The rank.</param>
/// <param name="Left">The rows of U after the first <paramref name="Rank"/>.</param>
/// <param name="Right">The rows of V after the first <paramref name="Rank"/>.</param>
public sealed record LowRankMatrix(int Rank, IReadOnlyList<int[]> Left, IReadOnlyList<int[]> Right)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Rank + Left.Count;

    /// <summary>The number of columns.</summary>
    public int Columns => Rank + Right.Count;

    /// <summary>The entries, whole numbers up to 9·rank in size.</summary>
    public double[,] ToArray()
    {
        double[,] entries = new double[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                entries[i, j] = Enumerable.Range(0, Rank).Sum(k => Factor(Left, i, k) * Factor(Right, j, k));
            }
        }

        return entries;
    }

    /// <summary>Matrices of a rank.</summary>
    /// <param name="rank">The rank, at least 0.</param>
    /// <param name="most">The greatest number of rows and of columns; at least the rank, and at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Arbitrary<LowRankMatrix> Arbitrary(int rank, int most = 12)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, Math.Max(1, rank));
        int least = Math.Max(1, rank);
        Gen<int[]> row = Gen.ArrayOf(Gen.Choose(-3, 3), rank);
        return Arb.From(
            from rows in Gen.Choose(least, most)
            from columns in Gen.Choose(least, most)
            from left in Gen.ArrayOf(row, rows - rank)
            from right in Gen.ArrayOf(row, columns - rank)
            select new LowRankMatrix(rank, left, right),
            matrix => Simpler([.. matrix.Left], least - rank).Select(l => matrix with { Left = l })
                .Concat(Simpler([.. matrix.Right], least - rank).Select(r => matrix with { Right = r })));
    }

    /// <inheritdoc/>
    public bool Equals(LowRankMatrix? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>rank 1, U = (I, [2]), V = (I).</summary>
    public override string ToString() => $"rank {Rank}, U = ({Text(Left)}), V = ({Text(Right)})";

    private static string Text(IReadOnlyList<int[]> rows) => string.Join(", ", rows.Select(Vector.Text).Prepend("I"));

    private static IEnumerable<int[][]> Simpler(int[][] rows, int least)
        => Shrinks.Shorter(rows, least).Concat(Shrinks.Elementwise(
            rows, row => Shrinks.Elementwise(row, v => Shrinks.Towards(0, v))));

    private double Factor(IReadOnlyList<int[]> rows, int i, int k) => i < Rank ? (i == k ? 1 : 0) : rows[i - Rank][k];
}
