using System.Runtime.Intrinsics;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>Reading a matrix once on all threads: what a step that streams it can't be faster than.</summary>
internal sealed unsafe class MatrixReading(ThreadPair threads, float[] matrix)
{
    /// <summary>What it is called among the contenders.</summary>
    internal const string Name = "reading the matrix once";

    private float _sink;

    internal Contender Contender => new(Name, _ => threads.Run(matrix.Length, Read));

    private void Read(nint start, nint end)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        fixed (float* first = matrix)
        {
            for (nint i = start; i <= end - 4 * Bounds.Lanes; i += 4 * Bounds.Lanes)
            {
                a += Vector512.Load(first + i);
                b += Vector512.Load(first + i + Bounds.Lanes);
                c += Vector512.Load(first + i + 2 * Bounds.Lanes);
                d += Vector512.Load(first + i + 3 * Bounds.Lanes);
            }
        }

        Volatile.Write(ref _sink, Vector512.Sum(a + b + c + d));
    }
}
