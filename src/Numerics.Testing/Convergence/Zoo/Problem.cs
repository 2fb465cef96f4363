using System.Globalization;

namespace Numerics.Testing;

/// <summary>A function to be minimised of which everything is known: gradient, minimum, a minimiser and
/// constants.</summary>
/// <remarks>Made from a dimension and a seed alone. At <see cref="Minimiser"/> the value is <see cref="Minimum"/>
/// exactly and, without constraints, the gradient zero exactly; <see cref="Gap"/> keeps its relative accuracy down to
/// the resolution of x. Derive from it for problems of your own.</remarks>
public abstract class Problem
{
    private readonly double[] _start;
    private readonly double[] _minimiser;

    /// <summary>A problem with its start and a minimiser, which are not copied.</summary>
    /// <param name="name">Its family's name.</param>
    /// <param name="seed">The seed that it was made from.</param>
    /// <param name="start">Where runs begin.</param>
    /// <param name="minimiser">A point of the least value, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    protected Problem(string name, int seed, double[] start, double[] minimiser)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(minimiser);
        if (start.Length != minimiser.Length)
        {
            throw new ArgumentException(
                $"The minimiser has {minimiser.Length} elements, the start {start.Length}.", nameof(minimiser));
        }

        (Name, Seed, _start, _minimiser) = (name, seed, start, minimiser);
    }

    /// <summary>The family's name.</summary>
    public string Name { get; }

    /// <summary>The seed that it was made from.</summary>
    public int Seed { get; }

    /// <summary>The number of variables.</summary>
    public int Dimension => _start.Length;

    /// <summary>Where runs begin.</summary>
    public ReadOnlySpan<double> Start => _start;

    /// <summary>A point of the least value; where there are several, one of them.</summary>
    public ReadOnlySpan<double> Minimiser => _minimiser;

    /// <summary>The least value: 0 unless a problem says otherwise.</summary>
    public virtual double Minimum => 0;

    /// <summary>L: gradients at x and y differ by at most L·‖x − y‖; NaN if there is no such number.</summary>
    public double Smoothness { get; protected init; } = double.NaN;

    /// <summary>μ: f − μ/2·‖x‖² is convex; 0 if convex only, NaN if not convex.</summary>
    public double StrongConvexity { get; protected init; } = double.NaN;

    /// <summary>The Polyak–Łojasiewicz constant: ½‖∇f(x)‖² ≥ constant·(f(x) − minimum); 0 if there is none.</summary>
    public double PolyakLojasiewicz { get; protected init; }

    /// <summary>Whether x is sought in a set, so that the gradient at the minimiser need not be 0.</summary>
    public virtual bool IsConstrained => false;

    /// <summary>σ: the standard deviation of the noise on each coordinate of a sampled gradient.</summary>
    public virtual double NoiseDeviation => 0;

    /// <summary>The eigenvalues of a quadratic's Hessian, least first; empty for other problems.</summary>
    public IReadOnlyList<double> Spectrum { get; protected init; } = [];

    /// <summary>f(x).</summary>
    public abstract double Value(ReadOnlySpan<double> x);

    /// <summary>∇f(x).</summary>
    /// <param name="x">Where.</param>
    /// <param name="gradient">Takes the gradient; as long as <paramref name="x"/>.</param>
    public abstract void Gradient(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>What an optimizer gets for its gradient at a step: the gradient, unless the problem is noisy, sparse or
    /// leaves a part to the rule. The same for the same step of the same seed.</summary>
    /// <param name="x">Where.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="gradient">Takes the sampled gradient.</param>
    public virtual void Sample(ReadOnlySpan<double> x, int step, Span<double> gradient) => Gradient(x, gradient);

    /// <summary>What converges to 0: f(x) − minimum; for constrained problems ‖x − minimiser‖², since outside the set f
    /// can be below the minimum.</summary>
    public virtual double Gap(ReadOnlySpan<double> x) => Value(x) - Minimum;

    /// <summary>The call that makes it again.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Problems.{Name}.Make({Dimension}, {Seed})");

    /// <summary>‖x − y‖².</summary>
    private protected static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return sum;
    }
}
