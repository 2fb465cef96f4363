using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>The address of an array whose memory the runtime holds in place while a kernel runs. Emitted code passes it to
/// <see cref="ILanes{V, T}"/> and needs no <c>unsafe</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct Pointer<T>
    where T : unmanaged
{
    internal readonly T* Address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Pointer(T* address) => Address = address;

    /// <summary>The address of element <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> At(nint i) => new(Address + i);
}

/// <summary>What one call of a pass sees: the arrays of one tensor, the pass's constants, and where reductions leave their result.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct Frame<T>
    where T : unmanaged
{
    private readonly T** _arrays;
    private readonly T* _constants;
    private readonly double* _partials;
    private readonly nint _offset;

    /// <param name="arrays">The arrays.</param>
    /// <param name="constants">The constants.</param>
    /// <param name="partials">The block's parts of reductions.</param>
    /// <param name="offset">Where the elements begin, in all arrays alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Frame(T** arrays, T* constants, double* partials, nint offset = 0)
    {
        _offset = offset;
        _arrays = arrays;
        _constants = constants;
        _partials = partials;
    }

    /// <summary>Array <paramref name="index"/>, in the order of <see cref="Plans.KernelPlan.Arrays"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> Array(int index) => new(_arrays[index] + _offset);

    /// <summary>Constant <paramref name="slot"/>: a host or scalar value, computed in double and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => _constants[slot];

    /// <summary>Sets this block's part of reduction <paramref name="index"/> (numbered through the whole plan).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPartial(int index, double value) => _partials[index] = value;
}
