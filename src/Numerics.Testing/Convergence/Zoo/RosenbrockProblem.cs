namespace Numerics.Testing;

/// <summary>f(x) = Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², from (−1.2, 1, −1.2, 1, …); least at (1, …, 1).</summary>
internal sealed class RosenbrockProblem(int dimension, int seed) : Problem(
    nameof(Problems.Rosenbrock), seed, Begin(dimension, seed), [.. Enumerable.Repeat(1.0, dimension)])
{
    public override double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - x[i] * x[i];
            sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
        }

        return sum;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - x[i] * x[i];
            gradient[i] += -400 * bend * x[i] - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * bend;
        }
    }

    /// <summary>The usual start, seed 0; other seeds move it by up to 1/16 in each coordinate.</summary>
    private static double[] Begin(int dimension, int seed)
    {
        var numbers = new SeededNumbers(seed, dimension);
        double width = seed == 0 ? 0 : 1.0 / 16;
        return [.. Enumerable.Range(0, dimension).Select(
            i => (i % 2 == 0 ? -1.2 : 1) + width * (2 * numbers.Unit() - 1))];
    }
}
