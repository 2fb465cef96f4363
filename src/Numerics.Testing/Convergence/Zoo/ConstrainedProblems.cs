namespace Numerics.Testing;

/// <summary>Minimise ½(x − z)ᵀA(x − z) over the box |xᵢ| ≤ r, with the solution and its multipliers chosen first: x*
/// has about half of its coordinates on the boundary, and A(x* − z) = −ν there, pushing outwards, and 0
/// elsewhere.</summary>
internal sealed class BoxProblem : Problem
{
    private readonly QuadraticProblem _shape;
    private readonly double[] _push;

    public BoxProblem(string name, int dimension, int seed, double radius)
        : this(name, seed, radius, new SeededNumbers(seed, -dimension), dimension)
    {
    }

    private BoxProblem(string name, int seed, double radius, SeededNumbers numbers, int dimension)
        : base(name, seed, new double[dimension], Solution(dimension, radius, numbers))
    {
        _shape = new QuadraticProblem(name, seed, Problems.Eigenvalues(numbers, dimension, 8), isCentred: true);
        _push = [.. Minimiser.ToArray().Select(
            x => Math.Abs(x) == radius ? -Math.Sign(x) * numbers.Sixteenth(1, 2) * _shape.StrongConvexity : 0)];
        Smoothness = _shape.Smoothness;
        StrongConvexity = _shape.StrongConvexity;
        Spectrum = _shape.Spectrum;
    }

    public override bool IsConstrained => true;

    public override double Gap(ReadOnlySpan<double> x) => SquaredDistance(x, Minimiser);

    /// <summary>f less its minimum over the box: ½eᵀAe + ⟨push, e⟩ with e = x − x*, not negative inside.</summary>
    public override double Value(ReadOnlySpan<double> x)
    {
        Span<double> e = stackalloc double[x.Length];
        double along = Difference(x, e);
        return _shape.Value(e) + along;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        Span<double> e = stackalloc double[x.Length];
        Difference(x, e);
        _shape.Gradient(e, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += _push[i];
        }
    }

    private static double[] Solution(int dimension, double radius, SeededNumbers numbers) =>
    [
        .. Enumerable.Range(0, dimension).Select(
            i => i % 2 == 0 ? numbers.Sign() * radius : radius * numbers.Whole(-12, 12) / 16.0),
    ];

    private double Difference(ReadOnlySpan<double> x, Span<double> e)
    {
        double along = 0;
        for (int i = 0; i < x.Length; i++)
        {
            e[i] = x[i] - Minimiser[i];
            along += _push[i] * e[i];
        }

        return along;
    }
}

/// <summary>Minimise ⟨g, x⟩ over a convex set C of known corner: x* = argmin. Constant gradient, so that a rule walks
/// straight to x*.</summary>
internal sealed class LinearProblem(string name, int seed, double[] slope, double[] start, double[] minimiser)
    : Problem(name, seed, start, minimiser)
{
    public override bool IsConstrained => true;

    public override double Gap(ReadOnlySpan<double> x) => SquaredDistance(x, Minimiser);

    /// <summary>⟨g, x − x*⟩.</summary>
    public override double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += slope[i] * (x[i] - Minimiser[i]);
        }

        return sum;
    }

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient) => slope.CopyTo(gradient);
}
