using Numerics.Minimization;

namespace Numerics.TestProblems;

/// <summary>One of the problems, with what is known of it.</summary>
/// <param name="Name">Its name in the literature.</param>
/// <param name="Problem">What was emitted for it.</param>
/// <param name="Start">The start x⁰.</param>
/// <param name="Optimum">The value that a Newton method reaches from the start.</param>
/// <param name="Iterations">How many iterations exact Newton takes; with a gate, without it. Null where it does not arrive.</param>
public sealed record TestProblem(string Name, IConstrainedProblem Problem, IReadOnlyList<double> Start, double Optimum, int? Iterations)
{
    /// <summary>The objective as written.</summary>
    public Func<Vec, Scalar> Objective { get; init; } = _ => 0;

    /// <summary>The constraints as written.</summary>
    public required Func<Vec, Vec> Constraints { get; init; }

    /// <summary>The objective as emitted.</summary>
    public ValueOf Value { get; init; } = _ => 0;

    /// <summary>The constraints as emitted.</summary>
    public required ResidualsOf Residuals { get; init; }

    /// <summary>Whether the method stops at a nearly singular Jacobian.</summary>
    public bool HasGate { get; init; }

    /// <summary>Whether the optimum is singular: the objective or the constraints are accurate there, the point is not.</summary>
    public bool IsSingular { get; init; }

    /// <summary>The optimum's point, to five digits; empty where it is not known.</summary>
    public IReadOnlyList<double> Solution { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An objective's value.</summary>
public delegate double ValueOf(ReadOnlySpan<double> x);

/// <summary>Writes the constraints.</summary>
public delegate void ResidualsOf(ReadOnlySpan<double> x, Span<double> c);
