using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>A plan's arithmetic on enclosures: operations that round once, decisions and multiply–adds.</summary>
/// <remarks>
/// Rounding is monotone, so the rounded number lies between the rounded ends, and keeps their sign. Operations of
/// points whose exact result the type has are points.
/// </remarks>
internal sealed partial class EnclosureArithmetic(FloatFormat format, KernelAccuracy accuracy)
{
    /// <summary>2⁻⁹⁶⁸: below, the error of a product may itself vanish.</summary>
    private static readonly double LeastKnownProduct = Math.ScaleB(1, -968);

    public Enclosure Apply(PlanOperation operation, Enclosure a) => operation switch
    {
        PlanOperation.Neg => new(-a.Value, -a.High, -a.Low, a.IsUndecided),
        PlanOperation.Abs => Abs(a),
        PlanOperation.Sign => Sign(a),
        PlanOperation.Square => Square(a),
        PlanOperation.Not => new(1 - a.Value, 1 - a.High, 1 - a.Low, a.IsUndecided),
        _ => Function(operation, a),
    };

    public Enclosure Apply(PlanOperation operation, Enclosure a, Enclosure b) => operation switch
    {
        PlanOperation.Add => Add(a, b, underflows: false),
        PlanOperation.Sub => Add(a, Apply(PlanOperation.Neg, b), underflows: false),
        PlanOperation.Mul => Multiply(a, b, 1),
        PlanOperation.Div => Divide(a, b),
        PlanOperation.Pow => Pow(a, b),
        PlanOperation.Min => Extreme(a, b, Math.Min),
        PlanOperation.Max => Extreme(a, b, Math.Max),
        PlanOperation.And => Logic(Math.Min(a.Value, b.Value), Math.Min(a.Low, b.Low), Math.Min(a.High, b.High)),
        PlanOperation.Or => Logic(Math.Max(a.Value, b.Value), Math.Max(a.Low, b.Low), Math.Max(a.High, b.High)),
        PlanOperation.Xor when a.IsPoint && b.IsPoint => Enclosure.Point(Math.Abs(a.Value - b.Value)),
        PlanOperation.Xor => Logic(Math.Abs(a.Value - b.Value), 0, 1),
        _ => Compare(operation, a, b),
    };

    public Enclosure Apply(PlanOperation operation, Enclosure a, Enclosure b, Enclosure c, bool isSquare) =>
        operation switch
        {
            PlanOperation.Select => Select(a, b, c),
            PlanOperation.Mad when accuracy.Contraction == ContractionClass.Separate =>
                Add(isSquare ? Square(a) : Multiply(a, b, 1), c, underflows: false),
            _ => MultiplyAddOnce(isSquare ? Square(a, 0) : Multiply(a, b, 0), c),
        };

    /// <summary>A product that was not rounded, and a sum. A device makes it of parts, which overflow as the product does.</summary>
    private Enclosure MultiplyAddOnce(Enclosure product, Enclosure c) =>
        accuracy.IsDevice && !product.IsClass && product.Magnitude > format.Greatest
            ? Enclosure.Unbounded
            : Add(product, c, underflows: true, accuracy.FmaUnits);

    /// <summary>a², never negative; with 0 units it is not rounded to the type.</summary>
    public Enclosure Square(Enclosure a, double units = 1)
    {
        Enclosure magnitude = Abs(a);
        return Multiply(magnitude, magnitude, units);
    }

