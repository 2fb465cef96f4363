using System.Runtime.CompilerServices;

namespace Numerics.Rules;

/// <summary>x, x̂ and M in one block, each at the start of a cache line, so that kernels can stream what they
/// write.</summary>
internal sealed unsafe class LearnerArrays
{
    private const int Line = 64 / sizeof(float);

    private readonly float[] _block;
    private readonly int _length;
    private readonly int _stride;
    private readonly int _start;

    public LearnerArrays(int length)
    {
        _length = length;
        _stride = checked((length + Line - 1) / Line * Line);
        _block = GC.AllocateArray<float>(checked((3 * _stride) + Line), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _block[0]);
        _start = (int)(-address & 63) / sizeof(float);
    }

    public MirrorState State => new(Part(0), Part(1), Part(2));

    private Span<float> Part(int index) => _block.AsSpan(_start + (index * _stride), _length);
}
