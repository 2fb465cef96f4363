namespace Numerics.Testing;

/// <summary>Ways to make arrays smaller.</summary>
internal static class Shrinks
{
    /// <summary>The first and second half, and the array without each of its elements; none shorter than
    /// <paramref name="least"/>.</summary>
    public static IEnumerable<T[]> Shorter<T>(T[] values, int least = 0)
    {
        int half = values.Length / 2;
        IEnumerable<T[]> halves = half > 0 && half < values.Length ? [values[..half], values[half..]] : [];
        return halves
            .Concat(Enumerable.Range(0, values.Length).Select(i => (T[])[.. values[..i], .. values[(i + 1)..]]))
            .Where(v => v.Length >= least);
    }

    /// <summary>The array with one element replaced by something simpler.</summary>
    public static IEnumerable<T[]> Elementwise<T>(T[] values, Func<T, IEnumerable<T>> simpler)
        => Enumerable.Range(0, values.Length).SelectMany(
            i => simpler(values[i]).Select(v => (T[])[.. values[..i], v, .. values[(i + 1)..]]));

    /// <summary>Whole numbers nearer to a goal.</summary>
    public static IEnumerable<int> Towards(int goal, int value)
        => value == goal ? [] : new[] { goal, goal + (value - goal) / 2, value - Math.Sign(value - goal) }.Distinct()
            .Where(v => v != value);
}
