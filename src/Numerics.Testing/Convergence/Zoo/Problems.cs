namespace Numerics.Testing;

/// <summary>The problem zoo: functions of which minimum, minimiser and constants are known exactly.</summary>
/// <remarks>All are deterministic from a dimension and a seed. L, μ and κ are powers of two.</remarks>
public static class Problems
{
    private const int Small = 8;
    private const int Large = 1024;
    private static readonly int[] Dimensions = [2, 3, 5, 8, 17, 33];

    /// <summary>½(x − x*)ᵀA(x − x*), A rotated, L ∈ {½, 1, 2, 4}, κ = L/μ = 8, all other eigenvalues at least
    /// 2μ.</summary>
    public static ProblemFamily StronglyConvexQuadratic { get; } = Quadratic(nameof(StronglyConvexQuadratic), Small);

    /// <summary>The same with κ = 1024 and eigenvalues at all scales between.</summary>
    public static ProblemFamily IllConditioned { get; } = Quadratic(nameof(IllConditioned), Large);

    /// <summary>½·L·‖x‖²: every direction alike, least at 0, L ∈ {½, 1, 2, 4}.</summary>
    public static ProblemFamily Sphere { get; } = new(nameof(Sphere), Dimensions, (n, seed) => new QuadraticProblem(
        nameof(Sphere), seed, [.. Enumerable.Repeat(Scale(new SeededNumbers(seed, 1)), n)], isCentred: true));

    /// <summary>Σ ¼(xᵢ − x*ᵢ)⁴ from distance 1: convex, not strongly; L = 3 where |xᵢ − x*ᵢ| ≤ 1. Descent at rate η has
    /// gap n/(16η²t²) in the limit.</summary>
    public static ProblemFamily Convex { get; } = new(nameof(Convex), Dimensions, (n, seed) => SeparableProblem.Away(
        nameof(Convex), n, seed, 1, e => e * e * e * e / 4, e => e * e * e, (3, 0, 0)));

    /// <summary>Σ huber(xᵢ − x*ᵢ) from distance 32½: slope ±1 until distance 1, L = 1. Half of the gap is gone after 16
    /// units of way.</summary>
    public static ProblemFamily Slope { get; } = new(nameof(Slope), Dimensions, (n, seed) => SeparableProblem.Away(
        nameof(Slope), n, seed, 32.5,
        e => Math.Abs(e) <= 1 ? e * e / 2 : Math.Abs(e) - 0.5, e => Math.Clamp(e, -1, 1), (1, 0, 0)));

    /// <summary>A quadratic with κ = 8 on a subspace and flat outside it: not strongly convex, many
    /// minimisers.</summary>
    public static ProblemFamily PolyakLojasiewicz { get; } = new(
        nameof(PolyakLojasiewicz), Dimensions[1..], (n, seed) => new QuadraticProblem(
            nameof(PolyakLojasiewicz), seed,
            [.. Eigenvalues(new SeededNumbers(seed, n), n - n / 3, Small), .. new double[n / 3]]));

    /// <summary>Σ eᵢ² + 3·sin² eᵢ, e = x − x*, from distance 4: not convex, one stationary point; L = 8,
    /// Polyak–Łojasiewicz constant 1/32 (Karimi, Nutini and Schmidt, ECML 2016).</summary>
    public static ProblemFamily PolyakLojasiewiczNonConvex { get; } = new(
        nameof(PolyakLojasiewiczNonConvex), Dimensions, (n, seed) => SeparableProblem.Away(
            nameof(PolyakLojasiewiczNonConvex), n, seed, 4,
            e => e * e + 3 * Math.Sin(e) * Math.Sin(e), e => 2 * e + 3 * Math.Sin(2 * e), (8, double.NaN, 1.0 / 32)));

    /// <summary>Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² of two or three variables (more have a second minimum).</summary>
    public static ProblemFamily Rosenbrock { get; } = new(
        nameof(Rosenbrock), [2, 3], (n, seed) => new RosenbrockProblem(n, seed));

