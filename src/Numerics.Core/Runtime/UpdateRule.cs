using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>The kind of a rule's parameter.</summary>
public enum ParameterKind
{
    /// <summary>A <see cref="Vec"/>; of a program also a Row, Col, Mat or Points.</summary>
    Array,

    /// <summary>A <see cref="Numerics.Scalar"/>.</summary>
    Scalar,

    /// <summary>A host <see cref="double"/>.</summary>
    Double,

    /// <summary>A host <see cref="int"/>.</summary>
    Int,

    /// <summary>A host <see cref="bool"/>.</summary>
    Bool,

    /// <summary>A host enumeration, carried by its underlying value.</summary>
    Enum,

    /// <summary>A host <see cref="long"/>, carried by its bits.</summary>
    Long,

    /// <summary>A host <see cref="ulong"/>, carried by its bits.</summary>
    ULong,

    /// <summary>An <see cref="Numerics.Integer"/>, carried by its bits.</summary>
    Integer,
}

/// <summary>The part that a parameter plays in an optimizer.</summary>
public enum ParameterRole
{
    /// <summary>A hyperparameter (host values), or an array that is only read.</summary>
    None,

    /// <summary>The array that is optimised: the first returned one.</summary>
    Parameter,

    /// <summary>Kept from step to step.</summary>
    State,

    /// <summary>The gradient.</summary>
    Gradient,

    /// <summary>Given at each step, marked <c>[Input]</c>.</summary>
    Input,

    /// <summary>The step number.</summary>
    StepNumber,
}

/// <summary>One parameter of a rule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Role">Its part in an optimizer.</param>
/// <param name="Default">The default of a host parameter, null where it must be given.</param>
/// <param name="Minimum">Least allowed value.</param>
/// <param name="MinimumExcluded">Whether the least value itself is refused.</param>
/// <param name="Maximum">Greatest allowed value.</param>
/// <param name="MaximumExcluded">Whether the greatest value itself is refused.</param>
/// <param name="Start">A state's value at the first step.</param>
/// <param name="StateName">The state's name in a file.</param>
/// <param name="Domain">The values that an array takes.</param>
public sealed record RuleParameter(
    string Name,
    ParameterKind Kind,
    ParameterRole Role = ParameterRole.None,
    double? Default = null,
    double Minimum = double.NegativeInfinity,
    bool MinimumExcluded = false,
    double Maximum = double.PositiveInfinity,
    bool MaximumExcluded = false,
    double Start = 0,
    string? StateName = null,
    ArrayDomain Domain = ArrayDomain.Everywhere)
{
    /// <summary>The members of an enumeration, by their underlying values; empty for other kinds.</summary>
    public IReadOnlyList<double> Members { get; init; } = [];
}

/// <summary>What a run of the definition gives: the results in the rule's order.</summary>
/// <param name="Arrays">Array results, in the order of the rule's results, with their names (null where unnamed).</param>
/// <param name="Numbers">Scalar and host results in order.</param>
public sealed record DefinitionResult(
    IReadOnlyList<(string? Name, Vec Value)> Arrays,
    IReadOnlyList<(string? Name, double Value)> Numbers);

/// <summary>A rule as a value: parameters, plans, the kernels and the definition behind one call shape. Emitted beside each
/// rule as <c>…Rule</c> (<c>Step</c> gives <c>StepRule</c>); what optimizers and laws work with.</summary>
public abstract class UpdateRule : Rule
{
    /// <summary>The plan variants.</summary>
    public abstract IReadOnlyList<KernelPlan> Plans { get; }

    /// <summary>Runs a variant's scalar program: see <see cref="IKernel.Scalars"/>.</summary>
    public abstract void Scalars(int variant, int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values);

    /// <summary>Runs a variant's kernel over all tensors of a batch.</summary>
    public abstract void Run(int variant, Batch<float> batch);

    /// <inheritdoc cref="Run(int, Batch{float})"/>
    public abstract void Run(int variant, Batch<double> batch);

    /// <summary>Runs a variant's kernel on a batch of independent problems: see <see cref="Launch.RunBatch"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="variant">The variant.</param>
    /// <param name="call">The arrays of all problems.</param>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="numbers">Scalar inputs and results; made with the number of problems.</param>
    public abstract void RunBatch<T>(
        int variant, scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped ref BatchNumbers numbers)
        where T : unmanaged;

    /// <summary>Calls the overload on spans that users call.</summary>
    /// <param name="call">The arguments; results that are numbers go into it.</param>
    /// <exception cref="ArgumentException">What the overload refuses: a length, an overlap, a value outside its range. Nothing
    /// was written.</exception>
    public abstract void Call(OverloadCall<float> call);

    /// <inheritdoc cref="Call(OverloadCall{float})"/>
    public abstract void Call(OverloadCall<double> call);

    /// <summary>Runs the definition: the rule's own C# method on eager values.</summary>
    /// <param name="arrays">The Vec parameters in declaration order.</param>
    /// <param name="scalars">The Scalar parameters in declaration order.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    public abstract DefinitionResult Define(IReadOnlyList<Vec> arrays, IReadOnlyList<Scalar> scalars, ReadOnlySpan<double> host);
}
