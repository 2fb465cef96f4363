using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Testing;

/// <summary>An array that does not move, at a chosen offset from an aligned place, with sentinels on both
/// sides.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GuardedArray<T> : PlacedArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 40;
    private const int Alignment = 64;
    private const byte Sentinel = 0xA5;

    private readonly byte[] _memory;
    private readonly int _start;
    private readonly int _bytes;

    /// <summary>Copies the elements to <paramref name="offset"/> elements beyond a multiple of 64 bytes.</summary>
    public GuardedArray(T[] elements, int offset)
    {
        int size = Marshal.SizeOf<T>();
        _bytes = elements.Length * size;
        _memory =
            GC.AllocateUninitializedArray<byte>(_bytes + (size * (offset + (2 * Guard))) + Alignment, pinned: true);
        int toAligned = (int)((Alignment - ((Start(0) + (Guard * size)) % Alignment)) % Alignment);
        _start = toAligned + (size * (Guard + offset));
        Array.Fill(_memory, Sentinel);
        MemoryMarshal.AsBytes(elements.AsSpan()).CopyTo(_memory.AsSpan(_start));
    }

    /// <inheritdoc/>
    public override nint Address => Start(_start);

    /// <inheritdoc/>
    public override bool IsIntact => _memory.AsSpan(0, _start).IndexOfAnyExcept(Sentinel) < 0
        && _memory.AsSpan(_start + _bytes).IndexOfAnyExcept(Sentinel) < 0;

    /// <inheritdoc/>
    public override void CopyTo(T[] elements) =>
        _memory.AsSpan(_start, _bytes).CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));

    /// <summary>Nothing: the memory is the garbage collector's.</summary>
    public override void Dispose()
    {
    }

    private nint Start(int index) => Marshal.UnsafeAddrOfPinnedArrayElement(_memory, index);
}
