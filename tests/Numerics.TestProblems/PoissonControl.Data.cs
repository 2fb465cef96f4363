using Numerics.Minimization;

namespace Numerics.TestProblems;

/// <content>The published data.</content>
public static partial class PoissonControl
{
    private const double Weight = 0.1;

    /// <summary>The problem on [−1, 1]² with side×side points, by the generated products.</summary>
    /// <param name="side">The points of a side.</param>
    /// <param name="isNonlinear">−Δw + w³ + z = 0 in place of Δw + z = 0.</param>
    /// <param name="hasPattern">Whether the Jacobian's pattern is told.</param>
    public static ConstrainedProblem Products(int side, bool isNonlinear, bool hasPattern = true)
    {
        int points = side * side;
        return new(
            2 * points,
            points,
            (double[])[.. Wanted(side), .. new double[points]],
            (double[])[.. Enumerable.Repeat(1.0, points), .. Enumerable.Repeat(Weight, points)],
            side,
            (side + 1) * (side + 1) / 4.0,
            isNonlinear ? -1 : 1,
            isNonlinear ? 1 : 0,
            hasPattern ? Pattern(side) : null);
    }

    /// <summary>The linear problem with its sparse entries.</summary>
    public static IConstrainedProblem Entries(int side) => new SparseProblem(Products(side, isNonlinear: false));

    /// <summary>Each point's five neighbours, and its control.</summary>
    private static SparsePattern Pattern(int side)
    {
        List<int> starts = [0], columns = [];
        for (int k = 0; k < side * side; k++)
        {
            (int i, int j) = (k / side, k % side);
            (bool Is, int At)[] places =
                [(i > 0, k - side), (j > 0, k - 1), (true, k), (j < side - 1, k + 1), (i < side - 1, k + side), (true, (side * side) + k)];
            columns.AddRange(places.Where(n => n.Is).Select(n => n.At));
            starts.Add(columns.Count);
        }

        return new(2 * side * side, [.. starts], [.. columns]);
    }

    private static double[] Wanted(int side)
    {
        double scale = 0.1 / Math.Sqrt(15), middle = (side + 1) / 2.0;
        return [.. Enumerable.Range(0, side * side).Select(k =>
            Math.Sin(4 + (scale * ((k / side) + 1 - middle))) + Math.Cos(3 + (scale * ((k % side) + 1 - middle))))];
    }

    /// <summary>A diagonal Hessian, and a Jacobian whose entries are known.</summary>
    private sealed class SparseProblem(ConstrainedProblem products) : IConstrainedProblem
    {
        private readonly double[] _diagonal = Diagonal(products);

        public int VariableCount => products.VariableCount;

        public int ConstraintCount => products.ConstraintCount;

        public SparsePattern JacobianPattern => products.JacobianPattern!;

        public SparsePattern HessianPattern { get; } = SparsePattern.Diagonals(products.VariableCount, products.VariableCount, 0);

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
        {
            products.JacobianEntries(point, jacobian);
            return products.Evaluate(point, gradient, constraints);
        }

        public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian) =>
            _diagonal.CopyTo(hessian);

        private static double[] Diagonal(ConstrainedProblem products)
        {
            double[] ones = [.. Enumerable.Repeat(1.0, products.VariableCount)], diagonal = new double[products.VariableCount];
            products.LagrangianHessianVector(ones, new double[products.ConstraintCount], ones, diagonal);
            return diagonal;
        }
    }
}
