using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>Doubles of any number. Shrinks to fewer and simpler ones.</summary>
/// <param name="Values">The elements.</param>
public sealed record Vector(IReadOnlyList<double> Values)
{
    /// <summary>Lengths about which kernels go wrong: the widths of registers and blocks and their
    /// neighbours.</summary>
    private static readonly int[] Lengths =
        [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 257, 999, 1000, 1001];

    /// <summary>The elements in a new array.</summary>
    public double[] ToArray() => [.. Values];

    /// <summary>Vectors of elements from a set.</summary>
    /// <param name="elements">The set; <see cref="Numbers.Finite{T}"/> for one.</param>
    /// <param name="least">The least length.</param>
    /// <param name="most">The greatest length.</param>
    /// <exception cref="ArgumentException">No length that is tried is within the bounds.</exception>
    public static Arbitrary<Vector> Arbitrary(Arbitrary<double> elements, int least = 0, int most = 257)
    {
        ArgumentNullException.ThrowIfNull(elements);
        int[] lengths = [.. Lengths.Append(least).Append(most).Where(n => n >= least && n <= most).Distinct()];
        if (least < 0 || lengths.Length == 0)
        {
            throw new ArgumentException($"There is no length from {least} to {most}.", nameof(most));
        }

        return Arb.From(
            from length in Gen.OneOf(Gen.Elements(lengths), Gen.Choose(least, most))
            from values in Gen.ArrayOf(elements.Generator, length)
            select new Vector(values),
            vector => Shrinks.Shorter(vector.ToArray(), least)
                .Concat(Shrinks.Elementwise(vector.ToArray(), elements.Shrinker))
                .Select(v => new Vector(v)));
    }

    /// <inheritdoc/>
    public bool Equals(Vector? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Values.Count, HashCode.Combine);

    /// <summary>[1, 0.5].</summary>
    public override string ToString() => Text(Values);

    internal static string Text<T>(IEnumerable<T> values)
        where T : INumber<T>
        => $"[{string.Join(", ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]";
}
