namespace Numerics;

/// <content>The vocabulary on numbers of two parts: for zeros, NaN, infinities and results out of range what the overload on
/// <see cref="double"/> gives of the high parts.</content>
internal readonly partial record struct DoubleDouble
{
    /// <summary>The sum.</summary>
    public static DoubleDouble Add(DoubleDouble x, DoubleDouble y) => Kept(x.High + y.High, x + y);

    /// <summary>The difference.</summary>
    public static DoubleDouble Subtract(DoubleDouble x, DoubleDouble y) => Kept(x.High - y.High, x - y);

    /// <summary>The product.</summary>
    public static DoubleDouble Multiply(DoubleDouble x, DoubleDouble y) => Kept(x.High * y.High, x * y);

    /// <summary>The quotient.</summary>
    public static DoubleDouble Divide(DoubleDouble x, DoubleDouble y) => Kept(x.High / y.High, x / y);

    /// <summary>−x.</summary>
    public static DoubleDouble Negate(DoubleDouble x) => -x;

    /// <inheritdoc cref="Functions.Abs(double)"/>
    public static DoubleDouble Abs(DoubleDouble x) =>
        double.IsNegative(x.High) ? new(Math.Abs(x.High), -x.Low) : x;

    /// <inheritdoc cref="Functions.Sign(double)"/>
    public static DoubleDouble Sign(DoubleDouble x) => Functions.Sign(x.High);

    /// <summary>√x: a double's estimate r, and √x = r + (x − r²)/(2r) but for 2⁻¹⁰⁶ of it.</summary>
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        double root = Math.Sqrt(x.High);
        return Kept(root, root + ((x - ((DoubleDouble)root * root)) / (2 * root)));
    }

    /// <summary>1/√x.</summary>
    public static DoubleDouble ReciprocalSqrt(DoubleDouble x) =>
        Kept(Functions.ReciprocalSqrt(x.High), 1 / Sqrt(x));

    /// <inheritdoc cref="Functions.Square(double)"/>
    public static DoubleDouble Square(DoubleDouble x) => Multiply(x, x);

    /// <inheritdoc cref="Functions.Exp(double)"/>
    public static DoubleDouble Exp(DoubleDouble x) => Kept(Math.Exp(x.High), Exp(x, 0));

    /// <inheritdoc cref="Functions.Expm1(double)"/>
    public static DoubleDouble Expm1(DoubleDouble x) => Kept(Functions.Expm1(x.High), Less1(x));

    /// <inheritdoc cref="Functions.Log(double)"/>
    public static DoubleDouble Log(DoubleDouble x) => Kept(Math.Log(x.High), LogOf1And(x - 1));

    /// <inheritdoc cref="Functions.Log1p(double)"/>
    public static DoubleDouble Log1p(DoubleDouble x) => Kept(Functions.Log1p(x.High), LogOf1And(x));

    /// <summary>tanh x = −e/(2 + e) with e = exp(−2|x|) − 1, and the sign of x.</summary>
    public static DoubleDouble Tanh(DoubleDouble x)
    {
        DoubleDouble e = Expm1(-2 * Abs(x));
        DoubleDouble tanh = -e / (2 + e);
        return Kept(Math.Tanh(x.High), x.High < 0 ? -tanh : tanh);
    }

    /// <inheritdoc cref="Functions.Sigmoid(double)"/>
    public static DoubleDouble Sigmoid(DoubleDouble x)
    {
        DoubleDouble e = Exp(-Abs(x));
        return Kept(Functions.Sigmoid(x.High), (x.High < 0 ? e : 1) / (1 + e));
    }

    /// <inheritdoc cref="Functions.Softplus(double)"/>
    public static DoubleDouble Softplus(DoubleDouble x) =>
        Kept(Functions.Softplus(x.High), Max(x, 0) + Log1p(Exp(-Abs(x))));

    /// <inheritdoc cref="Functions.Sin(double)"/>
    public static DoubleDouble Sin(DoubleDouble x) => Kept(Math.Sin(x.High), OfAngle(x, 0));

    /// <inheritdoc cref="Functions.Cos(double)"/>
    public static DoubleDouble Cos(DoubleDouble x) => Kept(Math.Cos(x.High), OfAngle(x, 1));

    /// <summary>atan x = y + atan e with a double's estimate y and e = (x·cos y − sin y)/(cos y + x·sin y).</summary>
    public static DoubleDouble Atan(DoubleDouble x)
    {
        double y = Math.Atan(x.High);
        (DoubleDouble sin, DoubleDouble cos) = (OfAngle(y, 0), OfAngle(y, 1));
        DoubleDouble e = ((x * cos) - sin) / (cos + (x * sin));
        return Kept(y, y + (e - (e * e * e / 3)));
    }

    /// <inheritdoc cref="Functions.Cube(double)"/>
    public static DoubleDouble Cube(DoubleDouble x) => Multiply(Square(x), x);

    /// <summary>|x|ʸ = exp(y·log|x|), negative where x is and y is odd.</summary>
    public static DoubleDouble Pow(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble power = Exp(y * Log(Abs(x)));
        return Kept(Math.Pow(x.High, y.High), x.High < 0 && Math.Abs(y.High) % 2 == 1 ? -power : power);
    }

    /// <inheritdoc cref="Functions.Min(double, double)"/>
    public static DoubleDouble Min(DoubleDouble x, DoubleDouble y) => x.High == y.High
        ? new(Math.Min(x.High, y.High), Math.Min(x.Low, y.Low))
        : double.IsNaN(x.High) || x.High < y.High ? x : y;

    /// <inheritdoc cref="Functions.Max(double, double)"/>
    public static DoubleDouble Max(DoubleDouble x, DoubleDouble y) => x.High == y.High
        ? new(Math.Max(x.High, y.High), Math.Max(x.Low, y.Low))
        : double.IsNaN(x.High) || x.High > y.High ? x : y;

    /// <inheritdoc cref="Functions.Clamp(double, double, double)"/>
    public static DoubleDouble Clamp(DoubleDouble x, DoubleDouble minimum, DoubleDouble maximum) =>
        Min(Max(x, minimum), maximum);

    /// <inheritdoc cref="Functions.FusedMultiplyAdd(double, double, double)"/>
    public static DoubleDouble FusedMultiplyAdd(DoubleDouble x, DoubleDouble y, DoubleDouble z) =>
        Kept(Math.FusedMultiplyAdd(x.High, y.High, z.High), (x * y) + z);

    private static DoubleDouble Kept(double plain, DoubleDouble wide) =>
        !double.IsFinite(plain) || !double.IsFinite(wide.High) || wide.High == 0 ? plain : wide;
}
