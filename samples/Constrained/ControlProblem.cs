using Numerics.Minimization;

namespace ConstrainedSample;

/// <summary>Control of Poisson's equation on [−1, 1]²: the state w is to be near to a given one with little control z, where
/// Δw + z = 0 with w = 0 at the border, by differences on n×n points.</summary>
/// <remarks>½‖w − w̄‖² + ½·0.1·‖z‖², x = (w; z).</remarks>
/// <param name="side">n.</param>
internal sealed class ControlProblem(int side) : IConstrainedProblem
{
    private const double Weight = 0.1;

    private readonly double[] _wanted = Wanted(side);
    private readonly double _inverseSquare = (side + 1) * (side + 1) / 4.0;

    public int Side => side;

    public int VariableCount => 2 * side * side;

    public int ConstraintCount => side * side;

    /// <summary>A row for each point: its neighbours above, to the left, itself, to the right, below; and its control.</summary>
    public SparsePattern JacobianPattern { get; } = Pattern(side);

    public SparsePattern HessianPattern { get; } = SparsePattern.Diagonals(2 * side * side, 2 * side * side, 0);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
    {
        double value = 0;
        int count = side * side;
        for (int k = 0; k < count; k++)
        {
            double distance = point[k] - _wanted[k];
            value += 0.5 * ((distance * distance) + (Weight * point[count + k] * point[count + k]));
            gradient[k] = distance;
            gradient[count + k] = Weight * point[count + k];
        }

        int entry = 0;
        for (int i = 0; i < count; i++)
        {
            constraints[i] = 0;
            foreach (int j in JacobianPattern.ColumnsOf(i))
            {
                jacobian[entry] = j >= count ? 1 : j == i ? -4 * _inverseSquare : _inverseSquare;
                constraints[i] += jacobian[entry] * point[j];
                entry++;
            }
        }

        return value;
    }

    public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian)
    {
        hessian[..(side * side)].Fill(1);
        hessian[(side * side)..].Fill(Weight);
    }

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
