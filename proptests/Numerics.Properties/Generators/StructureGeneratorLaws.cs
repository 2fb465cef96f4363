using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Numerics.Testing;

namespace Numerics.Properties.Generators;

/// <summary>Generated vectors, points, matrices and graphs are what they say, at every step of every shrink, and shrink
/// to something that can be read.</summary>
public class StructureGeneratorLaws
{
    private const int Cases = 100;

    /// <summary>u.</summary>
    private static readonly double U = Math.ScaleB(1, -53);

    /// <summary>Draws, shrinks with a condition that always fails, and checks everything on the way.</summary>
    private static T Everywhere<T>(Arbitrary<T> arbitrary, Action<T> law)
    {
        T smallest = default!;
        foreach (T drawn in arbitrary.Generator.Sample(Cases))
        {
            smallest = Smallest.Of(arbitrary, drawn, value =>
            {
                law(value);
                return true;
            });
            law(drawn);
            Assert.All(arbitrary.Shrinker(drawn), law);
        }

        return smallest;
    }

    [Fact]
    public void Vectors_keep_their_bounds()
    {
        Vector end = Everywhere(
            Vector.Arbitrary(Numbers.Dyadic<double>(), 3, 40), v => Assert.InRange(v.Values.Count, 3, 40));
        Assert.Equal("[0, 0, 0]", end.ToString());
        Assert.Throws<ArgumentException>(() => Vector.Arbitrary(Numbers.Dyadic<double>(), 5, 4));
    }

    /// <summary>A law that fails where a sum passes 100 is shown with few numbers.</summary>
    [Fact]
    public void A_vector_shrinks_to_what_matters()
    {
        Arbitrary<Vector> vectors = Vector.Arbitrary(Numbers.Dyadic<double>());
        bool Fails(Vector v) => v.Values.Sum() > 100;
        Vector drawn = vectors.Generator.Sample(1000).First(Fails);
        Vector end = Smallest.Of(vectors, drawn, Fails);
        Assert.True(end.Values.Count <= 3, end.ToString());
        Assert.All(end.Values, v => Assert.True(double.IsInteger(v)));
    }

    [Fact]
    public void Simplex_points_sum_to_one()
    {
        SimplexPoint end = Everywhere(SimplexPoint.Arbitrary(), p =>
        {
            double[] values = p.ToArray();
            Assert.Equal(1, values.Sum());
            Assert.Equal(1, values.Reverse().Sum());
            Assert.All(values, v => Assert.True(v >= 0));
        });
        Assert.Equal("[1]/1", end.ToString());
    }

    [Fact]
    public void Positive_points_stay_positive() => Assert.Equal("[1]/1", Everywhere(
        SimplexPoint.Arbitrary(9, isPositive: true), p =>
        {
            Assert.All(p.Counts, c => Assert.True(c >= 1));
            Assert.Equal(p.Denominator, p.Counts.Sum());
        }).ToString());

    [Fact]
    public void A_point_shrinks_to_a_vertex_of_the_dimension_that_matters()
    {
        Arbitrary<SimplexPoint> points = SimplexPoint.Arbitrary();
        SimplexPoint drawn = points.Generator.Sample(1000).First(p => p.Counts.Count > 10);
        Assert.Equal("[1, 0, 0]/1", Smallest.Of(points, drawn, p => p.Counts.Count >= 3).ToString());
    }

    [Fact]
    public void Marginals_have_equal_sums() => Assert.Equal("rows [1]/1, columns [1]/1", Everywhere(
        Marginals.Arbitrary(), m => Assert.Equal(m.Rows.ToArray().Sum(), m.Columns.ToArray().Sum())).ToString());

    /// <summary>Symmetric to the bit; det and trace are those of the spectrum: with A = QΛQᵀ the sum of squares is
    /// Σλ².</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(1 << 20)]
    public void Matrices_keep_their_spectrum(double condition)
    {
        SpdMatrix end = Everywhere(SpdMatrix.Arbitrary(condition, 8), m =>
        {
            double[,] a = m.ToArray();
            int n = m.Dimension;
            double trace = Enumerable.Range(0, n).Sum(i => a[i, i]);
            double squares = a.Cast<double>().Sum(v => v * v);
            Assert.Equal(condition, m.Spectrum.Max() / m.Spectrum.Min());
            Assert.Equal(m.Spectrum.Sum(), trace, 50 * n * U * m.Spectrum.Sum());
            Assert.Equal(m.Spectrum.Sum(l => l * l), squares, 100 * n * U * m.Spectrum.Sum(l => l * l));
            Assert.True(Enumerable.Range(0, n * n).All(k => a[k / n, k % n] == a[k % n, k / n]));
            Assert.True(condition > 128 || IsPositiveDefinite(a));
        });
        Assert.Equal($"diag 2^−[0, {Math.ILogB(condition)}]", end.ToString());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(double.NaN)]
    public void A_condition_that_is_no_power_of_two_is_refused(double condition)
        => Assert.Throws<ArgumentOutOfRangeException>(() => SpdMatrix.Arbitrary(condition));

