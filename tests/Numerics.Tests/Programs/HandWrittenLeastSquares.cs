using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>r = a·w − y, w' = w − step·(r·a + ridge·w), ‖r‖, in the shape in which programs are emitted: one pass over the matrix
/// with a reduction along rows and one along columns, then passes over the lines.</summary>
internal static class HandWrittenLeastSquares
{
    public static double Step<T>(
        Span<T> w, ReadOnlyTensorSpan<T> a, ReadOnlySpan<T> y, double step = 0.125, double ridge = 0.25)
        where T : unmanaged
    {
        var call = new ProgramCall<T>();
        call.UpdateLine(0, w, "w", axis: 1);
        call.ReadMatrix(1, a, "a", rows: 0, columns: 1);
        call.ReadLine(2, y, "y", axis: 0);
        ReadOnlySpan<double> host = [step, ridge];
        Span<double> values = stackalloc double[5];
        ProgramLaunch.Run<Program, T>(ref call, host, values);
        return values[4];
    }

    internal readonly struct Program : IProgram
    {
        public static ProgramPlan Plan { get; } = ProgramPlan.Parse("""
            plan 2
            rule Numerics.Tests.Programs.HandWrittenLeastSquares.Step
            hash 0000000000000011
            variant 0
            axis
            axis
            array w readwrite row 1
            array a read mat 0 1
            array y read col 0
            host step double
            host ridge double
            result residual 4
            temp 0
            temp 1
            constants 3
            slots 5
            reductions 2
            stage 0
            pass rows 0 1
            row
            cell
            load 1
            load 0
            fold dot 0 1
            row
            load 2
            sub 0 1
            store 2 3
            cell
            load 1
            row 2
            column dot 0 1 0 4
            row
            end
            pass line 0
            load 3
            reduce dot 0 0 1 3 tensor
            end
            pass line 1
            load 0
            load 4
            constant 1
            constant 2
            mad 3 0 1
            mul 2 4
            sub 0 5
            store 6 0
            end
            stage 1
            end
            """);

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values)
        {
            if (stage == 0)
            {
                values[1] = host[0];
                values[2] = host[1];
            }
            else
            {
                values[4] = Math.Sqrt(values[3]);
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
            if (pass == 1)
            {
                Line1<V, W, T>(grid, start, end);
            }
            else
            {
                Line2<V, W, T>(grid, start, end);
            }
        }

        public static void Rows<V, W, T>(int pass, in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged => Rows0<V, W, T>(grid, start, end);

        public static void Loop<V, W, T>(int loop, in Grid<T> grid)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            // There is none.
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Rows0<V, W, T>(in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            nint columns = grid.Axis(1);
            nint full = columns - (columns % V.Count);
            nint rest = columns - full;
            Pointer<T> residual = grid.Array(3);
            Pointer<double> gradient = grid.Columns(0);
            Pointer<double> w = grid.Widened(0);
            for (nint i = start; i < end; i++)
            {
                Pointer<T> a = grid.Row(1, i);
                W sum = W.Zero;
                for (nint j = 0; j < full; j += V.Count)
                {
                    sum = W.MultiplyAdd(V.Widen(V.Load(a, j)), W.Load(w, j), sum);
                }

                if (rest > 0)
                {
                    W last = W.MultiplyAdd(V.Widen(V.Load(a, full, rest)), W.Load(w, full, rest), sum);
                    sum = W.Select(W.FirstLanes(rest), last, sum);
                }

                V r = V.Broadcast(Element.Round<T>(W.SumLanes(sum))) - V.Broadcast(grid.Element(2, i));
                V.Store(r, residual, i, 1);
                W wide = V.Widen(r);
                for (nint j = 0; j < full; j += V.Count)
                {
                    W.Store(W.MultiplyAdd(V.Widen(V.Load(a, j)), wide, W.Load(gradient, j)), gradient, j);
                }

                if (rest > 0)
                {
                    W last = W.MultiplyAdd(V.Widen(V.Load(a, full, rest)), wide, W.Load(gradient, full, rest));
                    W.Store(last, gradient, full, rest);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Line1<V, W, T>(in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Pointer<T> residual = grid.Array(3);
            W sum = W.Zero;
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                W r = V.Widen(V.Load(residual, i));
                sum = W.MultiplyAdd(r, r, sum);
            }

            if (i < end)
            {
                W r = V.Widen(V.Load(residual, i, end - i));
                sum = W.Select(W.FirstLanes(end - i), W.MultiplyAdd(r, r, sum), sum);
            }

            grid.SetPartial(1, W.SumLanes(sum));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Line2<V, W, T>(in Grid<T> grid, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
        {
            Pointer<T> w = grid.Array(0);
            Pointer<T> gradient = grid.Array(4);
            V step = V.Broadcast(grid.Constant(1));
            V ridge = V.Broadcast(grid.Constant(2));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V old = V.Load(w, i);
                V.Store(old - (step * V.MultiplyAdd(ridge, old, V.Load(gradient, i))), w, i);
            }

            if (i < end)
            {
                V old = V.Load(w, i, end - i);
                V.Store(old - (step * V.MultiplyAdd(ridge, old, V.Load(gradient, i, end - i))), w, i, end - i);
            }
        }
    }
}
