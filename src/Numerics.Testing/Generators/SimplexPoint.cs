using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>A point of the simplex: multiples of a power of two that are not negative and sum to 1 exactly, in any
/// order of summation. Shrinks to fewer coordinates and towards a vertex.</summary>
/// <param name="Counts">The coordinates times <paramref name="Denominator"/>.</param>
/// <param name="Denominator">A power of two, their sum.</param>
public sealed record SimplexPoint(IReadOnlyList<int> Counts, int Denominator)
{
    private const int Finest = 1024;

    /// <summary>The coordinates.</summary>
    public double[] ToArray() => [.. Counts.Select(c => (double)c / Denominator)];

    /// <summary>Points of a simplex, vertices and edges among them.</summary>
    /// <param name="most">The greatest number of coordinates.</param>
    /// <param name="isPositive">Whether no coordinate may be 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number of coordinates, or more than 1024 in
    /// all.</exception>
    public static Arbitrary<SimplexPoint> Arbitrary(int most = 33, bool isPositive = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, Finest);
        return Arb.From(Gen.Choose(1, most).SelectMany(n => Of(n, isPositive)), point => Shrink(point, isPositive));
    }

    /// <inheritdoc/>
    public bool Equals(SimplexPoint? other)
        => other is not null && Denominator == other.Denominator && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => Counts.Aggregate(Denominator, HashCode.Combine);

    /// <summary>[1, 3]/4.</summary>
    public override string ToString() => $"{Vector.Text(Counts)}/{Denominator}";

    /// <summary>A point of n coordinates: the gaps between sorted cuts of 0 … denominator.</summary>
    internal static Gen<SimplexPoint> Of(int n, bool isPositive)
        => from denominator in Gen.Elements(
               new[] { 1, 2, 4, 16, 256, Finest }.Where(d => !isPositive || d >= n).ToArray())
           let free = denominator - (isPositive ? n : 0)
           from cuts in Gen.ArrayOf(Gen.Choose(0, free), n - 1)
           let sorted = (int[])[0, .. cuts.Order(), free]
           select new SimplexPoint(
               [.. Enumerable.Range(0, n).Select(i => sorted[i + 1] - sorted[i] + (isPositive ? 1 : 0))], denominator);

    internal static IEnumerable<SimplexPoint> Shrink(SimplexPoint point, bool isPositive)
        => Merged(point).Concat(SameLength(point, isPositive));

    /// <summary>Simpler points with as many coordinates.</summary>
    internal static IEnumerable<SimplexPoint> SameLength(SimplexPoint point, bool isPositive)
    {
        int[] counts = [.. point.Counts];
        int least = isPositive ? 1 : 0;
        for (int i = 1; i < counts.Length; i++)
        {
            foreach (int fewer in Shrinks.Towards(least, counts[i]))
            {
                int[] moved = [.. counts];
                (moved[0], moved[i]) = (moved[0] + counts[i] - fewer, fewer);
                yield return point with { Counts = moved };
            }
        }

        if (point.Denominator > 1 && counts.All(c => c % 2 == 0))
        {
            yield return new SimplexPoint([.. counts.Select(c => c / 2)], point.Denominator / 2);
        }

        if (isPositive && counts.Skip(1).All(c => c == 1) && point.Denominator / 2 >= counts.Length)
        {
            yield return new SimplexPoint([counts[0] - point.Denominator / 2, .. counts[1..]], point.Denominator / 2);
        }
    }

    /// <summary>Two coordinates become one, which leaves the sum as it is.</summary>
    private static IEnumerable<SimplexPoint> Merged(SimplexPoint point)
    {
        int[] counts = [.. point.Counts];
        int half = (counts.Length + 1) / 2;
        if (counts.Length > 2)
        {
            yield return point with { Counts = [.. counts[..(half - 1)], counts[(half - 1)..].Sum()] };
        }

        if (counts.Length > 1)
        {
            yield return point with { Counts = [.. counts[..^2], counts[^2] + counts[^1]] };
        }
    }
}
