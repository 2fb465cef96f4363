using System.Runtime.InteropServices;

namespace Numerics.Benchmarks;

/// <summary>The arrays of one optimizer step: parameter x, moments m and v, gradient g, all of one length.</summary>
/// <remarks>The arrays start <c>offset</c> bytes after a 64-byte boundary: 0 is what an optimizer's own buffers have, 24
/// what large arrays from the runtime have. Values are random with a fixed seed, |x| and |g| below one half, so that no
/// intermediate of a step is denormal.</remarks>
internal sealed unsafe class Problem : IDisposable
{
    private const int Seed = 20260101;
    private const int Alignment = 64;
    private readonly void*[] _blocks = new void*[4];

    internal Problem(nint length, nint offset = 0)
    {
        Length = length;
        X = Allocate(0, offset);
        M = Allocate(1, offset);
        V = Allocate(2, offset);
        G = Allocate(3, offset);
        Reset();
    }

    internal nint Length { get; }

    internal float* X { get; }

    internal float* M { get; }

    internal float* V { get; }

    internal float* G { get; }

    internal Span<float> XSpan => new(X, checked((int)Length));

    internal Span<float> MSpan => new(M, checked((int)Length));

    internal Span<float> VSpan => new(V, checked((int)Length));

    internal Span<float> GSpan => new(G, checked((int)Length));

    /// <summary>Sets the start values anew.</summary>
    internal void Reset()
    {
        var random = new Random(Seed);
        for (nint i = 0; i < Length; i++)
        {
            X[i] = random.NextSingle() - 0.5f;
            G[i] = random.NextSingle() - 0.5f;
            M[i] = 0.1f * G[i];
            V[i] = 0.001f * G[i] * G[i] + 1e-12f;
        }
    }

    public void Dispose()
    {
        foreach (void* block in _blocks)
        {
            NativeMemory.AlignedFree(block);
        }
    }

    private float* Allocate(int index, nint offset)
    {
        _blocks[index] = NativeMemory.AlignedAlloc((nuint)(Length * sizeof(float) + offset), Alignment);
        return (float*)((byte*)_blocks[index] + offset);
    }
}
