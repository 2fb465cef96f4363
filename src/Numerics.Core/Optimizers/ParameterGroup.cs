namespace Numerics;

/// <summary>Tensors that an optimizer updates with options of their own.</summary>
/// <typeparam name="TOptions">The rule's options.</typeparam>
/// <param name="Parameters">The tensors.</param>
/// <param name="Options">Their hyperparameters.</param>
public sealed record ParameterGroup<TOptions>(TensorList Parameters, TOptions Options)
    where TOptions : RuleOptions;
