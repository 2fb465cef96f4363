using System.Numerics;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Every operation of every lanes type equals the same operation on single numbers.</summary>
public sealed class LaneArithmeticTests
{
    [Fact]
    public void Unary_operations_equal_scalar_arithmetic() => LaneTypes.All(default(Unary));

    [Fact]
    public void Binary_operations_equal_scalar_arithmetic() => LaneTypes.All(default(Binary));

    [Fact]
    public void Multiply_adds_round_as_their_class_says() => LaneTypes.All(default(Ternary));

    [Fact]
    public void Comparisons_are_masks_that_select() => LaneTypes.All(default(Comparisons));

    [Fact]
    public void Bits_move_as_those_of_integers() => LaneTypes.All(default(BitOperations));

    private readonly struct Unary : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] values = Special<T>();
            for (int k = 0; k < values.Length; k++)
            {
                V x = Cycle<V, T>(values, k);
                Check<V, T>(x, -x, v => -v, "negate");
                Check<V, T>(x, V.Sqrt(x), T.Sqrt, "sqrt");
                Check<V, T>(x, V.Abs(x), v => T.IsNegative(v) ? -v : v, "abs");
                Check<V, T>(x, V.Broadcast(values[k]), _ => values[k], "broadcast");
                Check<V, T>(x, V.Zero, _ => T.Zero, "zero");
            }
        }

        private static void Check<V, T>(V x, V actual, Func<T, T> expected, string name)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] a = Lanes<V, T>(x);
            T[] r = Lanes<V, T>(actual);
            for (int i = 0; i < V.Count; i++)
            {
                Same(expected(a[i]), r[i], $"{typeof(V)} {name}({a[i]})");
            }
        }
    }

    private readonly struct Binary : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] values = Special<T>();
            for (int k = 0; k < values.Length * values.Length; k++)
            {
                V x = Cycle<V, T>(values, k / values.Length);
                V y = Cycle<V, T>(values, k % values.Length);
                Check<V, T>(x, y, x + y, (a, b) => a + b, "add");
                Check<V, T>(x, y, x - y, (a, b) => a - b, "subtract");
                Check<V, T>(x, y, x * y, (a, b) => a * b, "multiply");
                Check<V, T>(x, y, x / y, (a, b) => a / b, "divide");
                Check<V, T>(x, y, V.Min(x, y), Least, "min");
                Check<V, T>(x, y, V.Max(x, y), (a, b) => -Least(-a, -b), "max");
                Check<V, T>(x, y, V.Min(x, y, V.MinGuard(y)), Least, "min with a guard");
                Check<V, T>(x, y, V.Max(x, y, V.MaxGuard(y)), (a, b) => -Least(-a, -b), "max with a guard");
            }
        }

        /// <summary>The lesser by the interface's words: NaN wins, −0 is less than +0.</summary>
        private static T Least<T>(T a, T b)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            T.IsNaN(a) || T.IsNaN(b) ? T.NaN : a == b ? (T.IsNegative(a) ? a : b) : a < b ? a : b;

        private static void Check<V, T>(V x, V y, V actual, Func<T, T, T> expected, string name)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] a = Lanes<V, T>(x);
            T[] b = Lanes<V, T>(y);
            T[] r = Lanes<V, T>(actual);
            for (int i = 0; i < V.Count; i++)
            {
                Same(expected(a[i], b[i]), r[i], $"{typeof(V)} {name}({a[i]}, {b[i]})");
            }
        }
    }

    private readonly struct Ternary : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] values = [.. Special<T>(), T.One - T.BitDecrement(T.One), T.Pi, -T.E];
            bool once = typeof(V).GetGenericArguments()[0] == typeof(Fused);
            bool differed = false;
            for (int k = 0; k < values.Length * values.Length; k++)
            {
                V x = Cycle<V, T>(values, k / values.Length);
                V y = Cycle<V, T>(values, k % values.Length);
                V z = Cycle<V, T>(values, k * 7 % values.Length);
                T[] a = Lanes<V, T>(x);
                T[] b = Lanes<V, T>(y);
                T[] c = Lanes<V, T>(z);
                T[] contracted = Lanes<V, T>(V.MultiplyAdd(x, y, z));
                T[] fused = Lanes<V, T>(V.FusedMultiplyAdd(x, y, z));
                for (int i = 0; i < V.Count; i++)
                {
                    T single = T.FusedMultiplyAdd(a[i], b[i], c[i]);
                    T twice = (a[i] * b[i]) + c[i];
                    differed |= T.IsFinite(single) && single != twice;
                    Same(single, fused[i], $"{typeof(V)} fused({a[i]}, {b[i]}, {c[i]})");
                    Same(once ? single : twice, contracted[i], $"{typeof(V)} multiply-add({a[i]}, {b[i]}, {c[i]})");
                }
            }

            Assert.True(differed, $"{typeof(V)}: no case told one rounding from two");
        }
    }

    private readonly struct Comparisons : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] values = Special<T>();
            for (int k = 0; k < values.Length * values.Length; k++)
            {
                V x = Cycle<V, T>(values, k / values.Length);
                V y = Cycle<V, T>(values, k % values.Length);
                Check<V, T>(x, y, V.LessThan(x, y), (a, b) => a < b, "<");
                Check<V, T>(x, y, V.LessThanOrEqual(x, y), (a, b) => a <= b, "<=");
                Check<V, T>(x, y, V.Equal(x, y), (a, b) => a == b, "==");
                Check<V, T>(x, y, V.NotEqual(x, y), (a, b) => a != b, "!=");
                Check<V, T>(x, y, V.Not(V.LessThan(x, y)), (a, b) => !(a < b), "not <");
                Check<V, T>(x, y, V.And(V.LessThan(x, y), V.LessThan(x, V.Zero)), (a, b) => a < b && a < T.Zero, "and");
                Check<V, T>(x, y, V.Or(V.LessThan(x, y), V.LessThan(x, V.Zero)), (a, b) => a < b || a < T.Zero, "or");
                Check<V, T>(x, y, V.Xor(V.LessThan(x, y), V.LessThan(x, V.Zero)), (a, b) => a < b ^ a < T.Zero, "xor");
            }
        }

        private static unsafe void Check<V, T>(V x, V y, V mask, Func<T, T, bool> expected, string name)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] a = Lanes<V, T>(x);
            T[] b = Lanes<V, T>(y);
            T[] bits = Lanes<V, T>(mask);
            T[] chosen = Lanes<V, T>(V.Select(mask, x, y));
            for (int i = 0; i < V.Count; i++)
            {
                string what = $"{typeof(V)} {a[i]} {name} {b[i]}";
                bool holds = expected(a[i], b[i]);
                SameBits(holds ? ulong.MaxValue >> (64 - (8 * sizeof(T))) : 0, bits[i], what);
                SameBits(Bits(holds ? a[i] : b[i]), chosen[i], what + ", selected");
            }
        }
    }

    private readonly struct BitOperations : ILanesVisitor
    {
        private const ulong First = 0x8123_4567_9ABC_DEF1;
        private const ulong Second = 0x7FED_CBA9_8765_4321;

        public unsafe void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ulong all = ulong.MaxValue >> (64 - (8 * sizeof(T)));
            ulong a = First & all;
            ulong b = Second & all;
            V x = V.Broadcast(OfBits<T>(a));
            V y = V.Broadcast(OfBits<T>(b));
            Check<V, T>(V.AddBits(x, y), (a + b) & all, "add");
            Check<V, T>(V.SubtractBits(x, y), (a - b) & all, "subtract");
            Check<V, T>(V.SubtractBits(y, x), (b - a) & all, "subtract the other way");
            ulong half = all >> (4 * sizeof(T));
            Check<V, T>(V.MultiplyBits(x, y), (a & half) * (b & half), "multiply");
            Check<V, T>(V.ShiftBitsLeft(x, 9), (a << 9) & all, "left");
            Check<V, T>(V.ShiftBitsRight(x, 9), a >> 9, "right");
            Check<V, T>(V.And(x, y), a & b, "and");
            Check<V, T>(V.Or(x, y), a | b, "or");
            Check<V, T>(V.Xor(x, y), a ^ b, "xor");
        }

        private static void Check<V, T>(V actual, ulong expected, string name)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (T lane in Lanes<V, T>(actual))
            {
                SameBits(expected, lane, $"{typeof(V)} bits {name}");
            }
        }
    }
}
