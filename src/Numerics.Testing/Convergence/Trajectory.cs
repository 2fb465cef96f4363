namespace Numerics.Testing;

/// <summary>The gaps of one run: at the start and after each step, until the end, the resolution of the element type,
/// or something that is no number.</summary>
/// <param name="Problem">What was minimised.</param>
/// <param name="Gaps">Element k is <see cref="Numerics.Testing.Problem.Gap"/> after k steps.</param>
/// <param name="Floor">The gap below which rounding rules.</param>
public sealed record Trajectory(Problem Problem, IReadOnlyList<double> Gaps, double Floor)
{
    /// <summary>The number of steps.</summary>
    public int Steps => Gaps.Count - 1;

    /// <summary>Whether every gap is a number.</summary>
    public bool IsFinite => double.IsFinite(Gaps[^1]);

    /// <summary>Whether the run ended because the gap reached the floor.</summary>
    public bool ReachedFloor => Gaps[^1] <= Floor;
}

/// <summary>What a rate says of a run.</summary>
/// <param name="IsMet">Whether the run has the rate.</param>
/// <param name="Measured">What was measured, in words.</param>
public readonly record struct Judgement(bool IsMet, string Measured);
