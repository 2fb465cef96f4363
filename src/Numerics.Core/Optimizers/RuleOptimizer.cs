using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Numerics.Optimizers;

namespace Numerics;

/// <summary>An optimizer over any number of tensors in the computer's own memory, whatever its rule.</summary>
/// <remarks>
/// The parameters' memory is held in place until <see cref="TensorOptimizer.Dispose()"/>. A step allocates nothing.
/// </remarks>
public abstract class RuleOptimizer : TensorOptimizer
{
    private readonly HostEngine _engine;

    private protected RuleOptimizer(HostEngine engine)
        : base(engine) => _engine = engine;

    /// <summary>An array that the optimizer keeps for a tensor, in its own memory: a state, or a result with a new
    /// name.</summary>
    /// <param name="tensor">The tensor's place in the list of parameters.</param>
    /// <param name="name">The name in the rule.</param>
    /// <typeparam name="T"><see cref="TensorOptimizer.ElementType"/>.</typeparam>
    /// <returns>The elements, until the optimizer is disposed of or loads a file; from then on they are no one's
    /// state.</returns>
    /// <exception cref="ArgumentException">The rule keeps no such array, or its elements are not
    /// <typeparamref name="T"/>.</exception>
    public Span<T> State<T>(int tensor, string name)
        where T : unmanaged
    {
        ThrowIfDisposed();
        if (typeof(T) != ElementType)
        {
            throw new ArgumentException(
                $"The states hold {ElementType.Name} elements, not {typeof(T).Name}.", nameof(T));
        }

        int array = OwnedArrayOf(tensor, name);
        return MemoryMarshal.CreateSpan(
            ref Unsafe.As<byte, T>(ref _engine.StateOf(tensor, array)), checked((int)_engine.Tensors[tensor].OwnedLengths[array]));
    }

    /// <summary>Runs the rule on all tensors that have a gradient. What the emitted <c>Step</c> calls.</summary>
    /// <param name="gradients">One gradient for each parameter; null entries are skipped.</param>
    /// <param name="arrays">The array inputs in declaration order.</param>
    /// <param name="numbers">The Scalar and host inputs in declaration order.</param>
    /// <exception cref="ArgumentException">A list's count, a tensor's length or element type is wrong, or memory
    /// overlaps; nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A schedule or an input gave a value outside its range; nothing
    /// was changed.</exception>
    protected StepOutcome Advance(TensorList gradients, ReadOnlySpan<TensorList> arrays, ReadOnlySpan<double> numbers)
    {
        ThrowIfDisposed();
        CheckInputs(arrays.Length, numbers.Length);
        return Count(_engine.Advance(gradients, arrays, numbers, Policy));
    }
}
