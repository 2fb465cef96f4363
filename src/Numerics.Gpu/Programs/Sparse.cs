using ILGPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>What a program does with sparse matrices on devices.</summary>
/// <remarks>A sparse matrix has two numbers: that of its entries among the arrays, and its own among the sparse matrices.</remarks>
public static class Sparse
{
    /// <summary>result = A·line: each row by a thread of its own, entries in ascending order.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="matrix">A.</param>
    /// <param name="sparse">A among the sparse matrices.</param>
    /// <param name="line">The line over the columns.</param>
    /// <param name="result">The line over the rows.</param>
    /// <param name="first">The group among those that share the rows.</param>
    /// <param name="groups">Their number.</param>
    public static void Multiply<V, W, T>(Grid<T> grid, int matrix, int sparse, int line, int result, long first, long groups)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (ArrayView<int> starts, ArrayView<int> places) = (grid.Starts(sparse), grid.Places(sparse));
        (Pointer<T> values, Pointer<T> by) = (grid.Array(matrix), grid.Array(line));
        long rows = grid.Place(matrix, ArrayPlace.Rows);
        for (long i = (first * Group.DimX) + Group.IdxX; i < rows; i += groups * Group.DimX)
        {
            double sum = 0;
            for (long k = starts[i]; k < starts[i + 1]; k++)
            {
                sum += Steps.Wide<V, W, T>(values.View[values.Start + k]) * Steps.Wide<V, W, T>(by.View[by.Start + places[k]]);
            }

            Steps.Write<V, W, T>(grid.Array(result), i, sum);
        }
    }

    /// <summary>The parts of line·A: each block of rows by a thread of its own, rows in ascending order.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="reduction">Where the parts are.</param>
    /// <param name="matrix">A.</param>
    /// <param name="sparse">A among the sparse matrices.</param>
    /// <param name="line">The line over the rows.</param>
    /// <param name="first">The group among those that share the blocks.</param>
    /// <param name="groups">Their number.</param>
    public static void MultiplyTurned<V, W, T>(
        Grid<T> grid, int reduction, int matrix, int sparse, int line, long first, long groups)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (ArrayView<int> starts, ArrayView<int> places) = (grid.Starts(sparse), grid.Places(sparse));
        (Pointer<T> values, Pointer<T> by, Pointer<double> parts) = (grid.Array(matrix), grid.Array(line), grid.Parts(reduction));
        (long rows, long columns) = (grid.Place(matrix, ArrayPlace.Rows), grid.PartsOfBlock(reduction));
        long blocks = grid.PartCount(reduction);
        long inBlock = (rows + blocks - 1) / blocks;
        ArrayView<double> sums = parts.View;
        for (long block = (first * Group.DimX) + Group.IdxX; block < blocks; block += groups * Group.DimX)
        {
            long start = parts.Start + (block * columns);
            for (long j = 0; j < columns; j++)
            {
                sums[start + j] = 0;
            }

            long end = (block + 1) * inBlock;
            for (long i = block * inBlock; i < (end < rows ? end : rows); i++)
            {
                double factor = Steps.Wide<V, W, T>(by.View[by.Start + i]);
                for (long k = starts[i]; k < starts[i + 1]; k++)
                {
                    sums[start + places[k]] += factor * Steps.Wide<V, W, T>(values.View[values.Start + k]);
                }
            }
        }
    }

    /// <summary>Puts the inner product of a row and a line into the table of values; NaN where there is no such row.</summary>
    public static void RowDot<V, W, T>(Grid<T> grid, int matrix, int sparse, long row, int line, int slot)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (ArrayView<int> starts, ArrayView<int> places) = (grid.Starts(sparse), grid.Places(sparse));
        (Pointer<T> values, Pointer<T> by) = (grid.Array(matrix), grid.Array(line));
        bool isThere = row >= 0 & row < grid.Place(matrix, ArrayPlace.Rows);
        double sum = isThere ? 0 : double.NaN;
        long end = isThere ? starts[row + 1] : 0;
        for (long k = (isThere ? starts[row] : 0) + Group.IdxX; k < end; k += Group.DimX)
        {
            sum += Steps.Wide<V, W, T>(values.View[values.Start + k]) * Steps.Wide<V, W, T>(by.View[by.Start + places[k]]);
        }

        Steps.Set(grid, slot, grid.Folded<SumOf>(sum));
    }

    /// <summary>Adds a row, multiplied by a constant, to a line; nothing where there is no such row.</summary>
    public static void AddRow<V, W, T>(Grid<T> grid, int matrix, int sparse, long row, int factor, int line)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (ArrayView<int> starts, ArrayView<int> places) = (grid.Starts(sparse), grid.Places(sparse));
        (Pointer<T> values, Pointer<T> to) = (grid.Array(matrix), grid.Array(line));
        ArrayView<T> elements = to.View;
        bool isThere = row >= 0 & row < grid.Place(matrix, ArrayPlace.Rows);
        long end = isThere ? starts[row + 1] : 0;
        V times = V.Broadcast(grid.Constant(factor));
        for (long k = (isThere ? starts[row] : 0) + Group.IdxX; k < end; k += Group.DimX)
        {
            long at = to.Start + places[k];
            elements[at] = V.NumberOf(V.MultiplyAdd(times, V.Broadcast(values.View[values.Start + k]), V.Broadcast(elements[at])));
        }

        grid.Sync();
    }

    /// <summary>Where rows begin: the counts before them added up, no further than there is room.</summary>
    public static void SetStarts<V, W, T>(Grid<T> grid, int counts, int matrix, int sparse, long room)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        if (Group.IdxX == 0)
        {
            ArrayView<int> starts = grid.Starts(sparse);
            Pointer<T> from = grid.Array(counts);
            long next = 0;
            starts[0] = 0;
            for (long i = 0; i < grid.Place(matrix, ArrayPlace.Rows); i++)
            {
                next += (long)Steps.Wide<V, W, T>(from.View[from.Start + i]);
                next = next < room ? next : room;
                starts[i + 1] = (int)next;
            }
        }

        grid.Sync();
    }

    /// <summary>Puts the elements of a row where a mask holds into a sparse matrix's row, as far as it has room.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="matrix">The sparse matrix.</param>
    /// <param name="sparse">It among the sparse matrices.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="values">The elements.</param>
    /// <param name="mask">The mask: a lane of bits for each element.</param>
    public static void Compact<V, W, T>(
        Grid<T> grid, int matrix, int sparse, long row, long columns, Pointer<T> values, Pointer<T> mask)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        grid.Sync();
        if (Group.IdxX == 0)
        {
            ArrayView<int> places = grid.Places(sparse);
            Pointer<T> to = grid.Array(matrix);
            ArrayView<T> entries = to.View;
            long next = grid.Starts(sparse)[row];
            long end = grid.Starts(sparse)[row + 1];
            for (long j = 0; j < columns && next < end; j++)
            {
                V holds = V.Select(V.Broadcast(mask.View[mask.Start + j]), V.Constant(1, 1), V.Zero);
                if (W.NumberOf(V.Widen(holds)) != 0)
                {
                    places[next] = (int)j;
                    entries[to.Start + next] = values.View[values.Start + j];
                    next++;
                }
            }
        }

        grid.Sync();
    }
}
