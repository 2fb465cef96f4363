namespace Numerics;

/// <summary>The hyperparameters of a rule: the base of the records emitted beside optimizer rules.</summary>
public abstract record RuleOptions
{
    /// <summary>The hyperparameters in the rule's order; int, bool and enum values as numbers.</summary>
    public abstract Hyperparameter[] ToHyperparameters();
}
