using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Rules;

/// <summary>Plays against losses that arrive one after the other: <see cref="Decide"/>, suffer the loss, <see cref="Observe"/>
/// its gradient at the decision.</summary>
/// <remarks>Not for use by several threads at once; nothing is allocated after construction.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class OnlineLearner<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Few = 4096;

    private readonly RegretTracker<T>? _tracker;
    private bool _isDisposed;

    private protected OnlineLearner(int length, bool tracksRegret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _tracker = tracksRegret ? new RegretTracker<T>(length) : null;
    }

    /// <summary>n: the number of coordinates.</summary>
    public int Length { get; }

    /// <summary>The number of gradients observed.</summary>
    public int Rounds { get; private set; }

    /// <summary>x, which the rule writes.</summary>
    private protected abstract Span<T> Point { get; }

    /// <summary>The point to play; valid until the learner is given something.</summary>
    /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
    public ReadOnlySpan<T> Decide()
    {
        CheckUse();
        return Point;
    }

    /// <summary>Ends a round with the gradient of its loss at the decision.</summary>
    /// <param name="gradient">g.</param>
    /// <exception cref="ArgumentException">It has another length, or an element that is not finite, or of a magnitude above 1e18
    /// (in double 1e75), where sums and squares would not stay within the type. The learner is as it was.</exception>
    /// <exception cref="ObjectDisposedException">The learner is disposed of.</exception>
    public void Observe(ReadOnlySpan<T> gradient)
    {
        CheckUse();
        CheckArray(gradient, nameof(gradient));
        int round = checked(Rounds + 1);
        double loss = _tracker is null ? 0 : RegretTracker<T>.Loss(Point, gradient);
        Learn(gradient, round);
        _tracker?.Add(loss, gradient);
        Rounds = round;
    }

    /// <summary>Σ⟨g, x − u⟩ over the rounds so far: the regret of linear losses against u, and at least that of convex
    /// ones.</summary>
    /// <param name="comparator">u, a point of the set.</param>
    /// <exception cref="InvalidOperationException">The options do not ask for it.</exception>
    /// <exception cref="ArgumentException">u has another length, or is no point of the set.</exception>
    public double Regret(ReadOnlySpan<T> comparator)
    {
        CheckPoint(comparator, nameof(comparator));
        return _tracker is null
            ? throw new InvalidOperationException("Regret is tracked where Options.TracksRegret is true.")
            : _tracker.Against(comparator);
    }

    /// <summary>Gives the arrays back. Calling it again does nothing.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        GC.SuppressFinalize(this);
    }

    /// <summary>The rule's step.</summary>
    /// <param name="gradient">g, finite, of the right length.</param>
    /// <param name="round">t, from 1.</param>
    private protected abstract void Learn(ReadOnlySpan<T> gradient, int round);

    /// <summary>Whether a point of the right length is in the set.</summary>
    private protected abstract bool Contains(ReadOnlySpan<T> point);

    private protected void CheckUse() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private protected void CheckPoint(ReadOnlySpan<T> point, string name)
    {
        CheckLength(point, name);
        if (!Contains(point))
        {
            throw new ArgumentException($"“{name}” is no point of the learner's set.", name);
        }
    }

    /// <summary>Refuses an array of another length, or with an element that is not finite or too large.</summary>
    private protected void CheckArray(ReadOnlySpan<T> array, string name)
    {
        CheckLength(array, name);
        if (!AreWithinLimit(array))
        {
            int at = array.IndexOfAnyExceptInRange(-Limit, Limit);
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"“{name}” has {array[at]} at {at}; all elements must be finite, and at most {Limit:0E+0} in magnitude."), name);
        }
    }

    /// <summary>What a gradient's elements may be: their differences, sums over rounds, and squares (in double squares of squares) stay
    /// within the element type.</summary>
    private static T Limit => T.CreateTruncating(typeof(T) == typeof(float) ? 1e18 : 1e75);

    /// <summary>A kernel's call takes as long as some hundred elements; it is on all threads. NaN is not within.</summary>
    private static bool AreWithinLimit(ReadOnlySpan<T> array)
    {
        if (array.Length > Few)
        {
            return Greatest(array) <= double.CreateTruncating(Limit);
        }

        var limit = Vector.Create(Limit);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(array);
        Vector<T> within = Vector<T>.AllBitsSet;
        foreach (Vector<T> vector in vectors)
        {
            within &= Vector.LessThanOrEqual(Vector.Abs(vector), limit);
        }

        bool areWithin = Vector.EqualsAll(within.As<T, byte>(), Vector<byte>.AllBitsSet);
        foreach (T element in array[(vectors.Length * Vector<T>.Count)..])
        {
            areWithin &= T.Abs(element) <= Limit;
        }

        return areWithin;
    }

    private static double Greatest(ReadOnlySpan<T> array) => typeof(T) == typeof(float)
        ? OptimisticMirrorDescent.Greatest(MemoryMarshal.Cast<T, float>(array))
        : OptimisticMirrorDescent.Greatest(MemoryMarshal.Cast<T, double>(array));

    private void CheckLength(ReadOnlySpan<T> array, string name)
    {
        if (array.Length != Length)
        {
            throw new ArgumentException($"“{name}” has {array.Length} elements, the learner {Length}.", name);
        }
    }
}
