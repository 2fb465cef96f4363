namespace Numerics.Runtime;

/// <summary>How a pass touches memory: a type argument, so that each combination is compiled apart and costs nothing.</summary>
public interface IAccess
{
    /// <summary>Loads the gradient's lanes: times the gradient scale where one is in force, else as they are.</summary>
    static abstract V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged;

    /// <summary>The same for the first <paramref name="count"/> lanes.</summary>
    static abstract V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged;

    /// <summary>Stores a vector: through the caches or past them.</summary>
    static abstract void Store<V, T>(V value, Pointer<T> destination, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged;
}

/// <summary>One plan variant of a rule as emitted code: scalar programs and passes, without state. The type argument of
/// <c>Launch.Run</c>.</summary>
/// <remarks>
/// A run evaluates <see cref="Scalars"/>(0), pass 0, <see cref="Scalars"/>(1), pass 1, …, <see cref="Scalars"/>(number of passes).
/// The values of a tensor are a table of doubles: slots [0, Constants) are the lanes' constants (rounded to the element type
/// after each scalar stage), then reduction results, Scalar inputs, results, shared intermediates. Slot 0 is reserved for the
/// gradient scale (1 unless an optimizer clips or unscales).
/// </remarks>
public interface IKernel
{
    /// <summary>The plan.</summary>
    static abstract Plans.KernelPlan Plan { get; }

    /// <summary>Evaluates the scalar program before pass <paramref name="stage"/> (after the last pass: the results).</summary>
    /// <param name="stage">0 … number of passes.</param>
    /// <param name="host">The host parameters in declaration order; int, bool and enum values as doubles.</param>
    /// <param name="length">The tensor's number of elements.</param>
    /// <param name="totalLength">The number of elements of all tensors of the step: the length of <c>Global</c> reductions.</param>
    /// <param name="values">The tensor's table of values.</param>
    static abstract void Scalars(int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values);

    /// <summary>Runs an elementwise pass on elements [start, end).</summary>
    static abstract void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, ILanes<V, T>
        where T : unmanaged
        where M : struct, IAccess;

    /// <summary>Whether <see cref="Problems"/> runs the kernel.</summary>
    static virtual bool RunsProblems => false;

    /// <summary>Runs problems of a batch, a few at a time, each pass for these before the next; a first stage that no input enters has
    /// been evaluated.</summary>
    /// <exception cref="NotSupportedException">The kernel is run pass by pass.</exception>
    static virtual void Problems<V, W, T, M>(in KernelRange<T> problems)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
        where M : struct, IAccess => throw new NotSupportedException("The kernel is run pass by pass.");

    /// <summary>Runs a reducing pass on one block [start, end): folds 16 lanes at a time and sets the block's partials.</summary>
    static abstract void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
        where M : struct, IAccess;
}
