using ILGPU;

namespace Numerics.Gpu.Programs;

/// <summary>A line in an array of a device, as passes of programs see it: elements side by side, or <see cref="Stride"/> apart for
/// those who ask.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="view">The array.</param>
/// <param name="start">The line's first element in it; −1 where a rule has asked for a line that is not there. All of its elements are
/// NaN.</param>
/// <param name="stride">Elements from one row to the next, of a matrix.</param>
public readonly struct Pointer<T>(ArrayView<T> view, long start, long stride)
    where T : unmanaged
{
    /// <summary>The array.</summary>
    public ArrayView<T> View => view;

    /// <summary>The line's first element in it; −1 for a line that is not there.</summary>
    public long Start => start;

    /// <summary>Elements from one row to the next, of a matrix.</summary>
    public long Stride => stride;
}
