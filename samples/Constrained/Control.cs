using Numerics;
using Numerics.Minimization;
using static Numerics.Functions;

namespace ConstrainedSample;

/// <summary>Control of Poisson's equation on [−1, 1]²: the state w is to be near to a given one with little control z, where
/// Δw + z = 0 with w = 0 at the border, by differences on n×n points.</summary>
/// <remarks>½‖w − w̄‖² + ½·0.1·‖z‖², x = (w; z). All derivatives are generated.</remarks>
internal static partial class Control
{
    private const double Weight = 0.1;

    [Objective]
    public static Scalar Objective(Vec x, [Constant] Vec wanted, int side)
    {
        Vec control = Slice(x, side * side, side * side);
        return 0.5 * (Sum(Square(Slice(x, 0, side * side) - wanted)) + Weight * Dot(control, control));
    }

    [Constraints]
    public static Vec Constraints(Vec x, int side, double inverseSquare)
    {
        Mat w = Groups(Slice(x, 0, side * side), side);
        Mat laplacian = inverseSquare * (Shift(w, 1, 0) + Shift(w, -1, 0) + Shift(w, 0, 1) + Shift(w, 0, -1) - 4 * w);
        return Ungroup(laplacian) + Slice(x, side * side, side * side);
    }

    /// <summary>The problem with n×n points.</summary>
    /// <param name="side">n.</param>
    public static ConstrainedProblem Of(int side) =>
        new(2 * side * side, side * side, Wanted(side), side, (side + 1) * (side + 1) / 4.0, Pattern(side));

    /// <summary>A row for each point: its neighbours above, to the left, itself, to the right, below; and its control.</summary>
    private static SparsePattern Pattern(int side)
    {
        List<int> starts = [0], columns = [];
        for (int k = 0; k < side * side; k++)
        {
            (int i, int j) = (k / side, k % side);
            (bool Is, int At)[] neighbours =
                [(i > 0, k - side), (j > 0, k - 1), (true, k), (j < side - 1, k + 1), (i < side - 1, k + side), (true, (side * side) + k)];
            columns.AddRange(neighbours.Where(n => n.Is).Select(n => n.At));
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
}
