using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>The order of additions that <c>docs/architecture.md</c> states, number by number.</summary>
/// <param name="contraction">The class of multiply–add.</param>
internal sealed class Naive(Contraction contraction)
{
    private const int LaneCount = 16;

    public double MultiplyAdd(double a, double b, double c) =>
        contraction == Contraction.Fused ? Math.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    public T MultiplyAdd<T>(T a, T b, T c)
        where T : IFloatingPointIeee754<T> =>
        contraction == Contraction.Fused ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    public static double Neutral(ReductionKind kind) => kind switch
    {
        ReductionKind.Min => double.PositiveInfinity,
        ReductionKind.Max => double.NegativeInfinity,
        _ => 0,
    };

    /// <summary>One more value; of a dot product with its factor.</summary>
    public double Take(ReductionKind kind, double sum, double value, double factor = 1) => kind switch
    {
        ReductionKind.Dot => MultiplyAdd(value, factor, sum),
        _ => Join(kind, sum, value),
    };

    /// <summary>A reduction of <paramref name="count"/> values in 16 lanes.</summary>
    public double Fold(ReductionKind kind, int count, Func<int, double> value, Func<int, double>? factor = null)
    {
        double[] lanes = [.. Enumerable.Repeat(Neutral(kind), LaneCount)];
        for (int j = 0; j < count; j++)
        {
            lanes[j % LaneCount] = Take(kind, lanes[j % LaneCount], value(j), factor?.Invoke(j) ?? 1);
        }

        for (int half = LaneCount / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] = Join(kind, lanes[i], lanes[i + half]);
            }
        }

        return lanes[0];
    }

    /// <summary>A reduction over a line: blocks of 4096, then levels.</summary>
    public double Line(ReductionKind kind, int count, Func<int, double> value, Func<int, double>? factor = null) =>
        Levels(kind, Enumerable.Range(0, (count + KernelContext.Block - 1) / KernelContext.Block).Select(block =>
        {
            int start = block * KernelContext.Block;
            int length = Math.Min(KernelContext.Block, count - start);
            return Fold(kind, length, i => value(start + i), factor is null ? null : i => factor(start + i));
        }));

    /// <summary>A column's reduction over <paramref name="rows"/> rows of a matrix of so many columns.</summary>
    public double Column(
        ReductionKind kind, int rows, int columns, Func<int, double> value, Func<int, double>? factor = null)
    {
        long most = Math.Clamp((1 << 20) / Math.Max(columns, 1), 16, 128);
        int inBlock = (int)Math.Max(16, (rows + most - 1) / most);
        return Levels(kind, Blocks(kind, rows, inBlock, value, factor));
    }

    /// <summary>Sums in ascending order over blocks of so many values, then levels.</summary>
    public IEnumerable<double> Blocks(
        ReductionKind kind, int count, int inBlock, Func<int, double> value, Func<int, double>? factor = null)
    {
        for (int start = 0; start < count; start += inBlock)
        {
            double sum = Neutral(kind);
            for (int i = start; i < Math.Min(start + inBlock, count); i++)
            {
                sum = Take(kind, sum, value(i), factor?.Invoke(i) ?? 1);
            }

            yield return sum;
        }
    }

    /// <summary>Parts two by two, an odd last one carried up.</summary>
    public static double Levels(ReductionKind kind, IEnumerable<double> values)
    {
        List<double> parts = [.. values];
        while (parts.Count > 1)
        {
            parts = [.. parts.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Join(kind, pair[0], pair[1]))];
        }

        return parts.Count == 0 ? Neutral(kind) : parts[0];
    }

    private static double Join(ReductionKind kind, double left, double right) => kind switch
    {
        ReductionKind.Min => Math.Min(left, right),
        ReductionKind.Max => Math.Max(left, right),
        _ => left + right,
    };
}
