using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>A vector of <see cref="Count"/> lanes of <typeparamref name="T"/>: what a fused kernel's arithmetic is
/// generic over.</summary>
/// <remarks>Masks are lanes too: all bits set where true, none where false. Every operation acts on each lane alone
/// and
/// rounds as IEEE 754 says, so a lane's result does not depend on the width.</remarks>
/// <typeparam name="V">The vector type itself.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILanes<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Whether the elements are <see cref="float"/>.</summary>
    static virtual bool IsSingle
    {
        // Not by typeof: lanes of long functions use up what a method may inline, and this is the smallest there is.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() == sizeof(float);
    }

    /// <summary>All lanes a number that depends on the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual V Constant(float single, double wide) => V.Broadcast(
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(single) : Unsafe.BitCast<double, T>(wide));

    /// <summary>All lanes a pattern of bits that depends on the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual V Pattern(uint single, ulong wide) => V.Broadcast(
        typeof(T) == typeof(float) ? Unsafe.BitCast<uint, T>(single) : Unsafe.BitCast<ulong, T>(wide));

    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract V Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract V Broadcast(T value);

    /// <summary>The <see cref="Count"/> elements from index <paramref name="i"/>.</summary>
    static abstract V Load(Pointer<T> source, nint i);

    /// <summary>The first <paramref name="count"/> elements from index <paramref name="i"/>, the other lanes zero;
    /// reads nothing beyond. Here as elsewhere a count may be less than none and more than all.</summary>
    static abstract V Load(Pointer<T> source, nint i, nint count);

    /// <summary>Writes all lanes from index <paramref name="i"/>.</summary>
    static abstract void Store(V value, Pointer<T> destination, nint i);

    /// <summary>Writes all lanes from index <paramref name="i"/>, an address aligned to the vector's size, past the
    /// caches.</summary>
    static abstract void StoreStreaming(V value, Pointer<T> destination, nint i);

    /// <summary>Writes the first <paramref name="count"/> lanes from index <paramref name="i"/>, and nothing
    /// beyond.</summary>
    static abstract void Store(V value, Pointer<T> destination, nint i, nint count);

    /// <summary>A mask whose first <paramref name="count"/> lanes are true.</summary>
    static abstract V FirstLanes(nint count);

    /// <summary>left + right, lane by lane.</summary>
    static abstract V operator +(V left, V right);
    /// <summary>left − right, lane by lane.</summary>
    static abstract V operator -(V left, V right);
    /// <summary>left · right, lane by lane.</summary>
    static abstract V operator *(V left, V right);
    /// <summary>left / right, lane by lane.</summary>
    static abstract V operator /(V left, V right);
    /// <summary>The sign flipped, lane by lane.</summary>
    static abstract V operator -(V value);

    /// <summary>a·b + c: rounded once in the fused contraction class, twice in the separate one.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>a·b + c rounded once, in every contraction class.</summary>
    static abstract V FusedMultiplyAdd(V a, V b, V c);

    /// <summary>left·right as the sum of two: the product, rounded, and what its rounding lost. Found without an operation that the
    /// class does not have, and the same where a compiler contracts at will. The factors lie well within the range.</summary>
    static abstract (V Product, V Lost) ExactProduct(V left, V right);

    /// <summary>√value, correctly rounded.</summary>
    static abstract V Sqrt(V value);

    /// <summary>|value|.</summary>
    static abstract V Abs(V value);

    /// <summary>The lesser; NaN where either is NaN; −0 is less than +0.</summary>
    static abstract V Min(V left, V right);

    /// <summary>The greater; NaN where either is NaN; +0 is greater than −0.</summary>
    static abstract V Max(V left, V right);

    /// <summary>What <see cref="Min(V, V, V)"/> needs beside a bound; found once for many values.</summary>
    static virtual V MinGuard(V bound) => bound;

    /// <summary>What <see cref="Max(V, V, V)"/> needs beside a bound; found once for many values.</summary>
    static virtual V MaxGuard(V bound) => bound;

    /// <summary>Min(value, bound), in fewer operations where there is a guard.</summary>
    static virtual V Min(V value, V bound, V guard) => V.Min(value, bound);

    /// <summary>Max(value, bound), in fewer operations where there is a guard.</summary>
    static virtual V Max(V value, V bound, V guard) => V.Max(value, bound);

    /// <summary>Takes a value into the least of many, which is the Min of two that both begin at +∞.</summary>
    /// <remarks>Two, so that a comparison need not wait for the one before; or that one of them looks for NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual (V Least, V Other) TakeLeast(V least, V other, V value) => (other, V.Min(least, value));

    /// <summary>Takes a value into the greatest of many, which is the Max of two that both begin at −∞; see
    /// <see cref="TakeLeast"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual (V Greatest, V Other) TakeGreatest(V greatest, V other, V value) => (other, V.Max(greatest, value));

    /// <summary>−1, 0 or 1 with the sign of <paramref name="value"/>: exact. NaN and both zeros give themselves.</summary>
    static virtual V Sign(V value) => Elementary.SignByComparison<V, T>(value);

    /// <summary><paramref name="value"/> between two numbers of which neither is NaN nor zero; NaN stays NaN.</summary>
    static virtual V Within(V value, V least, V greatest) => V.Min(V.Max(value, least), greatest);

    /// <summary>value·2ⁿ for a magnitude from ½ to 4, rounded once, also beyond the range and among the denormals.</summary>
    /// <param name="value">The value.</param>
    /// <param name="power">1.5·2^f plus n, f being the number of fraction bits, |n| at most twice the greatest exponent; or NaN.</param>
    static virtual V Scale(V value, V power) => Elementary.ScaleInTwo<V, T>(value, power);

    /// <summary>A mask: left &lt; right.</summary>
    static abstract V LessThan(V left, V right);

    /// <summary>A mask: left ≤ right.</summary>
    static abstract V LessThanOrEqual(V left, V right);

    /// <summary>A mask: left = right (false where either is NaN).</summary>
    static abstract V Equal(V left, V right);

    /// <summary>A mask: left ≠ right (true where either is NaN).</summary>
    static abstract V NotEqual(V left, V right);

    /// <summary>Bitwise and, of masks or of the bits of numbers.</summary>
    static abstract V And(V left, V right);

    /// <summary>Bitwise or, of masks or of the bits of numbers.</summary>
    static abstract V Or(V left, V right);

    /// <summary>Bitwise exclusive or, of masks or of the bits of numbers.</summary>
    static abstract V Xor(V left, V right);

    /// <summary>Bitwise complement, of a mask.</summary>
    static abstract V Not(V mask);

    /// <summary><paramref name="whenTrue"/> where the mask is true, else <paramref name="whenFalse"/>.</summary>
    static abstract V Select(V mask, V whenTrue, V whenFalse);

    /// <summary>The sum of the lanes' bits read as integers of the element's size, modulo 2^32 or 2^64.</summary>
    static abstract V AddBits(V left, V right);

    /// <summary>The difference of the lanes' bits read as integers, modulo 2^32 or 2^64.</summary>
    static abstract V SubtractBits(V left, V right);

    /// <summary>The lanes' bits, read as an integer from 0 to 2²², as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual V FromBits(V bits)
    {
        V shift = V.Constant(12_582_912f, 6_755_399_441_055_744d);
        return V.AddBits(shift, bits) - shift;
    }

    /// <summary>The product of the lower halves of the lanes' bits, read as integers: 16 · 16 = 32 or 32 · 32 = 64 bits.</summary>
    static abstract V MultiplyBits(V left, V right);

    /// <summary>Each lane's bits moved up by <paramref name="count"/> places, zeros from below.</summary>
    static abstract V ShiftBitsLeft(V value, int count);

    /// <summary>Each lane's bits moved down by <paramref name="count"/> places, zeros from above.</summary>
    static abstract V ShiftBitsRight(V value, int count);

    /// <summary>A function of each lane, called once for each register that the lanes are in.</summary>
    internal static abstract V Apply<F>(V x)
        where F : struct, ILaneFunction;

    /// <inheritdoc cref="Apply{F}(V)"/>
    internal static abstract V Apply<F>(V x, V y)
        where F : struct, ILaneFunction2;

    /// <summary>A function of each element of a line, in place: the same bits as lane by lane, with a call for the line where it is
    /// one for each register.</summary>
    internal static virtual void ApplyToLine<F>(Pointer<T> line, nint length)
        where F : struct, ILaneFunction
    {
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V.Store(V.Apply<F>(V.Load(line, i)), line, i);
        }

        if (i < length)
        {
            V.Store(V.Apply<F>(V.Load(line, i, length - i)), line, i, length - i);
        }
    }
}

