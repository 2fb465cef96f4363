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

    /// <summary>The elements of all arrays, one array after the other.</summary>
    public static Vec Concat(Vec first, Vec second) => Join([first, second]);

    /// <inheritdoc cref="Concat(Vec, Vec)"/>
    public static Vec Concat(Vec first, Vec second, Vec third) => Join([first, second, third]);

    /// <inheritdoc cref="Concat(Vec, Vec)"/>
    public static Vec Concat(Vec first, Vec second, Vec third, Vec fourth) => Join([first, second, third, fourth]);

    private static Vec Join(Vec[] parts)
    {
        int length = checked(parts.Sum(p => p.Length));
        int begin = 0;
        Traced? joined = null;
        foreach (Vec part in parts)
        {
            (int from, int count) = (begin, part.Length);
            int[] places = [.. Enumerable.Range(0, length).Select(k => k >= from && k < from + count ? k - from : -1)];
            Traced spread = part.Traced.Gather(1, length, TableForm.Row, places);
            bool[] here = [.. Enumerable.Range(0, length).Select(k => k >= from)];
            joined = joined is null ? spread : Traced.Where(new Table<bool>(1, length, here, TableForm.Row), spread, joined);
            begin += count;
        }

        return Vec.FromTraced(joined!);
    }

    /// <summary>The elements <paramref name="down"/> rows further down and <paramref name="right"/> columns to the right: element (i, j) is
    /// xᵢ₊down,ⱼ₊right, and 0 where there is none. As many as x has.</summary>
    public static Mat Shift(Mat x, int down, int right)
    {
        int[] places = new int[x.Rows * x.Columns];
        for (int k = 0; k < places.Length; k++)
        {
            (long i, long j) = ((k / x.Columns) + (long)down, (k % x.Columns) + (long)right);
            places[k] = i >= 0 && i < x.Rows && j >= 0 && j < x.Columns ? (int)((i * x.Columns) + j) : -1;
        }

        return Mat.Of(x.Traced.Gather(x.Rows, x.Columns, TableForm.Mat, places));
    }

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