    /// <summary>¼(x₁² − 1)² + ½Σλᵢxᵢ², from beside the saddle at 0; λ in [1, 2].</summary>
    public static ProblemFamily Saddle { get; } = new(
        nameof(Saddle), Dimensions, (n, seed) => new SaddleProblem(n, seed));

    /// <summary><see cref="StronglyConvexQuadratic"/> with noise of standard deviation ¼ on each coordinate.</summary>
    public static ProblemFamily Noisy { get; } =
        StronglyConvexQuadratic.WithNoise(0.25) with { Dimensions = Dimensions[3..] };

    /// <summary><see cref="StronglyConvexQuadratic"/> of whose gradients each coordinate is seen every fourth
    /// time.</summary>
    public static ProblemFamily Sparse { get; } = StronglyConvexQuadratic.WithSparseGradients(0.25);

    /// <summary>A quadratic with κ = 8 over the box |xᵢ| ≤ 1, from 0; every second coordinate of x* is on the
    /// boundary.</summary>
    public static ProblemFamily Constrained { get; } = ConstrainedBy(1);

    /// <summary>Everything above.</summary>
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        StronglyConvexQuadratic, IllConditioned, Sphere, Convex, Slope, PolyakLojasiewicz, PolyakLojasiewiczNonConvex,
        Rosenbrock, Saddle, Noisy, Sparse, Constrained,
    ];

    /// <summary><see cref="Constrained"/> over the box |xᵢ| ≤ <paramref name="radius"/>: the problem that decoupled
    /// weight decay λ = 1/radius gives sign-like rules.</summary>
    public static ProblemFamily ConstrainedBy(double radius)
    {
        string name = FormattableString.Invariant($"ConstrainedBy({radius:R})");
        return new ProblemFamily(name, Dimensions, (n, seed) => new BoxProblem(name, n, seed, radius));
    }

    /// <summary>⟨g, x⟩ + κ*(λx)/λ from 0, least at ∇κ(−g)/λ: with decoupled weight decay λ a rule that steps by ∇κ
    /// comes closer by exactly 1 − ηλ a step. ∇κ = sign gives the box.</summary>
    /// <param name="weightDecay">λ.</param>
    /// <param name="subgradient">∇κ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight decay is not positive.</exception>
    public static ProblemFamily LinearOver(double weightDecay, Func<Vec, Vec> subgradient)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightDecay);
        ArgumentNullException.ThrowIfNull(subgradient);
        return new ProblemFamily(nameof(LinearOver), Dimensions, (n, seed) =>
        {
            var numbers = new SeededNumbers(seed, n);
            double[] slope = [.. Enumerable.Range(0, n).Select(_ => numbers.Sign() * numbers.Sixteenth(1, 4))];
            Vec minimiser = subgradient(-new Vec(slope)) / weightDecay;
            return new LinearProblem(nameof(LinearOver), seed, slope, new double[n], minimiser.ToArray());
        });
    }

    /// <summary>μ, L and between them powers of two times numbers in [1, 2) from 2μ to L.</summary>
    internal static double[] Eigenvalues(SeededNumbers numbers, int count, int condition)
    {
        double most = Scale(numbers);
        double least = most / condition;
        double[] values = [.. Enumerable.Range(0, count).Select(
            _ => Math.Min(most, 2 * least * Math.Pow(2, numbers.Unit() * (Math.Log2(condition) - 1))))];
        values[0] = least;
        values[^1] = count > 1 ? most : least;
        return values;
    }

    private static double Scale(SeededNumbers numbers) => Math.ScaleB(1, numbers.Whole(-1, 2));

    private static ProblemFamily Quadratic(string name, int condition) => new(
        name, Dimensions, (n, seed) => new QuadraticProblem(
            name, seed, Eigenvalues(new SeededNumbers(seed, ~n), n, condition)));
}
