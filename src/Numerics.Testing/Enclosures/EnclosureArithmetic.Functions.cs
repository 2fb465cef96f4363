using Numerics.Plans;

namespace Numerics.Testing;

/// <content>Elementary functions, most of them monotone, so that the ends of the argument give the ends of the result.</content>
internal sealed partial class EnclosureArithmetic
{
    private Enclosure Function(PlanOperation operation, Enclosure a)
    {
        Func<double, double> f = format.IsSingle ? DefinitionOf(operation) : x => ExtendedOf(operation)(x).High;
        if (a.IsUnbounded)
        {
            return a;
        }

        if (operation is PlanOperation.Sin or PlanOperation.Cos && !a.IsClass)
        {
            return OfAngle(operation, f, a);
        }

        double value = f(a.Value);
        bool isRoot = operation is PlanOperation.Sqrt or PlanOperation.Rsqrt;
        if (a.IsClass || IsPole(operation, a) || (a.IsZero && value == 0)
            || (operation == PlanOperation.Sqrt && a.IsPoint && IsExact(DoubleDouble.Sqrt(a.Value))
                && accuracy.IsExactWherePossible(operation, format)))
        {
            return double.IsFinite(value) && value != 0 && !isRoot
                ? Widened(operation, value, value, value, a.IsUndecided)
                : Enclosure.Point(value).Doubtful(a.IsUndecided);
        }

        return a.Low < DomainStart(operation) || !double.IsFinite(value)
            ? Enclosure.Unbounded
            : operation == PlanOperation.Rsqrt
                ? Widened(operation, value, f(a.High), f(a.Low), a.IsUndecided)
                : Widened(operation, value, f(a.Low), f(a.High), a.IsUndecided);
    }

    private Enclosure Widened(PlanOperation operation, double value, double low, double high, bool undecided)
    {
        bool isRoot = operation is PlanOperation.Sqrt or PlanOperation.Rsqrt;
        Enclosure result = Rounded(
            value, low, high, accuracy.Units(operation, format), undecided, !isRoot,
                format.RoundingsPerFunction);
        bool isPositive = low >= 0
            && operation is PlanOperation.Exp or PlanOperation.Sigmoid or PlanOperation.Softplus or PlanOperation.Pow;
        return isPositive && !result.IsUnbounded ? result with { Low = Math.Max(result.Low, 0) } : result;
    }

    /// <summary>Sine and cosine are not monotone, but change by no more than their argument does. Kernels know great angles only as
    /// NaN.</summary>
    private Enclosure OfAngle(PlanOperation operation, Func<double, double> f, Enclosure a)
    {
        double greatest = format.IsSingle ? 131_072 : 1_073_741_824;
        double value = f(a.Value);
        double within = Math.Max(a.High - a.Value, a.Value - a.Low);
        return a.Low < -greatest || a.High > greatest ? Enclosure.Unbounded
            : a.IsZero && value == 0 ? Enclosure.Point(value).Doubtful(a.IsUndecided)
            : Widened(operation, value, Math.Max(value - within, -1), Math.Min(value + within, 1), a.IsUndecided);
    }

    /// <summary>Where the result is −∞, +∞ or NaN for every number that the argument may be.</summary>
    private static bool IsPole(PlanOperation operation, Enclosure a) => operation switch
    {
        PlanOperation.Sqrt => a.High < 0,
        PlanOperation.Rsqrt or PlanOperation.Log => a.High < 0 || a.IsZero,
        PlanOperation.Log1p => a.High < -1 || (a.IsPoint && a.Value == -1),
        _ => false,
    };

    private static double DomainStart(PlanOperation operation) => operation switch
    {
        PlanOperation.Sqrt => 0,
        PlanOperation.Rsqrt or PlanOperation.Log => double.Epsilon,
        PlanOperation.Log1p => Math.BitIncrement(-1.0),
        _ => double.NegativeInfinity,
    };

    private static Func<double, double> DefinitionOf(PlanOperation operation) => operation switch
    {
        PlanOperation.Sqrt => Functions.Sqrt,
        PlanOperation.Rsqrt => Functions.ReciprocalSqrt,
        PlanOperation.Exp => Functions.Exp,
        PlanOperation.Expm1 => Functions.Expm1,
        PlanOperation.Log => Functions.Log,
        PlanOperation.Log1p => Functions.Log1p,
        PlanOperation.Tanh => Functions.Tanh,
        PlanOperation.Sigmoid => Functions.Sigmoid,
        PlanOperation.Softplus => Functions.Softplus,
        PlanOperation.Sin => Functions.Sin,
        PlanOperation.Cos => Functions.Cos,
        PlanOperation.Atan => Functions.Atan,
        _ => throw new ArgumentException($"The operation {operation} has not one operand.", nameof(operation)),
    };

    /// <summary>The same within a rounding of the exact value.</summary>
    private static Func<DoubleDouble, DoubleDouble> ExtendedOf(PlanOperation operation) => operation switch
    {
        PlanOperation.Sqrt => DoubleDouble.Sqrt,
        PlanOperation.Rsqrt => DoubleDouble.ReciprocalSqrt,
        PlanOperation.Exp => DoubleDouble.Exp,
        PlanOperation.Expm1 => DoubleDouble.Expm1,
        PlanOperation.Log => DoubleDouble.Log,
        PlanOperation.Log1p => DoubleDouble.Log1p,
        PlanOperation.Tanh => DoubleDouble.Tanh,
        PlanOperation.Sigmoid => DoubleDouble.Sigmoid,
        PlanOperation.Softplus => DoubleDouble.Softplus,
        PlanOperation.Sin => DoubleDouble.Sin,
        PlanOperation.Cos => DoubleDouble.Cos,
        PlanOperation.Atan => DoubleDouble.Atan,
        _ => throw new ArgumentException($"The operation {operation} has not one operand.", nameof(operation)),
    };

    private double PowerOf(double x, double y) => format.IsSingle ? Math.Pow(x, y) : DoubleDouble.Pow(x, y).High;

    /// <summary>xʸ: for x ≥ 0 monotone in each argument, so that the corners bound it.</summary>
    private Enclosure Pow(Enclosure x, Enclosure y)
    {
        bool undecided = x.IsUndecided || y.IsUndecided;
        double value = PowerOf(x.Value, y.Value);
        if (x.IsUnbounded || y.IsUnbounded)
        {
            return Enclosure.Unbounded;
        }

        bool isKnown = (x.IsClass || x.IsPoint) && (y.IsClass || y.IsPoint);
        if (isKnown && (x.IsClass || y.IsClass || x.IsZero || y.IsZero || (x.Value < 0 && double.IsNaN(value))))
        {
            return Enclosure.Point(value).Doubtful(undecided);
        }

        if (isKnown && double.IsFinite(value))
        {
            return Widened(PlanOperation.Pow, value, value, value, undecided);
        }

        if (x.IsClass || y.IsClass || x.Low < 0 || (x.Low == 0 && y.Low <= 0))
        {
            return Enclosure.Unbounded;
        }

        double[] corners =
            [PowerOf(x.Low, y.Low), PowerOf(x.Low, y.High), PowerOf(x.High, y.Low), PowerOf(x.High, y.High)];
        return Widened(PlanOperation.Pow, value, corners.Min(), corners.Max(), undecided);
    }
}
