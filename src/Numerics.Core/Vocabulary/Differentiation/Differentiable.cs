namespace Numerics;

/// <summary>The types that functions are differentiated by and that they give.</summary>
internal static class Differentiable
{
    public static Traced Of<T>(T value) => value switch
    {
        Vec x => x.Traced,
        Row x => x.Traced,
        Col x => x.Traced,
        Mat x => x.Traced,
        Scalar x => x.Traced,
        _ => throw new ArgumentException(
            $"A function is differentiated by, and gives, a Vec, Row, Col, Mat or Scalar, not {value?.GetType().Name ?? "null"}."),
    };

    public static T To<T>(Traced value) => (T)(object)(
        typeof(T) == typeof(Vec) ? Vec.FromTraced(value)
        : typeof(T) == typeof(Row) ? Row.Of(value)
        : typeof(T) == typeof(Col) ? Col.Of(value)
        : typeof(T) == typeof(Mat) ? Mat.Of(value)
        : Scalar.Of(value));

    /// <summary>A function as one of traced values.</summary>
    public static Func<Traced, Traced> Of<T, U>(Func<T, U> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x => Of(f(To<T>(x)));
    }

    /// <summary>The value, of the shape of another.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public static Traced Like(Traced value, Traced like, string name) =>
        (value.Table.Rows, value.Table.Columns) == (like.Table.Rows, like.Table.Columns)
            ? value
            : throw new ArgumentException(
                $"{name} has {value.Table.Rows}×{value.Table.Columns} elements where {like.Table.Rows}×{like.Table.Columns} are due.", name);
}
