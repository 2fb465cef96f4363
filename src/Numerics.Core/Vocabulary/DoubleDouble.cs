namespace Numerics;

/// <summary>A number as the unevaluated sum of two doubles, some 104 bits: the reference for what is computed in double.</summary>
/// <remarks>Error-free sums and products after Knuth and Dekker; functions by plain Taylor series and Newton's correction, so
/// that nothing is shared with what they judge.</remarks>
/// <param name="High">The number rounded to double.</param>
/// <param name="Low">What the rounding leaves.</param>
internal readonly partial record struct DoubleDouble(double High, double Low)
{
    /// <summary>Terms after which xᵏ/k! &lt; 2⁻¹⁰⁶ for |x| ≤ ½·ln 2.</summary>
    private const int Terms = 26;

    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>π/2 in three parts.</summary>
    private static readonly double[] HalfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33];

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = Sum(a.High, b.High);
        DoubleDouble low = Sum(a.Low, b.Low);
        DoubleDouble sum = FastSum(high.High, high.Low + low.High);
        return FastSum(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double low = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return FastSum(product, low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a - (b * first);
        double second = rest.High / b.High;
        rest -= b * second;
        return FastSum(first, second) + (rest.High / b.High);
    }

    /// <summary>The exact sum of two numbers.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return new(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>This number times 2ⁿ.</summary>
    public DoubleDouble Scale(int n) => new(Math.ScaleB(High, n), Math.ScaleB(Low, n));

    /// <summary>eˣ·2^shift. The shift keeps results near the ends of the range away from them.</summary>
    public static DoubleDouble Exp(DoubleDouble x, int shift)
    {
        double n = Math.Round(x.High / Ln2.High);
        return (1 + Expm1Series(x - (Ln2 * n))).Scale((int)n + shift);
    }

    /// <summary>eˣ − 1.</summary>
    private static DoubleDouble Less1(DoubleDouble x) =>
        Math.Abs(x.High) < 0.5 ? Expm1Series(x) : Exp(x, 0) - 1;

    /// <summary>log(1 + x) for x &gt; −1: a double's estimate y, and log(1 + e) = e − ½e² with e = (1 + x)·e^−y − 1.</summary>
    private static DoubleDouble LogOf1And(DoubleDouble x)
    {
        DoubleDouble u = 1 + x;
        double estimate = Math.Abs(x.High) < 0.1 ? Estimate(x.High) : Math.Log(u.High);
        if (!double.IsFinite(estimate) || estimate == 0)
        {
            return estimate == 0 ? x : estimate;
        }

        // Near 0 nothing may be added to 1; far from it nothing large may cancel.
        DoubleDouble e = Math.Abs(estimate) < 0.5
            ? x + (u * Expm1Series(-(DoubleDouble)estimate))
            : (u.Scale(-(int)(estimate / Ln2.High)) * Exp(-estimate, (int)(estimate / Ln2.High))) - 1;
        return estimate + (e - (e * e * 0.5));
    }

    /// <summary>Kahan's log(1 + x): the errors of 1 + x and of its use cancel.</summary>
    private static double Estimate(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    private static DoubleDouble Expm1Series(DoubleDouble x)
    {
        DoubleDouble sum = 1;
        for (int k = Terms; k > 1; k--)
        {
            sum = 1 + (sum * x / k);
        }

        return sum * x;
    }

    /// <summary>sin(x + more·π/2) for |x| ≤ 2⁴⁰: x less the nearest multiple of π/2, whose three parts' products with its number are exact
    /// but for the last, by its series.</summary>
    private static DoubleDouble OfAngle(DoubleDouble x, int more)
    {
        double n = Math.Round(x.High * (2 / Math.PI));
        DoubleDouble rest = x - (HalfPi[0] * (DoubleDouble)n) - (HalfPi[1] * (DoubleDouble)n) - (HalfPi[2] * (DoubleDouble)n);
        int quadrant = (int)((((n % 4) + 4 + more) % 4));
        DoubleDouble value = quadrant % 2 == 0 ? AngleSeries(rest, 1) : AngleSeries(rest, 0);
        return quadrant >= 2 ? -value : value;
    }

    /// <summary>Σ (−1)ᵏ·x^(2k+first)/(2k+first)!: the sine's series from 1, the cosine's from 0.</summary>
    private static DoubleDouble AngleSeries(DoubleDouble x, int first)
    {
        DoubleDouble sum = 1;
        for (int k = Terms + first; k > first; k -= 2)
        {
            sum = 1 - (sum * x * x / (k * (k - 1.0)));
        }

        return first == 0 ? sum : sum * x;
    }

    private static DoubleDouble FastSum(double a, double b)
    {
        double sum = a + b;
        return new(sum, double.IsFinite(sum) ? b - (sum - a) : 0);
    }
}
