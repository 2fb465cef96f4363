namespace Numerics;

/// <summary>n points of a small dimension d, of which rules see distances and inner products: matrices that are computed inside a
/// kernel and never stored.</summary>
public sealed class Points
{
    private readonly Mat _coordinates;

    /// <summary>Copies the coordinates.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="dimension">The number of coordinates of each.</param>
    /// <param name="coordinates">Point after point.</param>
    /// <exception cref="ArgumentException">There are not count·dimension coordinates.</exception>
    public Points(int count, int dimension, ReadOnlySpan<double> coordinates) =>
        _coordinates = new Mat(count, dimension, coordinates);

    /// <summary>Copies the coordinates, each exactly.</summary>
    /// <inheritdoc cref="Points(int, int, ReadOnlySpan{double})"/>
    public Points(int count, int dimension, ReadOnlySpan<float> coordinates) =>
        _coordinates = new Mat(count, dimension, coordinates);

    private Points(Mat coordinates) => _coordinates = coordinates;

    /// <summary>Points, as they are or of their coordinates as a <see cref="Mat"/>, a point in each row: what a rule's definition is
    /// called with where a plan does not say which matrices are points.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static Points From(object points) => points switch
    {
        Points given => given,
        Mat coordinates => new Points(coordinates),
        _ => throw new ArgumentException($"Points, or a Mat of coordinates, are no {points?.GetType().Name ?? "null"}.", nameof(points)),
    };

    /// <summary>The number of points: a host value, also inside a rule.</summary>
    public int Count => _coordinates.Rows;

    /// <summary>The number of coordinates of each: a host value, also inside a rule.</summary>
    public int Dimension => _coordinates.Columns;

    /// <summary>Coordinate <paramref name="k"/> of all points.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such coordinate.</exception>
    public Col Coordinate(int k) => _coordinates.Column(k);

    /// <summary>The coordinates, not copied, point after point.</summary>
    public ReadOnlySpan<double> AsSpan() => _coordinates.AsSpan();

    internal static Mat Pairs(Points x, Points y, Func<double, double, double> term)
    {
        if (x.Dimension != y.Dimension)
        {
            throw new ArgumentException($"Points of {x.Dimension} and of {y.Dimension} coordinates do not combine.");
        }

        (Table<double> a, Table<double> b) = (x._coordinates.Traced.Plain, y._coordinates.Traced.Plain);
        return new Mat(Table.Build(x.Count, y.Count, TableForm.Mat, (i, j) =>
        {
            double sum = 0;
            for (int k = 0; k < x.Dimension; k++)
            {
                sum += term(a[i, k], b[j, k]);
            }

            return sum;
        }));
    }
}
