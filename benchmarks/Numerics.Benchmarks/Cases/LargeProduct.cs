using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Runtime;

namespace Numerics.Benchmarks.Cases;

/// <summary>Products of square matrices of either element type.</summary>
internal static class LargeProduct
{
    internal static Comparison Float(string name, ThreadPair threads, int size) => Vector512.IsHardwareAccelerated
        ? new LargeProduct<float, Float512<Fused>>(name, "Matrix product, float", threads, size)
        : new LargeProduct<float, Float256<Fused>>(name, "Matrix product, float", threads, size);

    internal static Comparison Double(string name, ThreadPair threads, int size) => Vector512.IsHardwareAccelerated
        ? new LargeProduct<double, Double512<Fused>>(name, "Matrix product, double", threads, size)
        : new LargeProduct<double, Double256<Fused>>(name, "Matrix product, double", threads, size);
}

/// <summary>A product of square matrices, beside as many multiply–adds in registers alone: the peak of all
/// cores.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The widest register of it.</typeparam>
internal sealed unsafe class LargeProduct<T, V>(string name, string title, ThreadPair threads, int size) : Comparison
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    private const string Peak = "peak in registers";
    private const double ShareOfPeak = 0.6;
    private const int Sums = 12;

    /// <summary>Parts of the peak's multiply–adds that a thread takes at a time.</summary>
    private const int Parts = 64;

    private readonly T[] _left = Filled(size);
    private readonly T[] _right = Filled(size);
    private readonly T[] _result = GC.AllocateArray<T>(size * size, pinned: true);
    private readonly T[] _sink = GC.AllocateArray<T>(Parts * V.Count, pinned: true);

    internal override string Name => name;

    internal override string Title => title;

    /// <summary>Multiply–adds of a call.</summary>
    internal override nint Elements => (nint)size * size * size;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Multiply()),
        new(Peak, _ => threads.Run(Parts, FillRegisters, chunk: 1)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(Peak, ShareOfPeak)];

    internal override double SampleMilliseconds => 100;

    public override void Dispose()
    {
    }

    private static T[] Filled(int size)
    {
        T[] values = GC.AllocateArray<T>(size * size, pinned: true);
        var random = new Random(1);
        foreach (ref T value in values.AsSpan())
        {
            value = T.CreateChecked(random.NextDouble() - 0.5);
        }

        return values;
    }

    private static T* Start(T[] pinned) => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private void Multiply() => MatrixProduct<T>.Mine.Run(
        KernelContext.Current, threads.Threads, View(_left), View(_right), View(_result));

    private MatrixView<T> View(T[] pinned) => new(Start(pinned), size, size, size, 1);

    /// <summary>Multiply–adds of parts [start, end) in chains enough to hide their latency. They tend to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRegisters(nint start, nint end)
    {
        V s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = s10 = s11 = V.Zero;
        V half = V.Broadcast(T.CreateChecked(0.5));
        nint rounds = Elements / Parts * (end - start) / (Sums * V.Count);
        for (nint k = 0; k < rounds; k++)
        {
            s0 = V.MultiplyAdd(s0, half, half);
            s1 = V.MultiplyAdd(s1, half, half);
            s2 = V.MultiplyAdd(s2, half, half);
            s3 = V.MultiplyAdd(s3, half, half);
            s4 = V.MultiplyAdd(s4, half, half);
            s5 = V.MultiplyAdd(s5, half, half);
            s6 = V.MultiplyAdd(s6, half, half);
            s7 = V.MultiplyAdd(s7, half, half);
            s8 = V.MultiplyAdd(s8, half, half);
            s9 = V.MultiplyAdd(s9, half, half);
            s10 = V.MultiplyAdd(s10, half, half);
            s11 = V.MultiplyAdd(s11, half, half);
        }

        V sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
        V.Store(sum, new Pointer<T>(Start(_sink)), start * V.Count);
    }
}
