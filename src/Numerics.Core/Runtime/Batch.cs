namespace Numerics.Runtime;

/// <summary>The tensors of one step.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Batch<T>
    where T : unmanaged;
