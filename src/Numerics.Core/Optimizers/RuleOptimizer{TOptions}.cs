using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics;

/// <summary>The optimizer of a rule with its options: the base of the classes emitted beside optimizer rules.</summary>
/// <typeparam name="TOptions">The rule's options.</typeparam>
public abstract class RuleOptimizer<TOptions> : RuleOptimizer
    where TOptions : RuleOptions
{
    /// <summary>An optimizer with one group.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameters">The tensors that it updates.</param>
    /// <param name="options">Their hyperparameters.</param>
    /// <exception cref="ArgumentException">There is no tensor, an entry is null or read-only, element types differ,
    /// or memory overlaps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN.</exception>
    protected RuleOptimizer(Rule rule, TensorList parameters, TOptions options)
        : base(OptimizerBuilder.Build(rule, [(parameters, options)], default))
    {
    }

    /// <summary>An optimizer with several groups, each with options of its own.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="groups">The groups. No tensor may be in two.</param>
    /// <param name="parameters">All tensors, in the order that gradients will have; each must be in a group. If not
    /// stated, gradients come in the order of the groups.</param>
    /// <exception cref="ArgumentException">As for one group; or a tensor is in two groups, or in none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN.</exception>
    protected RuleOptimizer(Rule rule, IReadOnlyList<ParameterGroup<TOptions>> groups, TensorList parameters)
        : base(OptimizerBuilder.Build(rule, Parts(groups), parameters))
    {
    }

    /// <summary>A group's options.</summary>
    /// <param name="group">The group's number.</param>
    public TOptions GetOptions(int group = 0) => (TOptions)GroupAt(group).Options;

    /// <summary>Replaces a group's options from its next step on.</summary>
    /// <param name="options">The options.</param>
    /// <param name="group">The group's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN; the old ones
    /// stay.</exception>
    public void SetOptions(TOptions options, int group = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        GroupAt(group).SetOptions(options);
    }

    private static (TensorList, RuleOptions)[] Parts(IReadOnlyList<ParameterGroup<TOptions>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return [.. groups.Select(g => (g.Parameters, (RuleOptions)g.Options))];
    }
}
