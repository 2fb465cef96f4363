using System.Runtime.Intrinsics;
using Numerics.Benchmarks.HandWritten;

namespace Numerics.Benchmarks.Measurement;

/// <summary>What memory gives on all threads: the yardstick for kernels that are bound by it.</summary>
/// <remarks>A copy counts its reads and its writes. <see cref="Update"/> is a step's own mix without its arithmetic: three
/// arrays read and written in place and a fourth read.</remarks>
internal sealed unsafe class Bandwidth(ThreadPair threads, Problem problem)
{
    private float _sink;

    internal const double ReadBytes = sizeof(float);
    internal const double CopyBytes = 2 * sizeof(float);
    internal const double UpdateBytes = 7 * sizeof(float);

    /// <summary>Reads one array.</summary>
    internal void Read() => threads.Run(problem.Length, ReadRange);

    /// <summary>Copies one array to another.</summary>
    internal void Copy<S>()
        where S : struct, IStores => threads.Run(problem.Length, CopyRange<S>);

    /// <summary>Reads four arrays and writes three of them in place.</summary>
    internal void Update<S>()
        where S : struct, IStores => threads.Run(problem.Length, UpdateRange<S>);

    private void ReadRange(nint start, nint end)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        for (nint i = start; i <= end - 4 * Bounds.Lanes; i += 4 * Bounds.Lanes)
        {
            a += Vector512.Load(problem.G + i);
            b += Vector512.Load(problem.G + i + Bounds.Lanes);
            c += Vector512.Load(problem.G + i + 2 * Bounds.Lanes);
            d += Vector512.Load(problem.G + i + 3 * Bounds.Lanes);
        }

        Volatile.Write(ref _sink, Vector512.Sum(a + b + c + d));
    }

    private void CopyRange<S>(nint start, nint end)
        where S : struct, IStores
    {
        nint i = Bounds.Aligned(problem.X, start, end);
        for (; i <= end - 2 * Bounds.Lanes; i += 2 * Bounds.Lanes)
        {
            S.Store(Vector512.Load(problem.G + i), problem.X + i);
            S.Store(Vector512.Load(problem.G + i + Bounds.Lanes), problem.X + i + Bounds.Lanes);
        }

        Bounds.Fence();
    }

    private void UpdateRange<S>(nint start, nint end)
        where S : struct, IStores
    {
        nint i = Bounds.Aligned(problem.X, start, end);
        for (; i <= end - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> g = Vector512.Load(problem.G + i);
            S.Store(g - Vector512.Load(problem.X + i), problem.X + i);
            S.Store(g - Vector512.Load(problem.M + i), problem.M + i);
            S.Store(g - Vector512.Load(problem.V + i), problem.V + i);
        }

        Bounds.Fence();
    }
}
