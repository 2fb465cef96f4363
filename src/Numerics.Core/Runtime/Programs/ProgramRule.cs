using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>A rule over matrices, or with loops, as a value: parameters, plans, programs and the definition. Emitted beside each such
/// rule as <c>…Rule</c>; what laws work with.</summary>
public abstract class ProgramRule : Rule
{
    /// <summary>The plan variants.</summary>
    public abstract IReadOnlyList<ProgramPlan> Plans { get; }

    /// <summary>The names of the results in the rule's order, null where unnamed. A result that replaces a parameter has the
    /// parameter's name.</summary>
    public abstract IReadOnlyList<string?> ResultNames { get; }

    /// <summary>Runs a variant's scalar program: see <see cref="IProgram.Scalars"/>.</summary>
    public abstract void Scalars(
        int variant, int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values);

    /// <summary>Sets the lengths that no array fixes: see <see cref="IProgram.Lengths"/>.</summary>
    public abstract void Lengths(int variant, ReadOnlySpan<double> host, Span<nint> axes);

    /// <summary>Runs a variant's program on the arrays of a call.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="call">The arrays.</param>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="values">The table of values: Scalar and Integer inputs in, results out.</param>
    public abstract void Run(
        int variant, scoped ref ProgramCall<float> call, scoped ReadOnlySpan<double> host, scoped Span<double> values);

    /// <inheritdoc cref="Run(int, ref ProgramCall{float}, ReadOnlySpan{double}, Span{double})"/>
    public abstract void Run(
        int variant, scoped ref ProgramCall<double> call, scoped ReadOnlySpan<double> host, scoped Span<double> values);

    /// <summary>Runs a variant's program on a batch of independent problems.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="call">The arrays of all problems; made with their number.</param>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="numbers">Scalar and Integer inputs, and results that are numbers.</param>
    public abstract void RunBatch(
        int variant,
        scoped ref ProgramCall<float> call,
        scoped ReadOnlySpan<double> host,
        scoped ref BatchNumbers numbers);

    /// <inheritdoc cref="RunBatch(int, ref ProgramCall{float}, ReadOnlySpan{double}, ref BatchNumbers)"/>
    public abstract void RunBatch(
        int variant,
        scoped ref ProgramCall<double> call,
        scoped ReadOnlySpan<double> host,
        scoped ref BatchNumbers numbers);

    /// <summary>Runs the definition: the rule's own C# method on eager values.</summary>
    /// <param name="arguments">The arguments in declaration order, each of its parameter's type.</param>
    /// <returns>The results in the rule's order.</returns>
    public abstract IReadOnlyList<object> Define(IReadOnlyList<object> arguments);
}
