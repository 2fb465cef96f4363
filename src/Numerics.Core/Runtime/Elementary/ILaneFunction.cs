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

    /// <summary>The function of each lane.</summary>
    [MethodImpl(Call)]
    public static V Of<F, V, T>(in V x)
        where F : struct, ILaneFunction
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        F.Of<V, T>(x);

    /// <summary>The function of each pair of lanes.</summary>
    [MethodImpl(Call)]
    public static V Of<F, V, T>(in V x, in V y)
        where F : struct, ILaneFunction2
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        F.Of<V, T>(x, y);
}
