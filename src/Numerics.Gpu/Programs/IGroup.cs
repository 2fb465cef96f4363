using ILGPU;
using Numerics.Runtime;

namespace Numerics.Gpu.Programs;

/// <summary>A group of threads as lanes: lane k is thread k's.</summary>
/// <typeparam name="V">The lane of one thread.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
public interface IThreadLanes<V, T> : ILanes<V, T>
    where V : struct, IThreadLanes<V, T>
    where T : unmanaged
{
    /// <summary>The threads of the group.</summary>
    static new virtual int Count => Group.DimX;

    /// <summary>The lane's number.</summary>
    static abstract T NumberOf(V value);

    /// <summary>A lane that is true or false.</summary>
    static abstract V MaskOf(bool value);

    /// <summary>A double, rounded to the element type.</summary>
    static abstract V Rounded(double value);

    /// <summary>Element i + k for thread k.</summary>
    static virtual V Load(Pointer<T> source, long i) => source.Start < 0
        ? V.Constant(float.NaN, double.NaN)
        : V.Broadcast(source.View[source.Start + i + Group.IdxX]);

    /// <summary>The same for the first <paramref name="count"/> threads; zero for the others.</summary>
    static virtual V Load(Pointer<T> source, long i, long count) =>
        Group.IdxX >= count ? V.Zero
        : source.Start < 0 ? V.Constant(float.NaN, double.NaN)
        : V.Broadcast(source.View[source.Start + i + Group.IdxX]);

    /// <summary>Writes element i + k by thread k.</summary>
    static virtual void Store(V value, Pointer<T> destination, long i) =>
        destination.View[destination.Start + i + Group.IdxX] = V.NumberOf(value);

    /// <summary>The same by the first <paramref name="count"/> threads.</summary>
    static virtual void Store(V value, Pointer<T> destination, long i, long count)
    {
        if (Group.IdxX < count)
        {
            destination.View[destination.Start + i + Group.IdxX] = V.NumberOf(value);
        }
    }

    /// <summary>True for the first <paramref name="count"/> threads.</summary>
    static virtual V FirstLanes(long count) => V.MaskOf(Group.IdxX < count);
}

/// <summary>What the emitted passes of programs are generic over on devices, as they are over
/// <see cref="Runtime.IGroup{V, W, T}"/> on the CPU.</summary>
/// <remarks>All threads of a group run the same operations in the same order. Reductions over lanes meet at barriers.</remarks>
/// <typeparam name="V">The lane of one thread.</typeparam>
/// <typeparam name="W">The same in double.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
public interface IGroup<V, W, T> : IThreadLanes<V, T>
    where V : struct, IGroup<V, W, T>
    where W : struct, IWide<W>
    where T : unmanaged
{
    /// <summary>The lane as a double, exactly.</summary>
    static abstract W Widen(V value);
}

/// <summary>The lanes of a group in double: the accumulators of reductions.</summary>
/// <typeparam name="W">The lane of one thread.</typeparam>
public interface IWide<W> : IGroup<W, W, double>
    where W : struct, IWide<W>;
