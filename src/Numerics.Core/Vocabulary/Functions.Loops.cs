namespace Numerics;

/// <content>Loops inside a kernel, whole numbers, and what they choose.</content>
public static partial class Functions
{
    /// <summary>The state after <paramref name="count"/> rounds of state = body(state, j), j = 0, 1, …</summary>
    /// <typeparam name="T">Vec, Row, Col, Mat, Scalar, Integer, or a tuple of them.</typeparam>
    public static T Repeat<T>(Integer count, T state, Func<T, Integer, T> body)
    {
        for (long j = 0; j < count.Value; j++)
        {
            state = body(state, j);
        }

        return state;
    }

    /// <summary>Applies a map until it gives back the state it was given, at most <paramref name="limit"/> times.</summary>
    /// <returns>The last state, and how often the map was applied. Fewer than <paramref name="limit"/> times means that the state is
    /// a fixed point (the application that showed it is counted); exactly as often, that the limit was reached, be it a fixed
    /// point or not.</returns>
    /// <remarks>States are the same where all their elements are equal, so a NaN never is.</remarks>
    /// <typeparam name="T">Vec, Row, Col, Mat, Scalar, Integer, or a tuple of them.</typeparam>
    public static (T Value, Integer Iterations) FixedPoint<T>(T start, Func<T, T> map, int limit) =>
        FixedPoint(start, map, (before, after) => new ScalarMask(States.AreEqual(before, after)), limit);

    /// <summary>Applies a map until a condition on the states before and after holds, at most <paramref name="limit"/>
    /// times.</summary>
    /// <returns>The last state, and how often the map was applied.</returns>
    /// <typeparam name="T">Vec, Row, Col, Mat, Scalar, Integer, or a tuple of them.</typeparam>
    public static (T Value, Integer Iterations) FixedPoint<T>(
        T start, Func<T, T> map, Func<T, T, ScalarMask> until, int limit)
    {
        T state = start;
        for (int done = 1; done <= limit; done++)
        {
            T before = state;
            state = map(before);
            if (until(before, state).Value)
            {
                return (state, done);
            }
        }

        return (state, Math.Max(limit, 0));
    }

    /// <summary>The value where the mask holds, and the other one where it does not.</summary>
    /// <remarks>The same as a <c>Select</c>, but for what it costs: the other value is computed only if the mask fails somewhere,
    /// with all the passes over matrices that it alone needs.</remarks>
    /// <param name="holds">Where the value is to be had.</param>
    /// <param name="value">The value.</param>
    /// <param name="other">What replaces it where the mask fails.</param>
    public static S OrElse<S, M>(ShapedMask<S, M> holds, Shaped<S, M> value, Func<S> other)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        All(holds).Value ? value.Make(value.Traced) : Select(holds, value, other());

    /// <summary>x with element <paramref name="index"/> replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public static Vec With(Vec x, Integer index, Scalar value) => Vec.FromTraced(x.Traced.With(Shape.Position(index, x.Length), value.Traced));

    /// <inheritdoc cref="With(Vec, Integer, Scalar)"/>
    public static Row With(Row x, Integer index, Scalar value) => Row.Of(x.Traced.With(Shape.Position(index, x.Length), value.Traced));

    /// <inheritdoc cref="With(Vec, Integer, Scalar)"/>
    public static Col With(Col x, Integer index, Scalar value) => Col.Of(x.Traced.With(Shape.Position(index, x.Length), value.Traced));

    /// <summary>For each key k = 0 … length − 1 the sum of the values whose key it is.</summary>
    /// <param name="values">The values.</param>
    /// <param name="keys">Their keys, whole numbers. A value whose key is no whole number from 0 to length − 1 goes nowhere.</param>
    /// <param name="length">The number of keys.</param>
    public static Vec SumByKey(Vec values, Vec keys, int length) =>
        Vec.FromTraced(values.Traced.Scatter(1, length, TableForm.Row, Places(values.Length, keys.AsSpan(), length)));

    /// <inheritdoc cref="SumByKey(Vec, Vec, int)"/>
    public static Row SumByKey(Row values, Row keys, int length) =>
        Row.Of(values.Traced.Scatter(1, length, TableForm.Row, Places(values.Length, keys.AsSpan(), length)));

    /// <summary>For each key k = 0 … rows − 1 the sum of the rows whose key it is.</summary>
    /// <param name="values">The rows that are added up.</param>
    /// <param name="keys">Their keys, whole numbers. A row whose key is no whole number from 0 to rows − 1 goes nowhere.</param>
    /// <param name="rows">The number of keys.</param>
    /// <exception cref="ArgumentException">There is not one key for each row.</exception>
    public static Mat SumByKey(Mat values, Col keys, int rows)
    {
        if (values.Rows != keys.Length)
        {
            throw new ArgumentException($"A {values.Rows}×{values.Columns} Mat has not {keys.Length} keys, one for each row.", nameof(keys));
        }

        double[] key = keys.ToArray();
        int[] places = [.. Enumerable.Range(0, values.Rows * values.Columns).Select(k =>
            IsKey(key[k / values.Columns], rows) ? ((int)key[k / values.Columns] * values.Columns) + (k % values.Columns) : -1)];
        return Mat.Of(values.Traced.Scatter(rows, values.Columns, TableForm.Mat, places));
    }

    /// <summary>The k-th greatest element: of k = 1 the greatest; NaN if there is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no k-th element.</exception>
    public static Scalar KthLargest(Vec x, int k)
    {
        Runtime.Check.Rank(k, x.Length);
        double[] sorted = x.ToArray();
        Array.Sort(sorted);
        double chosen = double.IsNaN(sorted[0]) ? double.NaN : sorted[^k];
        return x.IsTraced ? Scalar.Of(x.Traced.Chosen(chosen)) : chosen;
    }

    /// <inheritdoc cref="KthLargest(Vec, int)"/>
    public static Scalar KthLargest<S, M>(Shaped<S, M> x, int k)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        KthLargest(Flat(x), k);

    /// <summary>The lesser.</summary>
    public static Integer Min(Integer x, Integer y) => Math.Min(x.Value, y.Value);

    /// <summary>The greater.</summary>
    public static Integer Max(Integer x, Integer y) => Math.Max(x.Value, y.Value);

    /// <summary>Whether the numbers are equal.</summary>
    public static ScalarMask Equal(Integer x, Integer y) => new(x.Value == y.Value);

    /// <summary>Whether the numbers differ.</summary>
    public static ScalarMask NotEqual(Integer x, Integer y) => new(x.Value != y.Value);

    /// <summary>x if the mask holds, else y.</summary>
    public static Integer Select(ScalarMask mask, Integer x, Integer y) => mask.Value ? x : y;

    /// <summary>Where each value goes by its key; −1: nowhere.</summary>
    private static int[] Places(int values, ReadOnlySpan<double> keys, int length)
    {
        Shape.Check(values, keys.Length);
        int[] places = new int[values];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = IsKey(keys[i], length) ? (int)keys[i] : -1;
        }

        return places;
    }

    private static bool IsKey(double key, int length) => key >= 0 && key < length && key == Math.Floor(key);
}
