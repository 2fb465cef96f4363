namespace Numerics;

/// <summary>A function of one argument: in double, in two doubles, and how it changes.</summary>
/// <param name="Plain">The definition.</param>
/// <param name="Wide">The same in two doubles.</param>
/// <param name="Slope">The derivative at argument x, whose result y is known.</param>
internal sealed record ElementFunction(
    Func<double, double> Plain, Func<DoubleDouble, DoubleDouble> Wide, Func<Traced, Traced, Traced> Slope);

/// <summary>A function of two arguments: in double, in two doubles, and how it changes with each of them.</summary>
/// <param name="Plain">The definition.</param>
/// <param name="Wide">The same in two doubles.</param>
/// <param name="First">The derivative by the first of arguments a and b, whose result y is known.</param>
/// <param name="Second">The derivative by the second.</param>
internal sealed record ElementFunction2(
    Func<double, double, double> Plain,
    Func<DoubleDouble, DoubleDouble, DoubleDouble> Wide,
    Func<Traced, Traced, Traced, Traced> First,
    Func<Traced, Traced, Traced, Traced> Second);

/// <summary>The elementwise functions of the vocabulary with their derivatives: what the generator's table of partial derivatives says,
/// for the definition.</summary>
/// <remarks>Where there is no derivative: |x| has 0 at 0; Min and Max give each operand a half at ties; Sign has 0 everywhere; a square
/// root has what its formula gives at 0, +∞.</remarks>
internal static class ElementFunctions
{
    public static readonly ElementFunction Negate = new(x => -x, DoubleDouble.Negate, (_, _) => -1);

    public static readonly ElementFunction Abs = new(Functions.Abs, DoubleDouble.Abs, (x, _) => x.Apply(Sign!));

    public static readonly ElementFunction Sign = new(Functions.Sign, DoubleDouble.Sign, (_, _) => 0);

    public static readonly ElementFunction Sqrt = new(Functions.Sqrt, DoubleDouble.Sqrt, (_, y) => 0.5 / y);

    public static readonly ElementFunction ReciprocalSqrt = new(
        Functions.ReciprocalSqrt, DoubleDouble.ReciprocalSqrt, (x, y) => -0.5 * (y / x));

    public static readonly ElementFunction Square = new(Functions.Square, DoubleDouble.Square, (x, _) => 2 * x);

    public static readonly ElementFunction Cube = new(Functions.Cube, DoubleDouble.Cube, (x, _) => 3 * x.Apply(Square));

    public static readonly ElementFunction Exp = new(Functions.Exp, DoubleDouble.Exp, (_, y) => y);

    public static readonly ElementFunction Expm1 = new(Functions.Expm1, DoubleDouble.Expm1, (_, y) => y + 1);

    public static readonly ElementFunction Log = new(Functions.Log, DoubleDouble.Log, (x, _) => 1 / x);

    public static readonly ElementFunction Log1p = new(Functions.Log1p, DoubleDouble.Log1p, (x, _) => 1 / (1 + x));

    public static readonly ElementFunction Tanh = new(Functions.Tanh, DoubleDouble.Tanh, (_, y) => 1 - y.Apply(Square));

    public static readonly ElementFunction Sigmoid = new(Functions.Sigmoid, DoubleDouble.Sigmoid, (_, y) => y * (1 - y));

    public static readonly ElementFunction Softplus = new(Functions.Softplus, DoubleDouble.Softplus, (x, _) => x.Apply(Sigmoid));

    public static readonly ElementFunction Sin = new(Functions.Sin, DoubleDouble.Sin, (x, _) => x.Apply(Cos!));

    public static readonly ElementFunction Cos = new(Functions.Cos, DoubleDouble.Cos, (x, _) => -x.Apply(Sin));

    public static readonly ElementFunction Atan = new(Functions.Atan, DoubleDouble.Atan, (x, _) => 1 / (x.Apply(Square) + 1));

    public static readonly ElementFunction2 Add = new((a, b) => a + b, DoubleDouble.Add, (_, _, _) => 1, (_, _, _) => 1);

    public static readonly ElementFunction2 Subtract = new((a, b) => a - b, DoubleDouble.Subtract, (_, _, _) => 1, (_, _, _) => -1);

    public static readonly ElementFunction2 Multiply = new((a, b) => a * b, DoubleDouble.Multiply, (_, b, _) => b, (a, _, _) => a);

    public static readonly ElementFunction2 Divide = new(
        (a, b) => a / b, DoubleDouble.Divide, (_, b, _) => 1 / b, (_, b, y) => -(y / b));

    public static readonly ElementFunction2 Pow = new(
        Functions.Pow,
        DoubleDouble.Pow,
        (a, b, _) => b * a.Apply(Pow!, Traced.Where(b.Is(e => e == 0), 0, b - 1)),
        (a, _, y) => Traced.Where(a.Is(e => e == 0), 0, y * a.Apply(Log)));

    public static readonly ElementFunction2 Min = new(
        Functions.Min, DoubleDouble.Min, (a, b, _) => Taken(a, b, a < b), (a, b, _) => Taken(b, a, b < a));

    public static readonly ElementFunction2 Max = new(
        Functions.Max, DoubleDouble.Max, (a, b, _) => Taken(a, b, b < a), (a, b, _) => Taken(b, a, a < b));

    /// <summary>1 where an operand is taken, 0 where it is not, a half where both are; NaN where one of them is.</summary>
    private static Traced Taken(Traced a, Traced b, Table<bool> taken)
    {
        Table<double> shares = Table.Map(
            Table.Map(a.Table, b.Table, (x, y) => (x, y)), taken, (p, t) => t ? 1 : p.x == p.y ? 0.5 : p.x < p.y || p.y < p.x ? 0 : p.x - p.y);
        if (!shares.Values.Any(double.IsNaN))
        {
            return Traced.Constant(shares);
        }

        // Where no operand is NaN the difference is left out before it is squared: the derivative of ∞² would not be 0 there.
        Table<bool> isNaN = shares.Map(double.IsNaN);
        Traced difference = Traced.Where(isNaN, a - b, 0);
        return Traced.Where(isNaN, difference * difference, Traced.Constant(shares));
    }
}
