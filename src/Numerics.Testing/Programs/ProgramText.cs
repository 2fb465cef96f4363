using System.Globalization;
using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The words of a violation of a rule over matrices.</summary>
internal static class ProgramText
{
    /// <summary>Arrays of up to this many elements are printed whole.</summary>
    private const int Few = 12;

    /// <summary>The first difference between two runs to the bit (NaN equals NaN); null where there is none.</summary>
    public static string? Difference<T>(ProgramPlan plan, ProgramCase<T> before, ProgramCase<T> expected, ProgramCase<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < expected.Arrays.Length; k++)
        {
            for (int i = 0; i < expected.Arrays[k].Length; i++)
            {
                (double x, double y) =
                    (double.CreateTruncating(expected.Arrays[k][i]), double.CreateTruncating(actual.Arrays[k][i]));
                if (!LawText.IsSame(x, y))
                {
                    return Unlike(Place(plan, k, i, expected.Axes), y, x) + Case(plan, before);
                }
            }
        }

        for (int r = 0; r < expected.Results.Length; r++)
        {
            if (!LawText.IsSame(expected.Results[r], actual.Results[r]))
            {
                string name = plan.Results[r].Name ?? $"result {r}";
                return Unlike(name, Number(plan, actual, r), Number(plan, expected, r)) + Case(plan, before);
            }
        }

        return null;
    }

    /// <summary>A case: lengths, numbers, and what arrays hold if that is little.</summary>
    public static string Case<T>(ProgramPlan plan, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IEnumerable<string> arrays = plan.Arrays.Select((a, k) =>
            $"{a.Name} {Shape(a, of.Axes)}{Elements(of.Sparse[k] is { } matrix ? [.. matrix.Values] : of.Arrays[k])}"
            + (of.Sparse[k] is { } sparse ? $" in rows from {string.Join(" ", sparse.RowStarts.ToArray())}" : ""));
        IEnumerable<string> host = plan.Host.Select((h, i) => $"{h.Name} = {Host(h, of.Host[i])}");
        IEnumerable<string> scalars = plan.Scalars.Select((s, i) => $"{s.Name} = {Slot(s, of.Scalars[i])}");
        return "from " + string.Join(", ", arrays.Concat(host).Concat(scalars));
    }

    private static string Place(ProgramPlan plan, int k, int i, nint[] axes)
    {
        ProgramArray array = plan.Arrays[k];
        return array.IsMatrix
            ? $"{array.Name}[{i / axes[array.Axis]}, {i % axes[array.Axis]}] of {Shape(array, axes)}"
            : $"{array.Name}[{i}] of {Shape(array, axes)}";
    }

    private static string Shape(ProgramArray array, nint[] axes) =>
        array.IsMatrix ? $"{axes[array.RowAxis]}×{axes[array.Axis]}" : $"{axes[array.Axis]}";

    private static string Elements<T>(T[] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => elements.Length > Few ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" [{string.Join(" ", elements.Select(e => double.CreateTruncating(e).ToString("R", CultureInfo.InvariantCulture)))}]");

    private static double Number<T>(ProgramPlan plan, ProgramCase<T> of, int r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        plan.Results[r].IsInteger ? BitConverter.DoubleToInt64Bits(of.Results[r]) : of.Results[r];

    private static string Host(PlanHost host, double value) => host.Type is "long" or "ulong"
        ? BitConverter.DoubleToInt64Bits(value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Slot(ProgramSlot slot, double value) => slot.IsInteger
        ? BitConverter.DoubleToInt64Bits(value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Unlike(string place, double actual, double expected) =>
        string.Create(CultureInfo.InvariantCulture, $"{place} is {actual:R}, not {expected:R}; ");
}
