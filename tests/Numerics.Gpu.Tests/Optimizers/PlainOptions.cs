using Numerics.Runtime;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>The hyperparameters of any rule, by name; the rule's own defaults for the others, 0.01 where it has none.</summary>
public sealed record PlainOptions(UpdateRule Rule) : RuleOptions
{
    private const double Fallback = 0.01;

    /// <summary>What differs from the rule's defaults.</summary>
    public IReadOnlyDictionary<string, Hyperparameter> Values { get; init; } = new Dictionary<string, Hyperparameter>();

    /// <inheritdoc/>
    public override Hyperparameter[] ToHyperparameters() =>
    [
        .. Rule.Parameters
            .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar) && p.Role == ParameterRole.None)
            .Select(p => Values.TryGetValue(p.Name, out Hyperparameter value) ? value : p.Default ?? Fallback),
    ];

    /// <summary>With a value of its own.</summary>
    public PlainOptions With(string name, Hyperparameter value) =>
        this with { Values = new Dictionary<string, Hyperparameter>(Values) { [name] = value } };
}

/// <summary>The CPU optimizer of any rule.</summary>
public sealed class PlainOptimizer : RuleOptimizer<PlainOptions>
{
    public PlainOptimizer(UpdateRule rule, TensorList parameters, PlainOptions? options = null)
        : base(rule, parameters, options ?? new PlainOptions(rule))
    {
    }

    public PlainOptimizer(UpdateRule rule, IReadOnlyList<ParameterGroup<PlainOptions>> groups)
        : base(rule, groups, default)
    {
    }

    public StepOutcome Step(TensorList gradients, params ReadOnlySpan<double> numbers) => Advance(gradients, [], numbers);

    public StepOutcome Step(TensorList gradients, TensorList array, params ReadOnlySpan<double> numbers) =>
        Advance(gradients, [array], numbers);
}
