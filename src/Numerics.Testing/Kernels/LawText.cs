using System.Globalization;
using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The words of a violation.</summary>
internal static class LawText
{
    /// <summary>The first difference between two runs to the bit (NaN equals NaN); null where there is none.</summary>
    public static string? Difference<T>(
        KernelPlan plan, TensorCase<T> before, TensorCase<T> expected, TensorCase<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < expected.Arrays.Length; k++)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (!IsSame(double.CreateTruncating(expected.Arrays[k][i]),
                    double.CreateTruncating(actual.Arrays[k][i])))
                {
                    string place = $"{plan.Arrays[k].Name}[{i}] of {expected.Length}";
                    return Unlike(place, actual.Arrays[k][i], expected.Arrays[k][i]) + Inputs(plan, before, i);
                }
            }
        }

        for (int r = 0; r < expected.Results.Length; r++)
        {
            if (!IsSame(expected.Results[r], actual.Results[r]))
            {
                string place = $"result {r} over {expected.Length} elements";
                return Unlike(place, actual.Results[r], expected.Results[r]) + Numbers(plan, before);
            }
        }

        return null;
    }

    private static string Unlike<N>(string place, N actual, N expected)
        where N : IFormattable => string.Create(
            CultureInfo.InvariantCulture, $"{place} is {actual:R}, not {expected:R}; ");

    /// <summary>What went into an element.</summary>
    public static string Inputs<T>(KernelPlan plan, TensorCase<T> before, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        "from " + string.Join(", ", plan.Arrays.Select((a, k) => string.Create(
            CultureInfo.InvariantCulture, $"{a.Name} = {before.Arrays[k][index]:R}"))) + "; " + Numbers(plan, before);

    /// <summary>What went into all elements.</summary>
    public static string Numbers<T>(KernelPlan plan, TensorCase<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => string.Join(", ", plan.Host
            .Select((h, i) => string.Create(CultureInfo.InvariantCulture, $"{h.Name} = {before.Host[i]:R}"))
            .Concat(plan.Scalars.Select((s, i) => string.Create(
                CultureInfo.InvariantCulture, $"{s.Name} = {before.Scalars[i]:R}")))
            .Append(string.Create(CultureInfo.InvariantCulture, $"gradient scale {before.GradientScale:R}")));

    /// <summary>A violation: rule, element type, law, what is wrong, and how to see it again.</summary>
    public static string Violation<T>(UpdateRule rule, string law, LawSettings settings, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{law} does not hold for {rule.Name} in {typeof(T).Name}: {what} "
        + $"(again with {settings})");

    /// <summary>How a kernel ran.</summary>
    public static string Of(KernelContext context) =>
        $"{context.Lanes} lanes, {context.Threads} {(context.Threads == 1 ? "thread" : "threads")}";

    /// <summary>Whether two numbers have the same bits, or both are NaN.</summary>
    public static bool IsSame(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
