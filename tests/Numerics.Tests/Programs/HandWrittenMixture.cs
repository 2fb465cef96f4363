using System.Numerics.Tensors;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>A program that has one of everything that the runtime does between and after passes.</summary>
internal static class HandWrittenMixture
{
    /// <summary>Rounds after which the second loop ends by itself.</summary>
    public const int Enough = 3;

    /// <summary>What a call leaves beside the arrays.</summary>
    internal sealed record Numbers(double Total, double Count, double Element, long Rounds, double First);

    internal ref struct Arguments<T>
        where T : unmanaged
    {
        public ReadOnlyTensorSpan<T> A;
        public TensorSpan<T> Doubled;
        public Span<T> Sums;
        public Span<T> Least;
        public Span<T> Greatest;
        public Span<T> RowGreatest;
        public ReadOnlySpan<T> Keys;
        public Span<T> Keyed;
        public TensorSpan<T> KeyedRows;
        public Span<T> Counter;
    }

    public static Numbers Run<T>(Arguments<T> x, int keys, int rounds, int limit, int row, int column)
        where T : unmanaged
    {
        var call = new ProgramCall<T>();
        call.ReadMatrix(0, x.A, "a", rows: 0, columns: 1);
        call.WriteMatrix(1, x.Doubled, "doubled", rows: 0, columns: 1);
        call.WriteLine(2, x.Sums, "sums", axis: 1);
        call.WriteLine(3, x.Least, "least", axis: 1);
        call.WriteLine(4, x.Greatest, "greatest", axis: 1);
        call.WriteLine(5, x.RowGreatest, "rowGreatest", axis: 0);
        call.ReadLine(6, x.Keys, "keys", axis: 0);
        call.WriteLine(7, x.Keyed, "keyed", axis: 2);
        call.WriteMatrix(8, x.KeyedRows, "keyedRows", rows: 2, columns: 1);
        call.UpdateLine(9, x.Counter, "counter", axis: 3);
        Span<double> values = stackalloc double[13];
        ProgramLaunch.Run<Program, T>(ref call, [keys, rounds, limit, row, column], values);
        return new(values[2], values[3], values[12], BitConverter.DoubleToInt64Bits(values[9]), values[11]);
    }

    internal readonly struct Program : IProgram
    {
        public static ProgramPlan Plan { get; } = ProgramPlan.Parse("""
            plan 2
            rule Numerics.Tests.Programs.HandWrittenMixture.Run
            hash 0000000000000013
            variant 0
            axis
            axis
            axis host
            axis
            array a read mat 0 1
            array doubled write mat 0 1
            array sums write row 1
            array least write row 1
            array greatest write row 1
            array rowGreatest write col 0
            array keys read col 0
            array keyed write vec 2
            array keyedRows write mat 2 1
            array counter readwrite vec 3
            host keys int
            host rounds int
            host limit int
            host row int
            host column int
            result total 2
            result count 3
            result element 12
            result rounds 9 integer
            result first 11
            constants 2
            slots 13
            reductions 5
            stage 0
            fetch 9 4 3
            pass rows 0 1
            row
            cell
            load 0
            add 0 0
            store 1 1
            fold max 0
            column sum 0 0 2
            column min 0 1 3
            column max 0 2 4
            total sum 0 3 2
            row
            store 0 5
            end
            sumbykey 5 6 7
            sumbykey 0 6 8
            fetch 8 4 5 12
            repeat 6 7 steps
            pass line 3
            load 9
            constant 1
            add 0 1
            store 2 9
            end
            end
            fixed 8 9 10 steps
            stage 1
            end
            pass line 3
            load 9
            constant 1
            le 1 0
            reduce first 2 4 11 tensor
            end
            end
            """);

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values)
        {
            if (stage == 0)
            {
                values[1] = 1;
                values[4] = BitConverter.Int64BitsToDouble((long)host[3]);
                values[5] = BitConverter.Int64BitsToDouble((long)host[4]);
                values[6] = BitConverter.Int64BitsToDouble((long)host[1]);
                values[8] = BitConverter.Int64BitsToDouble((long)host[2]);
            }
            else
            {
                values[10] = BitConverter.DoubleToInt64Bits(values[9]) + 1 == Enough ? 1 : 0;
            }
        }

        public static void Lengths(ReadOnlySpan<double> host, Span<nint> axes) => axes[2] = Check.Length((long)host[0]);

        public static void Line<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Pointer<T> counter = grid.Array(9);
            V one = V.Broadcast(grid.Constant(1));
            W first = W.Broadcast(double.PositiveInfinity);
            for (nint i = start; i < end; i += V.Count)
            {
                nint count = Math.Min(V.Count, end - i);
                V old = V.Load(counter, i, count);
                if (pass == 1)
                {
                    V.Store(old + one, counter, i, count);
                    continue;
                }

                V place = V.Select(
                    V.LessThanOrEqual(one, old), V.Zero, V.Constant(float.PositiveInfinity, double.PositiveInfinity));
                W next = W.Min(first, V.Widen(place) + Numerics.Runtime.Lanes.Positions<W>(i));
                first = W.Select(W.FirstLanes(count), next, first);
            }

            if (pass == 2)
            {
                grid.SetPartial(4, W.MinLanes(first));
            }
        }

        public static void Rows<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            nint columns = grid.Axis(1);
            for (nint i = start; i < end; i++)
            {
                W greatest = W.Broadcast(double.NegativeInfinity);
                W sum = W.Zero;
                for (nint j = 0; j < columns; j += V.Count)
                {
                    nint count = Math.Min(V.Count, columns - j);
                    V a = V.Load(grid.Row(0, i), j, count);
                    V.Store(a + a, grid.Row(1, i), j, count);
                    W wide = V.Widen(a);
                    greatest = W.Select(W.FirstLanes(count), W.Max(greatest, wide), greatest);
                    sum = W.Select(W.FirstLanes(count), sum + wide, sum);
                    W.Store(W.Load(grid.Columns(0), j, count) + wide, grid.Columns(0), j, count);
                    W.Store(W.Min(W.Load(grid.Columns(1), j, count), wide), grid.Columns(1), j, count);
                    W.Store(W.Max(W.Load(grid.Columns(2), j, count), wide), grid.Columns(2), j, count);
                }

                V.Store(V.Broadcast(Element.Round<T>(W.MaxLanes(greatest))), grid.Array(5), i, 1);
                grid.SetTotal(3, i, W.SumLanes(sum));
            }
        }

        public static void Loop<V, W, T>(int loop, in Grid<T> grid)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            // There is none.
        }
    }
}
