namespace Numerics.Testing;

/// <summary>f(x) = Σ φ(xᵢ − x*ᵢ) with φ least at 0, where it is 0.</summary>
/// <param name="name">The family's name.</param>
/// <param name="seed">The seed.</param>
/// <param name="start">Where runs begin.</param>
/// <param name="minimiser">x*.</param>
/// <param name="value">φ.</param>
/// <param name="slope">φ′.</param>
internal sealed class SeparableProblem(
    string name, int seed, double[] start, double[] minimiser, Func<double, double> value, Func<double, double> slope)
    : Problem(name, seed, start, minimiser)
{
    /// <summary>Starts at x* ± distance in each coordinate.</summary>
    public static SeparableProblem Away(
        string name, int dimension, int seed, double distance, Func<double, double> value, Func<double, double> slope,
        (double Smoothness, double StrongConvexity, double PolyakLojasiewicz) constants)
    {
        var numbers = new SeededNumbers(seed, dimension);
        double[] minimiser = [.. Enumerable.Range(0, dimension).Select(_ => numbers.Sixteenth(-2, 2))];
        double[] start = [.. minimiser.Select(x => x + numbers.Sign() * distance)];
        return new SeparableProblem(name, seed, start, minimiser, value, slope)
        {
            Smoothness = constants.Smoothness,
            StrongConvexity = constants.StrongConvexity,
            PolyakLojasiewicz = constants.PolyakLojasiewicz,
        };
    }

    public override double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += value(x[i] - Minimiser[i]);
        }

        return sum;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] = slope(x[i] - Minimiser[i]);
        }
    }
}
