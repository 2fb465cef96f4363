using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>Moves every rounded result of a run by a random amount of about its rounding error (discrete stochastic arithmetic,
/// Vignes 1993). How far results of several such runs lie apart is how far roundings carry: through cancellations, divisions and
/// loops as they are, where intervals would grow in each round.</summary>
/// <remarks>Results that are exact are not moved: the definition has the same. Equal results are moved alike, so that loops reach
/// their fixed points, but where a function saturates, as tanh at 1, or a product vanishes: there many arguments have one result, and
/// their errors differ.</remarks>
/// <param name="seed">What the moves are drawn from, with the result's bits.</param>
internal sealed class RoundingNoise(ulong seed)
{
    /// <summary>The least and the greatest move, in the greatest error of the operation: a unit in the last place where it rounds
    /// correctly, so that every result moves, and moves spread at least as far as the roundings of kernel and definition
    /// together.</summary>
    private const double Least = 2;
    private const double Most = 4;

    /// <summary>A unit in the last place is at most two unit roundoffs.</summary>
    private const double RoundoffsPerUlp = 2;

    /// <summary>The bits that a number of at most twelve significant ones has not.</summary>
    private const long LongMantissa = (1L << 40) - 1;

    /// <summary>Below this the residual of a product may vanish itself.</summary>
    private const double LeastWithResidual = 1e-290;

    /// <summary>Whether a finite number was infinite in the type that it was rounded to, or what was computed of finite ones.</summary>
    public bool HasLeftRange { get; private set; }

    public T Unary<T>(PlanOperation operation, T a, T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HasLeftRange |= T.IsInfinity(result) && T.IsFinite(a) && !T.IsZero(a);
        return operation switch
        {
            PlanOperation.Neg or PlanOperation.Abs or PlanOperation.Sign or PlanOperation.Not => result,
            PlanOperation.Square => Move(result, IsProduct(a, a, result), apart: Vanished(a, a, result)),
            PlanOperation.Sqrt => Move(result, IsProduct(result, result, a)),
            PlanOperation.Rsqrt => Move(result, IsShort(double.CreateTruncating(result)), RoundoffsPerUlp),
            _ => Move(result, IsExactFunction(operation, a, result), Units<T>(operation), Saturated(a, result)),
        };
    }

    /// <summary>What tells the errors of equal results apart: the argument where the result is a short number, 0 elsewhere.</summary>
    private static double Saturated<T>(T a, T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsShort(double.CreateTruncating(result)) ? double.CreateTruncating(a) : 0;

    /// <summary>What tells products apart that have underflowed to zero: their factors' product in double.</summary>
    private static double Vanished<T>(T a, T b, T product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsZero(product) ? double.CreateTruncating(a) * double.CreateTruncating(b) : 0;

    /// <summary>Functions of zero are exact but softplus; of other numbers log 1 alone. Any other zero has underflowed, and is as
    /// far from its value as any rounding there.</summary>
    private static bool IsExactFunction<T>(PlanOperation operation, T a, T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (T.IsZero(a) && operation != PlanOperation.Softplus) || (T.IsZero(result) && operation == PlanOperation.Log);

    public T Binary<T>(PlanOperation operation, T a, T b, T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HasLeftRange |= T.IsInfinity(result) && T.IsFinite(a) && T.IsFinite(b) && !(operation == PlanOperation.Div && T.IsZero(b));
        return operation switch
        {
            PlanOperation.Add => Move(result, IsSum(a, b, result)),
            PlanOperation.Sub => Move(result, IsSum(a, -b, result)),
            PlanOperation.Mul => Move(result, IsProduct(a, b, result), apart: Vanished(a, b, result)),
            PlanOperation.Div => Move(result, IsProduct(result, b, a)),
            PlanOperation.Pow => Move(result, IsShort(double.CreateTruncating(result)), Units<T>(operation)),
            _ => result,
        };
    }

    public T Ternary<T>(PlanOperation operation, T a, T b, T c, T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (operation == PlanOperation.Select)
        {
            return result;
        }

        HasLeftRange |= T.IsInfinity(result) && T.IsFinite(a) && T.IsFinite(b) && T.IsFinite(c);
        T moved = Move(Move(a * b, IsProduct(a, b, a * b), apart: Vanished(a, b, a * b)) + c, false);
        return IsProduct(a, b, a * b) && IsSum(a * b, c, result) ? result : moved;
    }

    /// <summary>A double rounded to the type.</summary>
    public T Narrow<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = T.CreateTruncating(value);
        HasLeftRange |= double.IsFinite(value) && T.IsInfinity(result);
        return Move(result, double.CreateTruncating(result).Equals(value));
    }

    /// <summary>A part of a sum in double: what more was added is rounded.</summary>
    public double Part(double value) => Move(value, IsShort(value));

    /// <summary>The sum of parts in double.</summary>
    public double Total(double total, IEnumerable<double> parts) => Move(total, parts.All(IsShort));

    /// <summary>A sum of a sum and a term.</summary>
    public double Sum(double sum, double term, double result) => Move(result, IsSum(sum, term, result));

    /// <summary>A number that a stage computed: factors that the plan has collected are rounded elsewhere.</summary>
    public double Stage(double value) => Move(value, IsShort(value), FloatFormat.RoundingsPerConstant);

    /// <summary>A uniform number, whose bits a narrower type cuts off.</summary>
    public T Uniform<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        value + T.CreateTruncating(Random(double.CreateTruncating(value)).Share * 2 * FloatFormat.Of<T>().UnitRoundoff);

    private T Move<T>(T value, bool isExact, double units = 1, double apart = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isExact || !T.IsFinite(value))
        {
            return value;
        }

        FloatFormat format = FloatFormat.Of<T>();
        double wide = double.CreateTruncating(value);
        (bool isUp, double share) = Random(wide, apart);
        double moved = (isUp ? units : -units) * (Least + ((Most - Least) * share));
        return Math.Abs(wide) < 2 * Math.Abs(moved) * format.LeastNormal
            ? T.CreateTruncating(wide + (Math.Round(moved) * format.Subnormal))
            : value + (value * T.CreateTruncating(moved * format.UnitRoundoff));
    }

    /// <summary>A sign and a number in [0, 1) that belong to two numbers (the mixing of SplitMix64).</summary>
    private (bool IsUp, double Share) Random(double of, double apart = 0)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(of) ^ BitOperations.RotateLeft(BitConverter.DoubleToUInt64Bits(apart), 32);
        ulong z = bits + ((seed + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z & 1) == 0, (z >> 11) * FloatFormat.DoubleRoundoff);
    }

    private static double Units<T>(PlanOperation operation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RoundoffsPerUlp * ElementaryAccuracy.UnitsInLastPlace(operation, FloatFormat.Of<T>().IsSingle);

    private static bool IsShort(double value) => (BitConverter.DoubleToInt64Bits(value) & LongMantissa) == 0;

    /// <summary>Whether a sum is exact (Knuth's residual is zero).</summary>
    private static bool IsSum<T>(T a, T b, T sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T other = sum - a;
        return T.IsZero((a - (sum - other)) + (b - other));
    }

    private static bool IsProduct<T>(T a, T b, T product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double x, double y, double p) =
            (double.CreateTruncating(a), double.CreateTruncating(b), double.CreateTruncating(product));
        return Math.FusedMultiplyAdd(x, y, -p) == 0
            && (Math.Abs(p) > LeastWithResidual || typeof(T) == typeof(float) || x == 0 || y == 0);
    }
}
