using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>An optimizer of any rule, its hyperparameters in the rule's order.</summary>
internal sealed class LawOptimizer(Rule rule, TensorList parameters, LawOptions options)
    : RuleOptimizer<LawOptions>(rule, parameters, options)
{
    /// <summary>Takes a step.</summary>
    /// <param name="gradients">One for each tensor.</param>
    /// <param name="arrays">The array inputs in declaration order.</param>
    /// <param name="numbers">The Scalar and host inputs in declaration order.</param>
    public void Step(TensorList gradients, TensorList[] arrays, double[] numbers) =>
        Advance(gradients, arrays, numbers);
}

/// <summary>The options of any rule.</summary>
/// <param name="Values">The hyperparameters in the rule's order.</param>
internal sealed record LawOptions(Hyperparameter[] Values) : RuleOptions
{
    /// <inheritdoc/>
    public override Hyperparameter[] ToHyperparameters() => Values;
}
