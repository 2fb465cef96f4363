using Numerics.Runtime;

namespace Numerics.Rules;

/// <summary>The sets that learners in double play in.</summary>
internal enum BoundedSetKind
{
    Ball,
    Box,
    Simplex,
}

/// <summary>A bounded set.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Lower">The least coordinate.</param>
/// <param name="Upper">The greatest coordinate; of a ball its radius.</param>
/// <param name="Diameter">D.</param>
internal sealed record BoundedSet(BoundedSetKind Kind, double Lower, double Upper, double Diameter)
{
    /// <summary>How far a comparator may be outside by rounding: some roundings of double.</summary>
    private const double Tolerance = 1e-12;

    public static BoundedSet Ball(double radius)
    {
        Check.Range(radius, nameof(radius), 0, true, double.MaxValue, false);
        return new(BoundedSetKind.Ball, -radius, radius, 2 * radius);
    }

    public static BoundedSet Box(int length, double lower, double upper)
    {
        Check.Range(lower, nameof(lower), double.MinValue, false, double.MaxValue, true);
        Check.Range(upper, nameof(upper), lower, true, double.MaxValue, false);
        return new(BoundedSetKind.Box, lower, upper, (upper - lower) * Math.Sqrt(length));
    }

    public static BoundedSet Simplex() => new(BoundedSetKind.Simplex, 0, 1, Math.Sqrt(2));

    public double[] Centre(int length)
    {
        var centre = new double[length];
        Array.Fill(centre, Kind == BoundedSetKind.Simplex ? 1.0 / length : (Lower / 2) + (Upper / 2));
        return centre;
    }

    public bool Contains(ReadOnlySpan<double> point)
    {
        (double sum, double squares, bool isWithin) = (0, 0, true);
        foreach (double x in point)
        {
            sum += x;
            squares += x * x;
            isWithin &= x >= Lower && x <= Upper;
        }

        return Kind switch
        {
            BoundedSetKind.Ball => Math.Sqrt(squares) <= Upper * (1 + Tolerance),
            BoundedSetKind.Box => isWithin,
            _ => isWithin && Math.Abs(sum - 1) <= Tolerance,
        };
    }
}
