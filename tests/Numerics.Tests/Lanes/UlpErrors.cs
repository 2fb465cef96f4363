namespace Numerics.Tests.Lanes;

/// <summary>Errors in units in the last place of the exact result.</summary>
internal static class UlpErrors
{
    /// <summary>The power of two that brings a double away from the ends of its range.</summary>
    public static int ShiftOf(double value) => Math.Abs(value) switch { < 1e-200 => 500, > 1e200 => -500, _ => 0 };

    /// <summary>The error of a float; an infinity counts as the next power of two. NaN where NaN is due is no error.</summary>
    public static double OfSingle(float got, double exact)
    {
        if (float.IsNaN(got) || double.IsNaN(exact) || double.IsInfinity(exact))
        {
            return got == exact || (float.IsNaN(got) && double.IsNaN(exact)) ? 0 : double.PositiveInfinity;
        }

        double value = float.IsInfinity(got) ? Math.CopySign(Math.ScaleB(1, 128), got) : got;
        int exponent = Math.Clamp(exact == 0 ? -126 : Math.ILogB(exact), -126, 127);
        return Math.Min(Math.Abs(value), Math.Abs(exact)) > float.MaxValue
            ? 0
            : Math.Abs(value - exact) / Math.ScaleB(1, exponent - 23);
    }

    /// <summary>The error of a double against the exact value times 2^shift.</summary>
    public static double OfDouble(double got, DoubleDouble exact, int shift)
    {
        if (double.IsNaN(got) || !double.IsFinite(exact.High))
        {
            return got == exact.High || (double.IsNaN(got) && double.IsNaN(exact.High)) ? 0 : double.PositiveInfinity;
        }

        double value = double.IsInfinity(got) ? Math.CopySign(Math.ScaleB(1, 1024 + shift), got) : Math.ScaleB(got, shift);
        double greatest = Math.ScaleB(double.MaxValue, shift);
        int exponent = Math.Clamp(exact.High == 0 ? -2000 : Math.ILogB(exact.High) - shift, -1022, 1023);
        return shift < 0 && Math.Min(Math.Abs(value), Math.Abs(exact.High)) > greatest
            ? 0
            : Math.Abs(((value - exact).High) / Math.ScaleB(1, exponent - 52 + shift));
    }
}
