namespace Numerics.Runtime;

/// <summary>A rule over matrices, loops or indices as emitted code, without state. The type argument of
/// <see cref="ProgramLaunch.Run"/>.</summary>
/// <remarks>
/// A call runs the items of the plan in their order. Passes are numbered through the whole plan in the order of the text, loops
/// likewise; stages have the numbers of the text. V is a group of 16 lanes, W the same lanes as doubles.
/// </remarks>
public interface IProgram
{
    /// <summary>The plan.</summary>
    static abstract Plans.ProgramPlan Plan { get; }

    /// <summary>Evaluates a scalar program.</summary>
    /// <param name="stage">The stage's number.</param>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="axes">The lengths of the axes.</param>
    /// <param name="values">The table of values.</param>
    static abstract void Scalars(int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values);

    /// <summary>Sets the axes that the plan marks <c>host</c>, from host values and the other axes.</summary>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="axes">The lengths of the axes: those of the arrays in, the others out.</param>
    /// <exception cref="ArgumentException">A length is not possible. Nothing has been written.</exception>
    static abstract void Lengths(ReadOnlySpan<double> host, Span<nint> axes);

    /// <summary>Runs a pass over a line on elements [start, end): where it reduces, one block, which starts at a multiple of 4096
    /// and has at most 4096 elements.</summary>
    static abstract void Line<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged;

    /// <summary>Runs a pass over a matrix on rows [start, end), all of one block.</summary>
    static abstract void Rows<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged;

    /// <summary>Whether <see cref="Problems"/> runs the program.</summary>
    static virtual bool RunsProblems => false;

    /// <summary>Runs problems of a batch, one after the other, all items of one before the next: all but a first stage that depends on
    /// host values and lengths alone.</summary>
    /// <exception cref="NotSupportedException">Only the runtime can run the items.</exception>
    static virtual void Problems<V, W, T>(in Grid<T> grid, in ProblemRange<T> problems)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => throw new NotSupportedException("The program is run item by item.");

    /// <summary>Runs an inline loop with all that is in it.</summary>
    static abstract void Loop<V, W, T>(int loop, in Grid<T> grid)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged;
}
