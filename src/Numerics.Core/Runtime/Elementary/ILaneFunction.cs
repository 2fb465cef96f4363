namespace Numerics.Runtime;

/// <summary>A function of lanes as a type argument: what <see cref="ILanes{V, T}.Apply{F}(V)"/> applies.</summary>
internal interface ILaneFunction
{
    /// <summary>The function of each lane of a register.</summary>
    static abstract V Of<V, T>(in V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged;
}

/// <summary>A function of two arguments.</summary>
internal interface ILaneFunction2
{
    /// <summary>The function of each pair of lanes of two registers.</summary>
    static abstract V Of<V, T>(in V x, in V y)
        where V : struct, ILanes<V, T>
        where T : unmanaged;
}
