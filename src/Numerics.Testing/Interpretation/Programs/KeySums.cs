using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>Sums by key in their fixed order: blocks of positions, in a block ascending, then by levels.</summary>
internal static class KeySums
{
    private const int SmallestBlock = 16384;
    private const int MostBlocks = 64;

    public static void Run<T>(ProgramRun<T> run, ProgramSumByKey item)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramArray sums = run.Plan.Array(item.Sums);
        int count = run.Arrays[item.Keys].Length;
        int keys = run.Length(sums.IsMatrix ? sums.RowAxis : sums.Axis);
        int columns = sums.IsMatrix ? run.Length(sums.Axis) : 1;
        int block = Math.Max(
            Math.Max(SmallestBlock / Math.Max(columns, 1), 8 * keys), (count + MostBlocks - 1) / MostBlocks);
        List<double[]> parts = [];
        for (int start = 0; start < count; start += block)
        {
            parts.Add(BlockSums(run, item, keys, columns, start, Math.Min(start + block, count)));
        }

        for (int e = 0; e < keys * columns; e++)
        {
            double[] part = [.. parts.Select(p => p[e])];
            run.Arrays[item.Sums][e] = run.Narrow(ReductionTree.CombineLevels(ReductionKind.Sum, part));
        }
    }

    private static double[] BlockSums<T>(ProgramRun<T> run, ProgramSumByKey item, int keys, int columns, int start, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new double[keys * columns];
        for (int i = start; i < end; i++)
        {
            double key = double.CreateTruncating(run.Arrays[item.Keys][i]);
            for (int j = 0; key >= 0 && key < keys && key == Math.Floor(key) && j < columns; j++)
            {
                ref double sum = ref sums[((int)key * columns) + j];
                double term = double.CreateTruncating(run.Arrays[item.Values][(i * columns) + j]);
                sum = run.Noise is null ? sum + term : run.Noise.Sum(sum, term, sum + term);
            }
        }

        return sums;
    }
}
