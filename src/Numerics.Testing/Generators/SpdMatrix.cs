using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>A symmetric positive definite matrix of given condition: Q·diag(2^−e)·Qᵀ, Q a product of Householder
/// reflections in small whole vectors. Shrinks to lower dimension, to a diagonal matrix, and to eigenvalues 1; the
/// condition stays.</summary>
/// <param name="Exponents">The eigenvalues are 2^−e; the first is 0, the last log₂ of the condition.</param>
/// <param name="Normals">The normals of the reflections; none for a diagonal matrix.</param>
public sealed record SpdMatrix(IReadOnlyList<int> Exponents, IReadOnlyList<int[]> Normals)
{
    private const int GreatestExponent = 500;

    /// <summary>The number of rows and of columns.</summary>
    public int Dimension => Exponents.Count;

    /// <summary>The eigenvalues, greatest first at the ends.</summary>
    public double[] Spectrum => [.. Exponents.Select(e => Math.ScaleB(1, -e))];

    /// <summary>The greatest eigenvalue by the least: exact for what it is made of; the rounded entries' own is within
    /// some n·u·condition of it.</summary>
    public double Condition => Math.ScaleB(1, Exponents[^1]);

    /// <summary>The entries, symmetric to the bit.</summary>
    public double[,] ToArray()
    {
        int n = Dimension;
        var rotation = new Rotation([.. Normals.Select(w => Array.ConvertAll(w, v => (double)v))]);
        double[][] columns = [.. Enumerable.Range(0, n).Select(i => Column(rotation, i))];
        double[] spectrum = Spectrum;
        double[,] entries = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                {
                    sum += columns[k][i] * spectrum[k] * columns[k][j];
                }

                entries[i, j] = entries[j, i] = sum;
            }
        }

        return entries;
    }

    /// <summary>Matrices of a condition.</summary>
    /// <param name="condition">A power of two, at least 1.</param>
    /// <param name="most">The greatest dimension, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The condition is no such number, or the dimension below
    /// 2.</exception>
    public static Arbitrary<SpdMatrix> Arbitrary(double condition, int most = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        int last = condition >= 1 ? Math.ILogB(condition) : -1;
        if (last is < 0 or > GreatestExponent || Math.ScaleB(1, last) != condition)
        {
            throw new ArgumentOutOfRangeException(
                nameof(condition), condition, "The condition must be a power of two from 1 to 2⁵⁰⁰.");
        }

        return Arb.From(
            from n in Gen.Choose(2, most)
            from inner in Gen.ArrayOf(Gen.Choose(0, last), n - 2)
            from count in Gen.Choose(0, 2)
            from normals in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(1, 3), n), count)
            select new SpdMatrix([0, .. inner, last], normals),
            Shrink);
    }

    /// <inheritdoc/>
    public bool Equals(SpdMatrix? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>diag 2^−[0, 3], reflected in [1, 1].</summary>
    public override string ToString()
        => $"diag 2^−{Vector.Text(Exponents)}" + string.Concat(Normals.Select(w => $", reflected in {Vector.Text(w)}"));

    /// <summary>Q·eᵢ: the eigenvector of eigenvalue i.</summary>
    private double[] Column(Rotation rotation, int i)
    {
        double[] column = new double[Dimension];
        column[i] = 1;
        rotation.Apply(column);
        return column;
    }

    private static IEnumerable<SpdMatrix> Shrink(SpdMatrix matrix)
    {
        int n = matrix.Dimension;
        int[] inner = [.. matrix.Exponents.Skip(1).Take(n - 2)];
        SpdMatrix With(int[] exponents) => new(
            [0, .. exponents, matrix.Exponents[^1]], [.. matrix.Normals.Select(w => w[..(exponents.Length + 2)])]);
        return Shrinks.Shorter(inner).Select(With)
            .Concat(matrix.Normals.Count > 0 ? [matrix with { Normals = [.. matrix.Normals.Skip(1)] }] : [])
            .Concat(Shrinks.Elementwise(inner, e => Shrinks.Towards(0, e)).Select(With))
            .Concat(Shrinks.Elementwise([.. matrix.Normals],
                w => Shrinks.Elementwise(w, v => Shrinks.Towards(1, v))).Select(w => matrix with { Normals = w }));
    }
}
