using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>Sixteen lanes of double that a reduction accumulates in.</summary>
internal sealed class LaneSums
{
    private readonly ReductionKind _kind;
    private readonly ContractionClass _contraction;
    private readonly RoundingNoise? _noise;
    private readonly double[] _lanes = new double[ReductionTree.Lanes];

    public LaneSums(ReductionKind kind, ContractionClass contraction, RoundingNoise? noise)
    {
        (_kind, _contraction, _noise) = (kind, contraction, noise);
        Array.Fill(_lanes, ReductionTree.Neutral(Combining(kind)));
    }

    /// <summary>How parts of the reduction combine: first positions by their least.</summary>
    public static ReductionKind Combining(ReductionKind kind) => kind == ReductionKind.First ? ReductionKind.Min : kind;

    /// <summary>Whether a reduction adds, and so rounds.</summary>
    public static bool IsSum(ReductionKind kind) => kind is ReductionKind.Sum or ReductionKind.Dot;

    public static double Add(
        ReductionKind kind, ContractionClass contraction, RoundingNoise? noise, double sum, int position, double a, double b)
    {
        double result = Add(kind, contraction, sum, position, a, b);
        return noise is null || !IsSum(kind) ? result : noise.Sum(sum, kind == ReductionKind.Dot ? a * b : a, result);
    }

    private static double Add(
        ReductionKind kind, ContractionClass contraction, double sum, int position, double a, double b) => kind switch
        {
            ReductionKind.Dot when contraction == ContractionClass.Fused => Math.FusedMultiplyAdd(a, b, sum),
            ReductionKind.Dot => (a * b) + sum,
            ReductionKind.First => Math.Min(sum, a != 0 ? position : double.PositiveInfinity),
            _ => ReductionTree.Combine(kind, sum, a),
        };

    /// <summary>Takes in an element: its place among the lanes, and its position.</summary>
    public void Add(int place, int position, double a, double b)
    {
        ref double lane = ref _lanes[place % ReductionTree.Lanes];
        lane = Add(_kind, _contraction, _noise, lane, position, a, b);
    }

    /// <summary>The reduction of blocks' parts, by levels.</summary>
    public static double Combine(ReductionKind kind, RoundingNoise? noise, IEnumerable<double> parts)
    {
        RoundingNoise? moving = IsSum(kind) ? noise : null;
        double[] all = [.. moving is null ? parts : parts.Select(moving.Part)];
        double result = ReductionTree.CombineLevels(Combining(kind), all);
        return all.Length > 1 && moving is not null ? moving.Total(result, all) : result;
    }

    public double Fold()
    {
        if (_noise is null || !IsSum(_kind))
        {
            return ReductionTree.FoldLanes(Combining(_kind), _lanes);
        }

        double[] parts = [.. _lanes.Select(_noise.Part)];
        return _noise.Total(ReductionTree.FoldLanes(_kind, [.. parts]), parts);
    }
}
