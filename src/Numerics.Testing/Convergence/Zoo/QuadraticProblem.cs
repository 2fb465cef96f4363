namespace Numerics.Testing;

/// <summary>f(x) = ½(x − x*)ᵀ·Q·diag(λ)·Qᵀ·(x − x*).</summary>
internal sealed class QuadraticProblem : Problem
{
    private readonly double[] _eigenvalues;
    private readonly Rotation _rotation;

    /// <summary>Starts at x* + Q·c, with each |cᵢ| in [1, 2]: every eigenvector is in it, the slowest one
    /// too.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="eigenvalues">λ, not negative.</param>
    /// <param name="isCentred">Whether x* = 0.</param>
    public QuadraticProblem(string name, int seed, double[] eigenvalues, bool isCentred = false)
        : this(name, seed, eigenvalues, new SeededNumbers(seed, eigenvalues.Length), isCentred)
    {
    }

    private QuadraticProblem(string name, int seed, double[] eigenvalues, SeededNumbers numbers, bool isCentred)
        : this(name, seed, eigenvalues, Rotation.Draw(numbers, eigenvalues.Length),
            [.. eigenvalues.Select(_ => isCentred ? 0 : numbers.Sixteenth(-2, 2))],
            [.. eigenvalues.Select(_ => numbers.Sign() * numbers.Sixteenth(1, 2))])
    {
    }

    private QuadraticProblem(
        string name, int seed, double[] eigenvalues, Rotation rotation, double[] minimiser, double[] offset)
        : base(name, seed, Begin(rotation, minimiser, offset), minimiser)
    {
        (_eigenvalues, _rotation) = (eigenvalues, rotation);
        Spectrum = [.. eigenvalues.Order()];
        Smoothness = Spectrum[^1];
        StrongConvexity = Spectrum[0];
        PolyakLojasiewicz = Spectrum.First(e => e > 0);
    }

    public override double Value(ReadOnlySpan<double> x)
    {
        Span<double> along = stackalloc double[x.Length];
        Along(x, along);
        double sum = 0;
        for (int i = 0; i < along.Length; i++)
        {
            sum += _eigenvalues[i] * along[i] * along[i];
        }

        return sum / 2;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        Along(x, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= _eigenvalues[i];
        }

        _rotation.Apply(gradient);
    }

    private static double[] Begin(Rotation rotation, double[] minimiser, double[] offset)
    {
        rotation.Apply(offset);
        return [.. minimiser.Zip(offset, (a, b) => a + b)];
    }

    /// <summary>Qᵀ(x − x*).</summary>
    private void Along(ReadOnlySpan<double> x, Span<double> along)
    {
        for (int i = 0; i < x.Length; i++)
        {
            along[i] = x[i] - Minimiser[i];
        }

        _rotation.ApplyTransposed(along);
    }
}
