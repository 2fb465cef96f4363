namespace Numerics;

/// <content>Parts of an array, and an array seen some elements further on. In a rule they are views: nothing is copied.</content>
public static partial class Functions
{
    /// <summary>All elements but the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public static Vec Head(Vec x) => Slice(x, 0, x.Length - 1);

    /// <summary>All elements but the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public static Vec Tail(Vec x) => Slice(x, 1, x.Length - 1);

    /// <summary>The elements from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not all lie in x.</exception>
    public static Vec Slice(Vec x, int start, int count) =>
        Vec.FromTraced(x.Traced.Slice(start, Runtime.Check.Part(start, count, x.Length)));

    /// <summary>The elements <paramref name="by"/> further on: element i is xᵢ₊by, and 0 where there is none. As many as x has.</summary>
    public static Vec Shift(Vec x, int by)
    {
        int[] places = new int[x.Length];
        for (int i = 0; i < places.Length; i++)
        {
            long from = (long)i + by;
            places[i] = from >= 0 && from < x.Length ? (int)from : -1;
        }

        return Vec.FromTraced(x.Traced.Gather(1, x.Length, TableForm.Row, places));
    }
}
