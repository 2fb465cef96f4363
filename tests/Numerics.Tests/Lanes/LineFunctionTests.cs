using System.Numerics;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Functions of lines give the bits of the functions of lanes, and touch nothing beyond the line.</summary>
public sealed class LineFunctionTests
{
    private const int Seed = 20_264;
    private const int Longest = 50;

    [Fact]
    public void Lines_have_the_bits_of_lanes() => LaneTypes.Groups(default(Lines));

    private readonly unsafe struct Lines : IGroupVisitor
    {
        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Check<V, T>("exp", Elementary.Exp<V, T>, Elementary.Exp<V, T>);
            Check<V, T>("expm1", Elementary.Expm1<V, T>, Elementary.Expm1<V, T>);
            Check<V, T>("log", Elementary.Log<V, T>, Elementary.Log<V, T>);
            Check<V, T>("log1p", Elementary.Log1p<V, T>, Elementary.Log1p<V, T>);
            Check<V, T>("tanh", Elementary.Tanh<V, T>, Elementary.Tanh<V, T>);
            Check<V, T>("sigmoid", Elementary.Sigmoid<V, T>, Elementary.Sigmoid<V, T>);
            Check<V, T>("softplus", Elementary.Softplus<V, T>, Elementary.Softplus<V, T>);
            Check<V, T>("sin", Elementary.Sin<V, T>, Elementary.Sin<V, T>);
            Check<V, T>("cos", Elementary.Cos<V, T>, Elementary.Cos<V, T>);
            Check<V, T>("atan", Elementary.Atan<V, T>, Elementary.Atan<V, T>);
        }

        private static void Check<V, T>(string name, Action<Pointer<T>, nint> ofLine, Func<V, V> ofLanes)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] special = Special<T>();
            var random = new Random(Seed);
            for (int length = 0; length <= Longest; length++)
            {
                T[] x = [.. Enumerable.Range(0, Longest + V.Count).Select(i => i % 3 == 0
                    ? special[(i + length) % special.Length]
                    : T.CreateChecked(4 * random.NextDouble() - 2))];
                T[] expected = [.. x];
                for (int i = 0; i < length; i += V.Count)
                {
                    Lanes<V, T>(ofLanes(Cycle<V, T>(x[i..], 0)))[..Math.Min(V.Count, length - i)].CopyTo(expected, i);
                }

                fixed (T* line = x)
                {
                    ofLine(new Pointer<T>(line), length);
                }

                for (int i = 0; i < x.Length; i++)
                {
                    Same(expected[i], x[i], $"{typeof(V)} {name}, length {length}, element {i}, seed {Seed}");
                }
            }
        }
    }
}
