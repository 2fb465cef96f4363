using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What a law gives a rule besides the gradient: hyperparameters by name (numbers or schedules; those not
/// named have the rule's defaults) or as the rule's own options, and its further inputs.</summary>
/// <example><code>new Hyperparameters { ["learningRate"] = 0.1, ["beta1"] = 0.5 }</code></example>
public sealed class Hyperparameters
{
    private readonly Dictionary<string, Hyperparameter> _named = [];
    private readonly Dictionary<string, double[]> _arrays = [];
    private RuleOptions? _options;

    /// <summary>A hyperparameter or a number that the rule takes at each step; bools are 0 and 1.</summary>
    /// <param name="name">The parameter's name in the rule.</param>
    public Hyperparameter this[string name]
    {
        get => _named[name];
        set => _named[name] = value;
    }

    /// <summary>The rule's own options.</summary>
    public static implicit operator Hyperparameters(RuleOptions options) => FromRuleOptions(options);

    /// <summary>The rule's own options.</summary>
    public static Hyperparameters FromRuleOptions(RuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Hyperparameters { _options = options };
    }

    /// <summary>With an array that the rule takes at each step.</summary>
    /// <param name="name">The parameter's name in the rule.</param>
    /// <param name="values">As many values as the problem has variables.</param>
    public Hyperparameters With(string name, double[] values)
    {
        _arrays[name] = values;
        return this;
    }

    /// <summary>A copy with further hyperparameters; those of the same names are replaced.</summary>
    /// <exception cref="InvalidOperationException">These are a rule's own options, which have all of them.</exception>
    public Hyperparameters And(params ReadOnlySpan<(string Name, Hyperparameter Value)> more)
    {
        if (_options is not null)
        {
            throw new InvalidOperationException("Options already give every hyperparameter; change them there.");
        }

        var copy = new Hyperparameters();
        foreach ((string name, Hyperparameter value) in _named)
        {
            copy._named[name] = value;
        }

        foreach ((string name, double[] values) in _arrays)
        {
            copy._arrays[name] = values;
        }

        foreach ((string name, Hyperparameter value) in more)
        {
            copy._named[name] = value;
        }

        return copy;
    }

    /// <summary>The options of a rule.</summary>
    /// <exception cref="ArgumentException">The rule has no parameter of a name that is given, or one without a default
    /// is not given.</exception>
    internal LawOptions OptionsFor(UpdateRule rule)
    {
        foreach (string name in _named.Keys.Concat(_arrays.Keys))
        {
            if (rule.Parameters.All(p => p.Name != name))
            {
                throw new ArgumentException(
                    $"{rule.Name} has no parameter “{name}”; it has "
                    + $"{string.Join(", ", rule.Parameters.Select(p => p.Name))}.");
            }
        }

        return new LawOptions(_options?.ToHyperparameters() ?? [.. rule.Parameters
            .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar) && p.Role == ParameterRole.None)
            .Select(p => ValueOf(rule, p))]);
    }

    /// <summary>The arrays that the rule takes at each step, in declaration order.</summary>
    internal double[][] ArraysFor(UpdateRule rule) =>
    [
        .. rule.Parameters
            .Where(p => p.Kind == ParameterKind.Array && p.Role is ParameterRole.Input or ParameterRole.None)
            .Select(p => _arrays.TryGetValue(p.Name, out double[]? values) ? values : throw Missing(rule, p)),
    ];

    /// <summary>The numbers that the rule takes at a step, in declaration order.</summary>
    internal double[] NumbersFor(UpdateRule rule, int step) =>
    [
        .. rule.Parameters
            .Where(p => p.Kind != ParameterKind.Array && p.Role == ParameterRole.Input)
            .Select(p => ValueOf(rule, p).At(step)),
    ];

    private Hyperparameter ValueOf(UpdateRule rule, RuleParameter parameter)
        => _named.TryGetValue(parameter.Name, out Hyperparameter value) ? value
            : parameter.Default ?? throw Missing(rule, parameter);

    private static ArgumentException Missing(UpdateRule rule, RuleParameter parameter)
        => new($"{rule.Name} has no default for “{parameter.Name}”; the law must give one.");
}
