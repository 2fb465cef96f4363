using System.Numerics;

namespace Numerics.Testing;

/// <summary>An array's elements at a place in memory of their own, for kernels to work on.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class PlacedArray<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first element's address.</summary>
    public abstract nint Address { get; }

    /// <summary>Whether nothing beside the elements was written.</summary>
    public abstract bool IsIntact { get; }

    /// <summary>Copies the elements out.</summary>
    public abstract void CopyTo(T[] elements);

    /// <inheritdoc/>
    public abstract void Dispose();
}
