namespace Numerics.Gpu.Tests.Ptx;

/// <summary>A load, store or atomic operation on global memory, as PTX spells it (<c>ld.global.v4.f32</c>).</summary>
/// <param name="Spelling">The operation without its operands.</param>
/// <param name="Bits">How many bits a thread moves at once.</param>
public sealed record GlobalAccess(string Spelling, int Bits)
{
    /// <summary>Whether memory is only read.</summary>
    public bool IsLoad => Spelling.StartsWith("ld", StringComparison.Ordinal);

    /// <summary>Whether memory is only written.</summary>
    public bool IsStore => Spelling.StartsWith("st", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Spelling;
}

/// <summary>A basic block of a kernel's PTX: straight-line code, with the blocks that may come next.</summary>
/// <param name="Accesses">Its accesses to global memory, in order.</param>
/// <param name="Successors">The indices of the blocks that may follow.</param>
public sealed record PtxBlock(IReadOnlyList<GlobalAccess> Accesses, IReadOnlyList<int> Successors);
