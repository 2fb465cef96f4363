using System.Globalization;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Checks that emitted code makes before anything is written.</summary>
public static class Check
{
    /// <summary>Refuses a hyperparameter that is NaN or outside its range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="minimum">Least value.</param>
    /// <param name="minimumExcluded">Whether the least value itself is refused.</param>
    /// <param name="maximum">Greatest value.</param>
    /// <param name="maximumExcluded">Whether the greatest value itself is refused.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Range(
        double value, string name, double minimum, bool minimumExcluded, double maximum, bool maximumExcluded)
    {
        bool isAbove = minimumExcluded ? value > minimum : value >= minimum;
        bool isBelow = maximumExcluded ? value < maximum : value <= maximum;
        if (!(isAbove && isBelow))
        {
            Refuse(value, name, minimum, minimumExcluded, maximum, maximumExcluded);
        }
    }

    /// <summary>Refuses a part of an array that does not lie in it.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="count">How many elements it has.</param>
    /// <param name="length">How many the array has.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie in the array.</exception>
    public static int Part(int start, int count, int length)
    {
        if (start < 0 || count < 0 || start > length - count)
        {
            throw new ArgumentOutOfRangeException(
                count < 0 ? nameof(count) : nameof(start),
                count < 0 ? count : start,
                $"A part of {count} elements from element {start} on does not lie in an array of {length}.");
        }

        return count;
    }

    /// <summary>Refuses a hyperparameter that is NaN.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Number(double value, string name)
    {
        if (double.IsNaN(value))
        {
            RefuseNaN(name);
        }
    }

    /// <summary>Refuses a value that its enumeration has no member for; flags may be any.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Member<E>(E value, string name)
        where E : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            RefuseMember(value, name);
        }
    }

    /// <summary>A length that a rule computes.</summary>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public static nint Length(long length) => length >= 0
        ? checked((nint)length)
        : throw new ArgumentException($"An array of the call would have {length} elements.");

    /// <summary>Refuses two lengths that a rule computes for the same side and that differ.</summary>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void SameLength(long length, long other)
    {
        if (length != other)
        {
            throw new ArgumentException($"An array of the call would have {length} elements along an axis, and {other}.");
        }
    }

    /// <summary>The number of groups that so many elements make.</summary>
    /// <param name="length">The elements.</param>
    /// <param name="size">The elements of a group.</param>
    /// <exception cref="ArgumentOutOfRangeException">A group has no elements.</exception>
    /// <exception cref="ArgumentException">The last group would be short.</exception>
    public static int Groups(int length, int size)
    {
        if (size < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "A group has at least one element.");
        }

        return length % size == 0
            ? length / size
            : throw new ArgumentException($"A line of {length} elements does not divide into groups of {size}.", nameof(size));
    }

    /// <summary>A k for the k-th greatest of so many elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no k-th element.</exception>
    public static double Rank(long k, double count) => k >= 1 && k <= count
        ? k
        : throw new ArgumentOutOfRangeException(
            nameof(k), k, count < 1 ? "There are no elements." : $"k is {k}; it must be from 1 to {count}, the number of elements.");

    private static void RefuseNaN(string name) =>
        throw new ArgumentOutOfRangeException(name, double.NaN, $"“{name}” is NaN; it must be a number.");

    private static void RefuseMember<E>(E value, string name)
        where E : struct, Enum
    {
        if (!typeof(E).IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"“{name}” is {value}; it must be one of {string.Join(", ", Enum.GetNames<E>())}.");
        }
    }

    private static void Refuse(
        double value, string name, double minimum, bool minimumExcluded, double maximum, bool maximumExcluded) =>
        throw new ArgumentOutOfRangeException(name, value, string.Create(
            CultureInfo.InvariantCulture,
            $"“{name}” is {value:R}; it must be {Allowed(minimum, minimumExcluded, maximum, maximumExcluded)}."));

    /// <summary>“at least 0 and below 1”.</summary>
    private static string Allowed(double minimum, bool minimumExcluded, double maximum, bool maximumExcluded)
    {
        const string Finite = "finite";
        string? above = minimum is double.NegativeInfinity ? null
            : minimum is double.MinValue or float.MinValue ? Finite
            : string.Create(CultureInfo.InvariantCulture, $"{(minimumExcluded ? "above" : "at least")} {minimum:R}");
        string? below = maximum is double.PositiveInfinity or int.MaxValue ? null
            : maximum is double.MaxValue or float.MaxValue ? Finite
            : string.Create(CultureInfo.InvariantCulture, $"{(maximumExcluded ? "below" : "at most")} {maximum:R}");
        return above is null || above == below ? below ?? "a number" : below is null ? above : $"{above} and {below}";
    }
}
