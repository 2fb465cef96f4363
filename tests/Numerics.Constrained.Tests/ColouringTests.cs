using Numerics.Minimization;

namespace Numerics.Tests.WithConstraints;

/// <summary>Matrices compressed by colouring are those that their products are of.</summary>
public class ColouringTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_band_takes_as_many_products_as_it_is_wide(int n)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.3 * i))];
        ColumnColouring jacobian = ColumnColouring.Of(SparsePattern.Diagonals(n - 1, n, 0, 1));
        Assert.Equal(2, jacobian.Count);
        double[] entries = new double[jacobian.Pattern.EntryCount];
        jacobian.Entries(x, (p, v, jv) => Chain.ConstraintsJacobianVector(p, v, jv), entries);
        Assert.All(Enumerable.Range(0, n - 1), i => Assert.Equal(-4 * x[i], entries[2 * i], 1E-14));
        Assert.All(Enumerable.Range(0, n - 1), i => Assert.Equal(1, entries[(2 * i) + 1]));

        double[] multipliers = [.. Enumerable.Range(0, n - 1).Select(i => Math.Cos(i))];
        ColumnColouring hessian = ColumnColouring.Of(SparsePattern.Diagonals(n, n, 0));
        Assert.Equal(1, hessian.Count);
        double[] diagonal = new double[n];
        hessian.Entries(x, (p, v, hv) => Chain.LagrangianHessianVector(p, multipliers, v, hv), diagonal);
        Assert.All(Enumerable.Range(0, n), i => Assert.Equal(
            (i < n - 1 ? 2 - (4 * multipliers[i]) : 0) + (i > 0 ? 0.25 * Math.Exp(0.5 * x[i]) : 0), diagonal[i], 1E-13));
    }

    /// <summary>Random sparse matrices: no two columns of a colour meet, and the entries come back.</summary>
    [Fact]
    public void Entries_of_any_sparse_matrix_come_back()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            (int rows, int columns) = (1 + random.Next(12), 1 + random.Next(12));
            List<int> starts = [0];
            List<int> indices = [];
            for (int i = 0; i < rows; i++)
            {
                indices.AddRange(Enumerable.Range(0, columns).Where(_ => random.Next(4) == 0));
                starts.Add(indices.Count);
            }

            var pattern = new SparsePattern(columns, [.. starts], [.. indices]);
            double[] expected = [.. indices.Select(_ => random.NextDouble())];
            double[] actual = new double[expected.Length];
            ColumnColouring.Of(pattern).Entries(
                [], (_, v, product) => Evaluated.Times(pattern, expected, v.ToArray()).CopyTo(product), actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Patterns_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SparsePattern(2, [0, 1], [0, 1]));
        Assert.Throws<ArgumentException>(() => new SparsePattern(2, [0, 2], [1, 0]));
        Assert.Throws<ArgumentException>(() => new SparsePattern(2, [0, 1], [2]));
        Assert.Throws<ArgumentException>(() => new SparsePattern(2, [0, 2, 1], [0]));
    }
}