    [Theory]
    [InlineData(0, "rank 0, U = (I, []), V = (I, [])")]
    [InlineData(1, "rank 1, U = (I), V = (I)")]
    [InlineData(3, "rank 3, U = (I), V = (I)")]
    public void Low_rank_matrices_have_their_rank(int rank, string smallest) => Assert.Equal(smallest, Everywhere(
        LowRankMatrix.Arbitrary(rank, 7), m => Assert.Equal(rank, RankOf(m.ToArray()))).ToString());

    [Fact]
    public void Graphs_are_connected()
    {
        ConnectedGraph end = Everywhere(ConnectedGraph.Arbitrary(8), graph =>
        {
            double[,] l = graph.Laplacian();
            int n = graph.Vertices;
            Assert.True(graph.IsConnected());
            Assert.All(Enumerable.Range(0, n), i => Assert.Equal(0, Enumerable.Range(0, n).Sum(j => l[i, j])));
            Assert.Equal(n - 1, RankOf(l));
            Assert.Equal(graph.Edges.Count, graph.Edges.Select(e => (e.From, e.To)).Distinct().Count());
        });
        Assert.Equal("1 vertex: ", end.ToString());
    }

    /// <summary>The smallest graph with a cycle is a triangle.</summary>
    [Fact]
    public void A_graph_shrinks_to_what_matters()
    {
        Arbitrary<ConnectedGraph> graphs = ConnectedGraph.Arbitrary();
        bool HasCycle(ConnectedGraph g) => g.Edges.Count >= g.Vertices;
        ConnectedGraph drawn = graphs.Generator.Sample(1000).First(g => g.Vertices > 8 && HasCycle(g));
        ConnectedGraph square = new(4, [new(0, 1, 1), new(1, 2, 1), new(2, 3, 1), new(0, 3, 1)]);
        Assert.Equal("3 vertices: 0–1, 0–2, 1–2", Smallest.Of(graphs, drawn, HasCycle).ToString());
        Assert.Equal("3 vertices: 0–1, 0–2, 1–2", Smallest.Of(graphs, square, HasCycle).ToString());
    }

    /// <summary>A failure prints the seed for a replay and the smallest case.</summary>
    [Fact]
    public void A_failure_has_seed_and_smallest_case()
    {
        Exception failure = Assert.ThrowsAny<Exception>(() => Check.One(
            Config.QuickThrowOnFailure, Prop.ForAll(ConnectedGraph.Arbitrary(), g => g.Edges.Count < g.Vertices)));
        Assert.Matches(@"\(\d+,\d+\)", failure.Message);
        Assert.Contains("3 vertices: 0–1, 0–2, 1–2", failure.Message);
    }

    [Property(Arbitrary = [typeof(Arbitraries)])]
    public void Arbitraries_are_found_by_type(
        double x, float y, Vector v, SimplexPoint p, Marginals m, SpdMatrix a, LowRankMatrix b, ConnectedGraph g)
        => Assert.True(
            double.IsFinite(x) && float.IsFinite(y) && v.Values.All(double.IsFinite) && p.ToArray().Sum() == 1
            && m.Rows.Counts.Count > 0 && a.Dimension >= 2 && b.Rank <= 4 && g.IsConnected());

    /// <summary>By elimination with full pivots: those of such small whole matrices are far above the rounding that is
    /// left of a zero.</summary>
    private static int RankOf(double[,] matrix)
    {
        double[,] a = (double[,])matrix.Clone();
        (int rows, int columns) = (a.GetLength(0), a.GetLength(1));
        int rank = 0;
        while (rank < Math.Min(rows, columns))
        {
            (int i, int j) = (from r in Enumerable.Range(rank, rows - rank)
                              from c in Enumerable.Range(rank, columns - rank)
                              select (r, c)).MaxBy(p => Math.Abs(a[p.r, p.c]));
            if (Math.Abs(a[i, j]) < 1e-9)
            {
                return rank;
            }

            Exchange(a, (i, j), rank);
            for (int r = rank + 1; r < rows; r++)
            {
                double factor = a[r, rank] / a[rank, rank];
                for (int c = rank; c < columns; c++)
                {
                    a[r, c] -= factor * a[rank, c];
                }
            }

            rank++;
        }

        return rank;
    }

    private static void Exchange(double[,] a, (int Row, int Column) pivot, int rank)
    {
        for (int c = 0; c < a.GetLength(1); c++)
        {
            (a[rank, c], a[pivot.Row, c]) = (a[pivot.Row, c], a[rank, c]);
        }

        for (int r = 0; r < a.GetLength(0); r++)
        {
            (a[r, rank], a[r, pivot.Column]) = (a[r, pivot.Column], a[r, rank]);
        }
    }

    /// <summary>Cholesky's pivots are positive.</summary>
    private static bool IsPositiveDefinite(double[,] matrix)
    {
        double[,] a = (double[,])matrix.Clone();
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            if (!(a[k, k] > 0))
            {
                return false;
            }

            for (int i = k + 1; i < n; i++)
            {
                for (int j = k + 1; j < n; j++)
                {
                    a[i, j] -= a[i, k] * a[k, j] / a[k, k];
                }
            }
        }

        return true;
    }
}