    /// <summary>The product; with 0 units it is not rounded to the type.</summary>
    public Enclosure Multiply(Enclosure a, Enclosure b, double units)
    {
        bool undecided = a.IsUndecided || b.IsUndecided;
        if (a.IsUnbounded || b.IsUnbounded)
        {
            return Enclosure.Unbounded;
        }

        double value = a.Value * b.Value;
        if (a.IsClass || b.IsClass)
        {
            bool isKnown = double.IsNaN(a.Value) || double.IsNaN(b.Value)
                || ((a.IsClass || a.HasSign || a.IsZero) && (b.IsClass || b.HasSign || b.IsZero));
            return isKnown ? Enclosure.Point(value).Doubtful(undecided) : Enclosure.Unbounded;
        }

        if (a.IsPoint && b.IsPoint && IsExactProduct(a.Value, b.Value, value, units))
        {
            return Enclosure.Point(value).Doubtful(undecided);
        }

        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return Signed(a, b, Rounded(
            value, Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)), units, undecided,
            underflows: !a.IsZero && !b.IsZero));
    }

    private bool IsExactProduct(double a, double b, double product, double units) => double.IsFinite(product)
        && (units != 0 && format.IsSingle
            ? format.Represents(product) : Math.FusedMultiplyAdd(a, b, -product) == 0 && !Vanishes(a, b, product));

    private static bool Vanishes(double a, double b, double product) =>
        Math.Abs(product) < LeastKnownProduct && a != 0 && b != 0;

    /// <summary>Whether the type has the exact result: of a kernel on float, whose definition is in double, where it has
    /// the rounded one.</summary>
    private bool IsExact(DoubleDouble result) => double.IsFinite(result.High)
        && (format.IsSingle ? format.Represents(result.High) : result.Low == 0);

    /// <summary>The sum. Of two numbers of the type it is exact where it is below the least normal one; not so if one
    /// of them is a
    /// product that was not rounded.</summary>
    private Enclosure Add(Enclosure a, Enclosure b, bool underflows, double units = 1)
    {
        bool undecided = a.IsUndecided || b.IsUndecided;
        if (a.IsUnbounded || b.IsUnbounded)
        {
            return Enclosure.Unbounded;
        }

        double value = a.Value + b.Value;
        bool isSame =
            a.IsClass || b.IsClass || (a.IsPoint && b.IsPoint && IsExact(DoubleDouble.Add(a.Value, b.Value)));
        return isSame
            ? Enclosure.Point(value).Doubtful(undecided)
            : Rounded(value, a.Low + b.Low, a.High + b.High, units, undecided, underflows);
    }

    private Enclosure Divide(Enclosure a, Enclosure b)
    {
        bool undecided = a.IsUndecided || b.IsUndecided;
        double value = a.Value / b.Value;
        if (a.IsUnbounded || b.IsUnbounded)
        {
            return Enclosure.Unbounded;
        }

        if (a.IsClass || b.IsClass || b.IsZero)
        {
            bool isKnown = double.IsNaN(a.Value) || double.IsNaN(b.Value)
                || ((a.IsClass || a.HasSign || a.IsZero) && (b.IsClass || b.HasSign || b.IsZero));
            return isKnown || double.IsInfinity(b.Value)
                ? Enclosure.Point(value).Doubtful(undecided)
                : Enclosure.Unbounded;
        }

        if (!b.HasSign)
        {
            return Enclosure.Unbounded;
        }

        bool isExact = accuracy.IsExactWherePossible(PlanOperation.Div, format);
        if (isExact && a.IsPoint && b.IsPoint && !Vanishes(a.Value, 1, a.Value)
            && IsExact(DoubleDouble.Divide(a.Value, b.Value)))
        {
            return Enclosure.Point(value).Doubtful(undecided);
        }

        double p = a.Low / b.Low, q = a.Low / b.High, r = a.High / b.Low, s = a.High / b.High;
        return Signed(a, b, Rounded(
            value, Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)),
            accuracy.Units(PlanOperation.Div, format), undecided, underflows: !a.IsZero));
    }

    /// <summary>A product or quotient within the sign that its operands give it.</summary>
    private static Enclosure Signed(Enclosure a, Enclosure b, Enclosure result)
    {
        bool isPositive = (a.Low >= 0 && b.Low >= 0) || (a.High <= 0 && b.High <= 0);
        bool isNegative = (a.Low >= 0 && b.High <= 0) || (a.High <= 0 && b.Low >= 0);
        return result.IsUnbounded ? result : result with
        {
            Low = isPositive ? Math.Max(result.Low, 0) : result.Low,
            High = isNegative ? Math.Min(result.High, 0) : result.High,
        };
    }

    private Enclosure Rounded(
        double value, double low, double high, double units, bool undecided, bool underflows,
        double? functionRoundings = null)
    {
        double roundings = functionRoundings ?? format.RoundingsPerOperation;
        double greatest = units == 0 ? double.MaxValue : format.Greatest;
        double l = low - format.Slack(low, units, roundings, underflows);
        double h = high + format.Slack(high, units, roundings, underflows);

        // Rounding keeps the sign; a zero end may itself be a number that vanished.
        l = low > 0 || (low == 0 && !underflows) ? Math.Max(l, 0) : l;
        h = high < 0 || (high == 0 && !underflows) ? Math.Min(h, 0) : h;
        return l >= -greatest && h <= greatest ? new(value, l, h, undecided) : Enclosure.Unbounded;
    }

    private static Enclosure Abs(Enclosure a)
    {
        double value = Math.Abs(a.Value);
        return a.IsClass ? Enclosure.Point(value).Doubtful(a.IsUndecided)
            : a.IsUnbounded ? a
            : a.Low >= 0 ? a with { Value = value, Low = Math.Abs(a.Low) }
            : a.High <= 0 ? new(value, -a.High, -a.Low, a.IsUndecided)
            : new(value, 0, a.Magnitude, a.IsUndecided);
    }

    private static Enclosure Sign(Enclosure a) =>
        a.IsUnbounded ? a
        : a.IsClass || a.HasSign || a.IsZero ? Enclosure.Point(Functions.Sign(a.Value))
        : new(Functions.Sign(a.Value), -1, 1, IsUndecided: true);

    private static Enclosure Extreme(Enclosure a, Enclosure b, Func<double, double, double> extreme)
    {
        double value = extreme(a.Value, b.Value);
        return a.IsUnbounded || b.IsUnbounded
            ? Enclosure.Unbounded
            : new(value, extreme(a.Low, b.Low), extreme(a.High, b.High), a.IsUndecided || b.IsUndecided);
    }

    private static Enclosure Logic(double value, double low, double high) => new(value, low, high, low != high);

    private static Enclosure Compare(PlanOperation operation, Enclosure a, Enclosure b)
    {
        if (a.IsUnbounded || b.IsUnbounded)
        {
            return Enclosure.Mask(false, false, false);
        }

        bool isEqual = a.Value == b.Value && ((a.IsPoint && b.IsPoint) || a.IsAttained || b.IsAttained);
        bool isApart = a.High < b.Low || b.High < a.Low || double.IsNaN(a.Value) || double.IsNaN(b.Value);
        bool isNumber = !double.IsNaN(a.Value) && !double.IsNaN(b.Value);
        return operation switch
        {
            PlanOperation.Lt =>
                Enclosure.Mask(a.Value < b.Value, a.High < b.Low, a.Low >= b.High || isEqual || !isNumber),
            PlanOperation.Le =>
                Enclosure.Mask(a.Value <= b.Value, a.High <= b.Low || isEqual, a.Low > b.High || !isNumber),
            PlanOperation.Eq => Enclosure.Mask(a.Value == b.Value, isEqual, isApart),
            PlanOperation.Ne => Enclosure.Mask(a.Value != b.Value, isApart, isEqual),
            _ => throw new ArgumentException($"The operation {operation} has not two operands.", nameof(operation)),
        };
    }

    private static Enclosure Select(Enclosure mask, Enclosure a, Enclosure b) =>
        mask.IsPoint ? (mask.Value != 0 ? a : b) : Enclosure.Hull(a, b, mask.Value != 0 ? a.Value : b.Value);
}
