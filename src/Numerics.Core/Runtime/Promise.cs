namespace Numerics.Runtime;

/// <summary>A number that a promise speaks of, computed from a rule's arguments in double.</summary>
/// <param name="arrays">The Vec parameters in declaration order.</param>
/// <param name="scalars">The Scalar parameters in declaration order.</param>
/// <param name="host">The host parameters in declaration order.</param>
public delegate double PromisedNumber(
    IReadOnlyList<Vec> arrays, IReadOnlyList<Scalar> scalars, ReadOnlySpan<double> host);

/// <summary>An array that a promise speaks of, computed from a rule's arguments in double.</summary>
/// <inheritdoc cref="PromisedNumber"/>
public delegate Vec PromisedArray(IReadOnlyList<Vec> arrays, IReadOnlyList<Scalar> scalars, ReadOnlySpan<double> host);

/// <summary>A hyperparameter's value for which a promise holds.</summary>
/// <param name="Host">Its position among the host parameters.</param>
/// <param name="Value">The value.</param>
public readonly record struct HostSetting(int Host, double Value);

/// <summary>A host argument of another rule.</summary>
/// <param name="Host">The position among this rule's host parameters; −1 for a constant.</param>
/// <param name="Value">The constant.</param>
public readonly record struct HostArgument(int Host, double Value);

/// <summary>What a rule promises, as a value: see <see cref="PromiseAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
public abstract record Promise(string Text, IReadOnlyList<HostSetting> When);

/// <summary>See <see cref="BoundedAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="By">The bound.</param>
/// <param name="Norm">The norm.</param>
/// <param name="IsRelative">Whether the bound is a share of the parameter's norm.</param>
public sealed record BoundedPromise(
    string Text, IReadOnlyList<HostSetting> When, PromisedNumber By, ArrayNorm Norm, bool IsRelative) : Promise(Text, When);

/// <summary>See <see cref="EquivariantAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Symmetry">The symmetries.</param>
public sealed record EquivariantPromise(string Text, IReadOnlyList<HostSetting> When, Symmetry Symmetry) : Promise(Text, When);

/// <summary>See <see cref="DecreasesAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Potential">V.</param>
/// <param name="Factor">The factor of one step; 1 where null.</param>
public sealed record DecreasesPromise(
    string Text, IReadOnlyList<HostSetting> When, PromisedNumber Potential, PromisedNumber? Factor) : Promise(Text, When);

/// <summary>See <see cref="ConjugateAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Conjugate">κ*, of the first array.</param>
/// <param name="Subgradient">∇κ, of the first array.</param>
public sealed record ConjugatePromise(
    string Text, IReadOnlyList<HostSetting> When, PromisedNumber Conjugate, PromisedArray Subgradient) : Promise(Text, When);

/// <summary>See <see cref="StronglyConvexAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Modulus">σ; 1 where null.</param>
/// <param name="Norm">The norm.</param>
public sealed record StronglyConvexPromise(
    string Text, IReadOnlyList<HostSetting> When, PromisedNumber? Modulus, ArrayNorm Norm) : Promise(Text, When);

/// <summary>See <see cref="ProjectionAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
public sealed record ProjectionPromise(string Text, IReadOnlyList<HostSetting> When) : Promise(Text, When);

/// <summary>See <see cref="FixedPointAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
public sealed record FixedPointPromise(string Text, IReadOnlyList<HostSetting> When) : Promise(Text, When);

/// <summary>See <see cref="ReducesToAttribute"/>.</summary>
/// <param name="Text">The promise in words.</param>
/// <param name="When">The values of hyperparameters for which it holds.</param>
/// <param name="Rule">The other rule.</param>
/// <param name="Arrays">For each of its arrays, the position of this rule's.</param>
/// <param name="Scalars">For each of its Scalars, the position of this rule's.</param>
/// <param name="Host">Its host arguments.</param>
/// <param name="Roundings">How many roundings the two may be apart.</param>
public sealed record ReducesToPromise(
    string Text,
    IReadOnlyList<HostSetting> When,
    UpdateRule Rule,
    IReadOnlyList<int> Arrays,
    IReadOnlyList<int> Scalars,
    IReadOnlyList<HostArgument> Host,
    int Roundings) : Promise(Text, When);
