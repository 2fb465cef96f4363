namespace Numerics.Rules;

/// <summary>What starts and comparators are checked for.</summary>
internal static class Feasible
{
    /// <summary>How far a point may be outside its set by rounding: 16 roundings of float, relative to the set's
    /// size.</summary>
    public const double Tolerance = 16.0 / (1 << 24);

    public static bool AreFinite(ReadOnlySpan<float> point) => AreWithin(point, float.MinValue, float.MaxValue);

    public static bool AreWithin(ReadOnlySpan<float> point, float lower, float upper)
    {
        foreach (float x in point)
        {
            if (!(x >= lower && x <= upper))
            {
                return false;
            }
        }

        return true;
    }

    public static double SquaredNorm(ReadOnlySpan<float> point)
    {
        double sum = 0;
        foreach (float x in point)
        {
            sum += (double)x * x;
        }

        return sum;
    }

    /// <summary>Each element of 1/n has a rounding of its own, so the sum's are relative to 1.</summary>
    public static bool IsDistribution(ReadOnlySpan<float> point)
    {
        double sum = 0;
        foreach (float x in point)
        {
            sum += x;
        }

        return AreWithin(point, 0, 1) && Math.Abs(sum - 1) <= Tolerance;
    }
}
