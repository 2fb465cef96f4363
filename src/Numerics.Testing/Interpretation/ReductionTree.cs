using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The fixed order of a reduction: blocks of 4096, sixteen lanes in a block, then pairs by levels.</summary>
internal static class ReductionTree
{
    public const int Block = 4096;
    public const int Lanes = 16;

    public static double Neutral(ReductionKind kind) => kind switch
    {
        ReductionKind.Min => double.PositiveInfinity,
        ReductionKind.Max => double.NegativeInfinity,
        _ => 0,
    };

    public static double Combine(ReductionKind kind, double a, double b) => kind switch
    {
        ReductionKind.Min => double.Min(a, b),
        ReductionKind.Max => double.Max(a, b),
        _ => a + b,
    };

    /// <summary>Folds the lanes (i, i+8), then (i, i+4), (i, i+2), (i, i+1).</summary>
    public static double FoldLanes(ReductionKind kind, Span<double> lanes)
    {
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] = Combine(kind, lanes[i], lanes[i + half]);
            }
        }

        return lanes[0];
    }

    /// <summary>p[i] = p[2i] + p[2i+1] level by level, an odd last one carried up; the neutral element of
    /// nothing.</summary>
    public static double CombineLevels(ReductionKind kind, IReadOnlyList<double> parts)
    {
        if (parts.Count == 0)
        {
            return Neutral(kind);
        }

        double[] level = [.. parts];
        for (int count = level.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i < count / 2; i++)
            {
                level[i] = Combine(kind, level[2 * i], level[(2 * i) + 1]);
            }

            if (count % 2 == 1)
            {
                level[count / 2] = level[count - 1];
            }
        }

        return level[0];
    }

    /// <summary>The longest chain of additions that an element's value goes through.</summary>
    public static int Depth(int length) =>
        ((Math.Min(length, Block) + Lanes - 1) / Lanes) + 4 + Levels((length + Block - 1) / Block);

    /// <summary>The number of levels over this many parts.</summary>
    public static int Levels(int parts) => parts <= 1 ? 0 : 1 + (int)Math.Log2(parts - 1);
}
