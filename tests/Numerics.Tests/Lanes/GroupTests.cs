using System.Numerics;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Groups have sixteen lanes in order, widen exactly, and add in the fixed tree.</summary>
public sealed class GroupTests
{
    private const int Seed = 20_260;
    private const int Trials = 200;

    [Fact]
    public void Groups_widen_each_lane_exactly() => LaneTypes.Groups(default(Widening));

    [Fact]
    public void Sums_follow_the_fixed_tree() => LaneTypes.Groups(default(Sums));

    [Fact]
    public void Extremes_are_those_of_all_lanes_and_propagate_NaN() => LaneTypes.Groups(default(Extremes));

    private readonly struct Widening : IGroupVisitor
    {
        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Assert.Equal(16, V.Count);
            Assert.Equal(16, W.Count);
            T[] values = Special<T>();
            for (int k = 0; k < values.Length; k++)
            {
                double[] wide = Lanes<W, double>(V.Widen(Cycle<V, T>(values, k)));
                for (int i = 0; i < 16; i++)
                {
                    Same(double.CreateChecked(values[(k + i) % values.Length]), wide[i], $"{typeof(V)} lane {i}");
                }
            }
        }
    }

    private readonly struct Sums : IGroupVisitor
    {
        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var random = new Random(Seed);
            for (int trial = 0; trial < Trials; trial++)
            {
                double[] x = new double[16];
                for (int i = 0; i < 16; i++)
                {
                    x[i] = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-30, 30));
                }

                double P(int i) => x[i] + x[i + 8];
                double Q(int i) => P(i) + P(i + 4);
                double expected = (Q(0) + Q(2)) + (Q(1) + Q(3));
                Same(expected, W.SumLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} sum, seed {Seed}, trial {trial}");
            }
        }
    }

    private readonly struct Extremes : IGroupVisitor
    {
        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int place = 0; place < 16; place++)
            {
                double[] x = new double[16];
                x[place] = -1;
                Same(-1, W.MinLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} min at {place}");
                Same(1, W.MaxLanes(-Cycle<W, double>(x, 0)), $"{typeof(W)} max at {place}");
                x[place] = -0.0;
                Same(-0.0, W.MinLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} min of zeros");
                Same(0.0, W.MaxLanes(-Cycle<W, double>(x, 0)), $"{typeof(W)} max of zeros");
                x[place] = double.NegativeInfinity;
                Same(double.NegativeInfinity, W.MinLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} min of infinity");
                Same(double.PositiveInfinity, W.MaxLanes(-Cycle<W, double>(x, 0)), $"{typeof(W)} max of infinity");
                x[(place + 1) % 16] = double.PositiveInfinity;
                Same(double.NegativeInfinity, W.MinLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} min of infinities");
                x[place] = double.NaN;
                Same(double.NaN, W.MinLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} min of NaN");
                Same(double.NaN, W.MaxLanes(Cycle<W, double>(x, 0)), $"{typeof(W)} max of NaN");
            }
        }
    }
}
