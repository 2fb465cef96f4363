using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>Kaczmarz projections on rows 0, 7, 14, … (modulo their number) of a, in the shape in which loops inside a kernel are
/// emitted: x' = x − (⟨aᵢ, x⟩ − bᵢ)/qᵢ·aᵢ.</summary>
internal static class HandWrittenSweep
{
    public const int Stride = 7;

    public static void Run<T>(
        Span<T> x, ReadOnlyTensorSpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> normSquared, int count)
        where T : unmanaged
    {
        var call = new ProgramCall<T>();
        call.UpdateLine(0, x, "x", axis: 1);
        call.ReadMatrix(1, a, "a", rows: 0, columns: 1);
        call.ReadLine(2, b, "b", axis: 0);
        call.ReadLine(3, normSquared, "normSquared", axis: 0);
        ReadOnlySpan<double> host = [count];
        Span<double> values = stackalloc double[8];
        ProgramLaunch.Run<Program, T>(ref call, host, values);
    }

    internal readonly struct Program : IProgram
    {
        public static ProgramPlan Plan { get; } = ProgramPlan.Parse("""
            plan 2
            rule Numerics.Tests.Programs.HandWrittenSweep.Run
            hash 0000000000000012
            variant 0
            axis
            axis
            array x readwrite row 1
            array a read mat 0 1
            array b read col 0
            array normSquared read col 0
            host count int
            constants 2
            slots 8
            reductions 1
            stage 0
            repeat 2 3 inline
            stage 1
            fetch 2 4 6
            fetch 3 4 7
            pass line 1
            rowof 1 4
            load 0
            reduce dot 0 1 0 5 tensor
            end
            stage 2
            pass line 1
            load 0
            rowof 1 4
            constant 1
            mul 2 1
            sub 0 3
            store 4 0
            end
            end
            end
            """);

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values)
        {
            if (stage == 0)
            {
                values[2] = BitConverter.Int64BitsToDouble((long)host[0]);
            }
            else if (stage == 1)
            {
                Stage1(axes, values);
            }
            else
            {
                values[1] = (values[5] - values[6]) / values[7];
            }
        }

        public static void Lengths(ReadOnlySpan<double> host, Span<nint> axes)
        {
            // Arrays fix both axes.
        }

        public static void Line<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            if (pass == 0)
            {
                Line0<V, W, T>(grid, start, end);
            }
            else
            {
                Line1<V, W, T>(grid, start, end);
            }
        }

        public static void Rows<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            // There is none.
        }

        public static void Loop<V, W, T>(int loop, in Grid<T> grid)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged => Loop0<V, W, T>(grid);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Loop0<V, W, T>(in Grid<T> grid)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Span<double> values = grid.Values;
            long count0 = grid.Integer(2);
            for (long round0 = 0; round0 < count0; round0++)
            {
                values[3] = BitConverter.Int64BitsToDouble(round0);
                Stage1(grid.Axes, values);
                grid.Fetch(2, grid.Integer(4), 6);
                grid.Fetch(3, grid.Integer(4), 7);
                for (nint start = 0; start < grid.Axis(1); start += 4096)
                {
                    Line0<V, W, T>(grid.AtBlock(start / 4096), start, Math.Min(start + 4096, grid.Axis(1)));
                }

                values[5] = grid.Combined(0, 1, ReductionKind.Dot);
                grid.SetConstant(1, (values[5] - values[6]) / values[7]);
                Line1<V, W, T>(grid, 0, grid.Axis(1));
            }
        }

        private static void Stage1(ReadOnlySpan<nint> axes, Span<double> values) => values[4] =
            BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(values[3]) * Stride % Math.Max(axes[0], 1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Line0<V, W, T>(in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Pointer<T> a = grid.RowAt(1, grid.Integer(4));
            Pointer<T> x = grid.Array(0);
            W sum = W.Zero;
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                sum = W.MultiplyAdd(V.Widen(V.Load(a, i)), V.Widen(V.Load(x, i)), sum);
            }

            if (i < end)
            {
                nint rest = end - i;
                W last = W.MultiplyAdd(V.Widen(V.Load(a, i, rest)), V.Widen(V.Load(x, i, rest)), sum);
                sum = W.Select(W.FirstLanes(rest), last, sum);
            }

            grid.SetPartial(0, W.SumLanes(sum));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Line1<V, W, T>(in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Pointer<T> a = grid.RowAt(1, grid.Integer(4));
            Pointer<T> x = grid.Array(0);
            V step = V.Broadcast(grid.Constant(1));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V.Store(V.Load(x, i) - (step * V.Load(a, i)), x, i);
            }

            if (i < end)
            {
                nint rest = end - i;
                V.Store(V.Load(x, i, rest) - (step * V.Load(a, i, rest)), x, i, rest);
            }
        }
    }
}
