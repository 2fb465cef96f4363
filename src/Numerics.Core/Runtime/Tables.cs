namespace Numerics.Runtime;

/// <summary>Where the arrays, constants and partials of one tensor are.</summary>
/// <param name="arrays">The arrays' addresses, in kernel order.</param>
/// <param name="constants">The constants.</param>
/// <param name="partials">The partials of the first block; each block has as many as the plan has reductions.</param>
internal readonly unsafe struct Tables<T>(T** arrays, T* constants, double* partials)
    where T : unmanaged
{
    /// <summary>What streaming stores are aligned to: the widest vector's size, which is a cache line's.</summary>
    private const int Alignment = 64;

    private readonly T** _arrays = arrays;

    /// <summary>The constants.</summary>
    public T* Constants { get; } = constants;

    /// <summary>The partials of the first block.</summary>
    public double* Partials { get; } = partials;

    /// <summary>What a pass sees at a block, in whose partials it leaves its reductions.</summary>
    public Frame<T> Frame(nint block, int reductions) => new(_arrays, Constants, Partials + (block * reductions));

    /// <summary>Elements from <paramref name="index"/> to the first whose address is aligned in all written arrays; −1 where
    /// there is none.</summary>
    public nint LeadToAligned(int[] written, nint index)
    {
        nuint phase = (nuint)(_arrays[written[0]] + index) % Alignment;
        foreach (int array in written)
        {
            if ((nuint)(_arrays[array] + index) % Alignment != phase)
            {
                return -1;
            }
        }

        nuint bytes = (Alignment - phase) % Alignment;
        return bytes % (nuint)sizeof(T) == 0 ? (nint)(bytes / (nuint)sizeof(T)) : -1;
    }
}
