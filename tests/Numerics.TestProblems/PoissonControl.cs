using static Numerics.Functions;

namespace Numerics.TestProblems;

/// <summary>Control of a stationary heat equation, as arrays: the state w on side×side inner points of a square, then the control z.</summary>
/// <remarks>½·Σ weightᵢ(xᵢ − targetᵢ)² where diffusion·Δw + reaction·w³ + z = 0, with w = 0 at the border.</remarks>
public static partial class PoissonControl
{
    [Objective]
    public static Scalar Objective(Vec x, [Constant] Vec target, [Constant] Vec weight) => 0.5 * Sum(weight * Square(x - target));

    [Constraints]
    public static Vec Constraints(Vec x, [AtLeast(1)] int side, double inverseSquare, double diffusion = 1, double reaction = 0)
    {
        Vec state = Slice(x, 0, side * side);
        Vec control = Slice(x, side * side, side * side);
        Mat w = Groups(state, side);
        Mat laplacian = inverseSquare * (Shift(w, 1, 0) + Shift(w, -1, 0) + Shift(w, 0, 1) + Shift(w, 0, -1) - (4 * w));
        return (diffusion * Ungroup(laplacian)) + (reaction * Cube(state)) + control;
    }
}
