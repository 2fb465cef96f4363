using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>Problems of one kind, one for each dimension and seed.</summary>
/// <param name="Name">Its name in <see cref="Problems"/>.</param>
/// <param name="Dimensions">The dimensions that laws use, least first.</param>
/// <param name="Maker">Makes the problem of a dimension and a seed.</param>
public sealed record ProblemFamily(string Name, IReadOnlyList<int> Dimensions, Func<int, int, Problem> Maker)
{
    /// <summary>The problem of a dimension and a seed: the same each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below the family's least.</exception>
    public Problem Make(int dimension, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, Dimensions[0]);
        return Maker(dimension, seed);
    }

    /// <summary>The same problems with noise: each sampled gradient's coordinates get independent normal numbers of
    /// standard deviation <paramref name="deviation"/> added.</summary>
    public ProblemFamily WithNoise(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        return Viewed($"{Name}.WithNoise({deviation:R})", p => new NoisyProblem(p, deviation));
    }

    /// <summary>The same problems, where each sampled gradient has each coordinate with probability
    /// <paramref name="share"/> and zero otherwise, as an embedding's has.</summary>
    public ProblemFamily WithSparseGradients(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Viewed($"{Name}.WithSparseGradients({share:R})", p => new SparseProblem(p, share));
    }

    /// <summary>The same problems for rules with coupled weight decay: sampled gradients leave out λ·x, which the rule
    /// adds. A rule that adds anything else converges to another point.</summary>
    public ProblemFamily WithCoupledDecay(double weightDecay)
        => Viewed($"{Name}.WithCoupledDecay({weightDecay:R})", p => new DecayedProblem(p, weightDecay));

    /// <summary>Draws problems of the family. Shrinks to lower dimensions and smaller seeds.</summary>
    public Arbitrary<Problem> Arbitrary() => Arb.From(
        from dimension in Gen.Elements(Dimensions.ToArray())
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Make(dimension, seed),
        Shrink);

    /// <inheritdoc/>
    public override string ToString() => $"Problems.{Name}";

    private IEnumerable<Problem> Shrink(Problem problem) =>
    [
        .. Dimensions.Where(d => d < problem.Dimension).Select(d => Make(d, problem.Seed)),
        .. new[] { 0, 1, problem.Seed / 1024, problem.Seed / 32, problem.Seed / 2 }
            .Where(s => s < problem.Seed).Distinct().Select(s => Make(problem.Dimension, s)),
    ];

    private ProblemFamily Viewed(string name, Func<Problem, Problem> view)
        => this with { Name = name, Maker = (dimension, seed) => view(Make(dimension, seed)) };
}
