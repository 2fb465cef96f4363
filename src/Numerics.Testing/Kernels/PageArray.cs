using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Testing;

/// <summary>Where in its pages an array lies.</summary>
internal enum PagePlace
{
    /// <summary>Its first element follows a page that may not be touched.</summary>
    Start,

    /// <summary>Its last element precedes one.</summary>
    End,
}

/// <summary>An array between two pages that may be neither read nor written: it touches one of them, and a filling lies
/// between it and the other.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class PageArray<T> : PlacedArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly nuint Page = (nuint)Environment.SystemPageSize;

    private readonly byte* _memory;
    private readonly int _usable;
    private readonly int _start;
    private readonly int _bytes;
    private readonly byte _filling;

    /// <summary>Copies the elements to their place.</summary>
    public PageArray(T[] elements, PagePlace place, byte filling)
    {
        _bytes = elements.Length * sizeof(T);
        _usable = Math.Max((_bytes + (int)Page - 1) / (int)Page, 1) * (int)Page;
        _start = place == PagePlace.Start ? 0 : _usable - _bytes;
        _filling = filling;
        _memory = (byte*)ClosedPages.Rent(_usable);
        Usable.Fill(filling);
        MemoryMarshal.AsBytes(elements.AsSpan()).CopyTo(Usable[_start..]);
    }

    /// <inheritdoc/>
    public override nint Address => (nint)(_memory + Page + _start);

    /// <inheritdoc/>
    public override bool IsIntact => Usable[.._start].IndexOfAnyExcept(_filling) < 0
        && Usable[(_start + _bytes)..].IndexOfAnyExcept(_filling) < 0;

    private Span<byte> Usable => new(_memory + Page, _usable);

    /// <inheritdoc/>
    public override void CopyTo(T[] elements) =>
        Usable.Slice(_start, _bytes).CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));

    /// <inheritdoc/>
    public override void Dispose() => ClosedPages.Return((nint)_memory, _usable);
}