/// <summary>Sixteen lanes, whatever the hardware's width, with their double-precision counterpart: what reductions
/// use, so that
/// the order of additions is the same on every width.</summary>
/// <typeparam name="V">The vector type itself, 16 lanes.</typeparam>
/// <typeparam name="W">16 lanes of double.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
public interface IGroup<V, W, T> : ILanes<V, T>
    where V : struct, IGroup<V, W, T>
    where W : struct, IWide<W>
    where T : unmanaged
{
    /// <summary>Each lane as a double, exactly.</summary>
    static abstract W Widen(V value);

    /// <summary>A function of each element of a line less a number, in place, and the sums of its results by lanes: element j is added
    /// to lane j mod 16.</summary>
    internal static virtual W SumOfLine<F>(Pointer<T> line, nint length, V shift)
        where F : struct, ILaneFunction => OutOfLine.LineThenSum<F, V, W, T>(line, length, shift);
}

/// <summary>Sixteen lanes of double: the accumulators of a reduction.</summary>
/// <typeparam name="W">The type itself.</typeparam>
public interface IWide<W> : ILanes<W, double>
    where W : struct, IWide<W>
{
    /// <summary>Adds the lanes: (i, i+8), then (i, i+4), (i, i+2), (i, i+1).</summary>
    static abstract double SumLanes(W value);

    /// <summary>The least lane; NaN if any is.</summary>
    static abstract double MinLanes(W value);

    /// <summary>The greatest lane; NaN if any is.</summary>
    static abstract double MaxLanes(W value);
}
