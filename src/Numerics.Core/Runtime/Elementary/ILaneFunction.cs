using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>A function of lanes as a type argument: what <see cref="ILanes{V, T}.Apply{F}(V)"/> applies.</summary>
internal interface ILaneFunction
{
    /// <summary>The function of each lane of a register.</summary>
    static abstract V Of<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged;
}

/// <summary>A function of two arguments.</summary>
internal interface ILaneFunction2
{
    /// <summary>The function of each pair of lanes of two registers.</summary>
    static abstract V Of<V, T>(V x, V y)
        where V : struct, ILanes<V, T>
        where T : unmanaged;
}

/// <summary>Functions of a register as calls: one alone takes what the compiler allows a method to inline, and a kernel may use
/// several. They are compiled with all optimisations at once.</summary>
internal static class OutOfLine
{
    private const MethodImplOptions Call = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>The function of each lane of the register at a place, which becomes its result.</summary>
    [MethodImpl(Call)]
    public static void Of<F, V, T>(Pointer<T> x)
        where F : struct, ILaneFunction
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Store(F.Of<V, T>(V.Load(x, 0)), x, 0);

    /// <summary>The function of each pair of lanes of two registers; the first becomes its result.</summary>
    [MethodImpl(Call)]
    public static void Of<F, V, T>(Pointer<T> x, Pointer<T> y)
        where F : struct, ILaneFunction2
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Store(F.Of<V, T>(V.Load(x, 0), V.Load(y, 0)), x, 0);

    /// <summary>The function of each element of a line, in place. The elements that are left over are a call of their own, since
    /// the function twice is more than a method may inline.</summary>
    [MethodImpl(Call)]
    public static void Line<F, V, T>(Pointer<T> line, nint length)
        where F : struct, ILaneFunction
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V.Store(F.Of<V, T>(V.Load(line, i)), line, i);
        }

        if (i < length)
        {
            V.Store(V.Apply<F>(V.Load(line, i, length - i)), line, i, length - i);
        }
    }

    /// <summary><see cref="IGroup{V, W, T}.SumOfLine"/> where a method has room for the function of a whole group.</summary>
    [MethodImpl(Call)]
    public static W LineAndSum<F, V, W, T>(Pointer<T> line, nint length, V shift)
        where F : struct, ILaneFunction
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        W sum = W.Zero;
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V y = F.Of<V, T>(V.Load(line, i) - shift);
            V.Store(y, line, i);
            sum += V.Widen(y);
        }

        return i < length ? Rest<F, V, W, T>(line, i, length - i, shift, sum) : sum;
    }

    /// <summary><see cref="IGroup{V, W, T}.SumOfLine"/> in turns, where a group is of several registers: a method may not inline the
    /// function for all of them.</summary>
    [MethodImpl(Call)]
    public static W LineThenSum<F, V, W, T>(Pointer<T> line, nint length, V shift)
        where F : struct, ILaneFunction
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        nint full = length - (length % V.Count);
        for (nint i = 0; i < full; i += V.Count)
        {
            V.Store(V.Load(line, i) - shift, line, i);
        }

        V.ApplyToLine<F>(line, full);
        W sum = W.Zero;
        for (nint i = 0; i < full; i += V.Count)
        {
            sum += V.Widen(V.Load(line, i));
        }

        return full < length ? Rest<F, V, W, T>(line, full, length - full, shift, sum) : sum;
    }

    [MethodImpl(Call)]
    private static W Rest<F, V, W, T>(Pointer<T> line, nint i, nint count, V shift, W sum)
        where F : struct, ILaneFunction
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        V y = V.Apply<F>(V.Load(line, i, count) - shift);
        V.Store(y, line, i, count);
        return W.Select(W.FirstLanes(count), sum + V.Widen(y), sum);
    }
}

/// <summary>Where registers lie on the stack while a function is called with them: at a cache line, since what crosses one
/// reaches the function, and its result the caller, some 20 ns later.</summary>
[InlineArray(Size / sizeof(ulong))]
internal unsafe struct CallRoom
{
    private const int Register = 64;
    private const int Size = 3 * Register;

    private ulong _first;

    /// <summary>The place of a register. This is on the stack and stays where it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> Place<T>(int register)
        where T : unmanaged
    {
        nint start = (nint)Unsafe.AsPointer(ref _first);
        return new((T*)(((start + Register - 1) & ~(nint)(Register - 1)) + (register * Register)));
    }
}
