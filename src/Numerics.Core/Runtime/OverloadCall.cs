namespace Numerics.Runtime;

/// <summary>The arguments of one call of a rule's overload on spans, whatever the rule's signature: see
/// <see cref="UpdateRule.Call(OverloadCall{float})"/>.</summary>
/// <param name="arrays">The arrays in kernel order, destinations too.</param>
/// <param name="host">The host parameters in declaration order.</param>
/// <param name="scalars">The Scalar parameters in declaration order.</param>
/// <param name="results">Where the results that are numbers go, in the order of the plan's results.</param>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct OverloadCall<T>(
    ReadOnlySpan<Memory<T>> arrays, ReadOnlySpan<double> host, ReadOnlySpan<double> scalars, Span<double> results)
    where T : unmanaged
{
    private readonly ReadOnlySpan<Memory<T>> _arrays = arrays;

    /// <summary>The host parameters in declaration order.</summary>
    public ReadOnlySpan<double> Host { get; } = host;

    /// <summary>The Scalar parameters in declaration order.</summary>
    public ReadOnlySpan<double> Scalars { get; } = scalars;

    /// <summary>Where the results that are numbers go, in the order of the plan's results.</summary>
    public Span<double> Results { get; } = results;

    /// <summary>An array's elements.</summary>
    /// <param name="index">Its place in kernel order.</param>
    public Span<T> Array(int index) => _arrays[index].Span;
}
