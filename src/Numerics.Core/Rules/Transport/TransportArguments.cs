using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>Checks what the transport solvers are given, before anything is computed.</summary>
internal static class TransportArguments
{
    /// <summary>How far the sums of both sides' weights may be from each other, in roundings of their sum of n + m
    /// terms.</summary>
    private const double RoundingsOfTerm = 1;

    /// <summary>Copies two point clouds.</summary>
    public static PointCost<T> Points<T>(
        scoped in ReadOnlyTensorSpan<T> x, scoped in ReadOnlyTensorSpan<T> y, int problem = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRank(x.Rank, "x");
        CheckRank(y.Rank, "y");
        if (x.Lengths[1] != y.Lengths[1])
        {
            throw Refusal("y", $"“x” has points of {x.Lengths[1]} coordinates, “y” of {y.Lengths[1]}.");
        }

        return new PointCost<T>(Coordinates(x, "x", problem), Coordinates(y, "y", problem), (int)Math.Max(x.Lengths[1], 1));
    }

    /// <summary>Takes a cost as it is; its entries are checked when they are first read.</summary>
    public static StoredCost<T> Stored<T>(Tensor<T> cost)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cost);
        CheckRank(cost.Rank, "cost");
        return new StoredCost<T>(cost);
    }

    /// <summary>Which problem of a batch is meant; nothing where there is one.</summary>
    public static string Of(int problem) =>
        problem < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of problem {problem}");

    /// <summary>A problem's part of a batch, which lies in front.</summary>
    public static ReadOnlyTensorSpan<E> Member<E>(ReadOnlyTensorSpan<E> batch, int problem) =>
        Tensor.SqueezeDimension(batch.Slice([problem..(problem + 1), Range.All, Range.All]), 0);

    /// <summary>Copies the weights. Balanced, b is scaled to the sum of a, which it has within rounding.</summary>
    public static Weights<T> Weights<T>(
        TransportCost<T> cost, ReadOnlySpan<T> a, ReadOnlySpan<T> b, double epsilon, bool isBalanced, int problem = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Runtime.Check.Range(epsilon, nameof(epsilon), 0, true, double.PositiveInfinity, true);
        CheckWeights(a, "a", cost.Rows, "rows", problem);
        CheckWeights(b, "b", cost.Columns, "columns", problem);
        var weights = new Weights<T>(a.ToArray(), b.ToArray());
        if (!isBalanced)
        {
            return weights;
        }

        double rounding = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double allowed = RoundingsOfTerm * (a.Length + b.Length) * rounding * weights.MassA;
        if (Math.Abs(weights.MassA - weights.MassB) > allowed)
        {
            throw Refusal(
                "b", $"“a”{Of(problem)} has the sum {weights.MassA:R}, “b” {weights.MassB:R}; balanced weights have one sum.");
        }

        T scale = T.CreateTruncating(weights.MassA / weights.MassB);
        return new Weights<T>(weights.A, Array.ConvertAll(weights.B, e => scale * e));
    }

    /// <summary>Weights in <c>double</c>; balanced, those of b are scaled so that the sums agree.</summary>
    public static Weights<double> Widened<T>(Weights<T> weights, bool isBalanced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = isBalanced ? weights.MassA / weights.MassB : 1;
        return new Weights<double>(
            Array.ConvertAll(weights.A, double.CreateTruncating),
            Array.ConvertAll(weights.B, x => scale * double.CreateTruncating(x)));
    }

    /// <summary>The exception for an argument of the solver's caller.</summary>
    public static ArgumentException Refusal(string name, FormattableString message) =>
        new(message.ToString(CultureInfo.InvariantCulture), name);

    private static void CheckWeights<T>(ReadOnlySpan<T> weights, string name, int count, string side, int problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.Length != count)
        {
            throw Refusal(name, $"“{name}” has {weights.Length} weights; the problem has {count} {side}.");
        }

        bool isEmpty = true;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= T.Zero) || T.IsInfinity(weights[i]))
            {
                throw Refusal(name, $"“{name}”{Of(problem)} is {weights[i]} at {i}; a weight is finite and at least 0.");
            }

            isEmpty &= weights[i] == T.Zero;
        }

        if (isEmpty)
        {
            throw Refusal(name, $"“{name}”{Of(problem)} has no weight: all {count} are 0.");
        }
    }

    private static T[] Coordinates<T>(scoped in ReadOnlyTensorSpan<T> points, string name, int problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[points.FlattenedLength];
        points.FlattenTo(result);
        int bad = Array.FindIndex(result, e => !T.IsFinite(e));
        nint dimension = points.Lengths[1];
        return bad < 0 ? result : throw Refusal(
            name, $"“{name}”{Of(problem)} is {result[bad]} at [{bad / dimension}, {bad % dimension}]; coordinates are finite.");
    }

    /// <summary>A matrix has the rank 2, a batch of them 3.</summary>
    public static void CheckRank(int rank, string name, int expected = 2)
    {
        if (rank != expected)
        {
            throw Refusal(name, $"“{name}” has rank {rank}; it must have rank {expected}.");
        }
    }

    /// <summary>A batch has as many weights as all problems together.</summary>
    public static void CheckBatch(int weights, string name, nint problems, nint each)
    {
        if (weights != problems * each)
        {
            throw Refusal(name, $"“{name}” has {weights} weights; {problems} problems have {each} each.");
        }
    }
}
