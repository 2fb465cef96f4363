using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>A pass over a line of a program, on elements [start, end).</summary>
internal readonly struct LineAction<K, T>(int pass, Grid<T> grid, nint start, nint end) : IGroupAction
    where K : struct, IProgram
    where T : unmanaged
{
    private readonly Grid<T> _grid = grid;

    public void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged => K.Line<V, W, U>(pass, in Unsafe.As<Grid<T>, Grid<U>>(ref Unsafe.AsRef(in _grid)), start, end);
}

/// <summary>A pass over a matrix of a program, on rows [start, end).</summary>
internal readonly struct RowsAction<K, T>(int pass, Grid<T> grid, nint start, nint end) : IGroupAction
    where K : struct, IProgram
    where T : unmanaged
{
    private readonly Grid<T> _grid = grid;

    public void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged => K.Rows<V, W, U>(pass, in Unsafe.As<Grid<T>, Grid<U>>(ref Unsafe.AsRef(in _grid)), start, end);
}

/// <summary>Problems of a batch.</summary>
internal readonly struct ProblemsAction<K, T>(Grid<T> grid, ProblemRange<T> problems) : IGroupAction
    where K : struct, IProgram
    where T : unmanaged
{
    private readonly Grid<T> _grid = grid;
    private readonly ProblemRange<T> _problems = problems;

    public void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged => K.Problems<V, W, U>(
            in Unsafe.As<Grid<T>, Grid<U>>(ref Unsafe.AsRef(in _grid)),
            in Unsafe.As<ProblemRange<T>, ProblemRange<U>>(ref Unsafe.AsRef(in _problems)));
}

/// <summary>An inline loop of a program.</summary>
internal readonly struct LoopAction<K, T>(int loop, Grid<T> grid) : IGroupAction
    where K : struct, IProgram
    where T : unmanaged
{
    private readonly Grid<T> _grid = grid;

    public void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged => K.Loop<V, W, U>(loop, in Unsafe.As<Grid<T>, Grid<U>>(ref Unsafe.AsRef(in _grid)));
}
