namespace Numerics.Generators.Ir;

/// <summary>A promise of a rule, as its attribute states it; plain data.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
internal abstract record Promise(string Text, EquatableArray<Setting> When);

/// <summary>A parameter (its position among all) and its value.</summary>
internal sealed record Setting(int Parameter, double Value);

/// <summary>A number or array that a promise speaks of: one of the rule's parameters, or a static method of its type.</summary>
/// <param name="Method">The method; empty for a parameter.</param>
/// <param name="IsScalar">Whether the method gives a Scalar, whose value is wanted.</param>
/// <param name="Arguments">The method's arguments, or the parameter alone.</param>
internal sealed record Quantity(string Method, bool IsScalar, EquatableArray<Argument> Arguments);

/// <summary>A parameter's name in a method that is called, and the rule's parameter that it gets (by position among
/// all).</summary>
internal sealed record Argument(string Name, int Parameter);

/// <summary>A host argument of another rule: this rule's parameter, or a constant where that is −1.</summary>
internal sealed record RuleArgument(int Parameter, double Value);

internal sealed record Bounded(
    string Text, EquatableArray<Setting> When, Quantity By, string Norm, bool IsRelative) : Promise(Text, When);

internal sealed record Equivariant(string Text, EquatableArray<Setting> When, string Symmetry) : Promise(Text, When);

internal sealed record Decreases(
    string Text, EquatableArray<Setting> When, Quantity Potential, Quantity? Factor) : Promise(Text, When);

internal sealed record Conjugate(
    string Text, EquatableArray<Setting> When, Quantity Function, Quantity Subgradient) : Promise(Text, When);

internal sealed record StronglyConvex(
    string Text, EquatableArray<Setting> When, Quantity? Modulus, string Norm) : Promise(Text, When);

internal sealed record Projection(string Text, EquatableArray<Setting> When) : Promise(Text, When);

internal sealed record FixedPoint(string Text, EquatableArray<Setting> When) : Promise(Text, When);

/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Rule">The other rule as a value: a full name.</param>
/// <param name="Arrays">For each of its arrays, this rule's among its arrays.</param>
/// <param name="Scalars">For each of its Scalars, this rule's among its Scalars.</param>
/// <param name="Host">Its host arguments.</param>
/// <param name="Roundings">How many roundings apart the two may be.</param>
internal sealed record ReducesTo(
    string Text,
    EquatableArray<Setting> When,
    string Rule,
    EquatableArray<int> Arrays,
    EquatableArray<int> Scalars,
    EquatableArray<RuleArgument> Host,
    int Roundings) : Promise(Text, When);
