namespace Numerics.Testing;

/// <summary>f(x) = ¼(x₁² − 1)² + ½Σ_{i&gt;1} λᵢ·xᵢ²: a strict saddle of curvature −1 at 0, least at (±1, 0, …, 0).
/// Starts beside the saddle's stable set.</summary>
internal sealed class SaddleProblem : Problem
{
    private readonly double[] _curvature;

    public SaddleProblem(int dimension, int seed)
        : this(dimension, seed, new SeededNumbers(seed, dimension))
    {
    }

    private SaddleProblem(int dimension, int seed, SeededNumbers numbers)
        : base(nameof(Problems.Saddle), seed, Begin(dimension, numbers),
            [1, .. Enumerable.Repeat(0.0, dimension - 1)])
        => _curvature = [0, .. Enumerable.Range(1, dimension - 1).Select(_ => numbers.Sixteenth(1, 2))];

    public override double Value(ReadOnlySpan<double> x)
    {
        double well = x[0] * x[0] - 1;
        double sum = well * well / 4;
        for (int i = 1; i < x.Length; i++)
        {
            sum += _curvature[i] * x[i] * x[i] / 2;
        }

        return sum;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[0] = (x[0] * x[0] - 1) * x[0];
        for (int i = 1; i < x.Length; i++)
        {
            gradient[i] = _curvature[i] * x[i];
        }
    }

    private static double[] Begin(int dimension, SeededNumbers numbers) =>
    [
        numbers.Sign() / 1024,
        .. Enumerable.Range(1, dimension - 1).Select(_ => numbers.Sign() * numbers.Sixteenth(1, 2)),
    ];
}
