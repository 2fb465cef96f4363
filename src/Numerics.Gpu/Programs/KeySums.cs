using ILGPU;

namespace Numerics.Gpu.Programs;

/// <summary>Sums by key on devices: blocks of positions, each added up in order, then the blocks.</summary>
public static class KeySums
{
    /// <summary>Adds up the blocks' positions key by key, each column of a block by a thread of its own.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="reduction">Where the parts are.</param>
    /// <param name="values">A line, or a matrix whose rows are added up.</param>
    /// <param name="keys">The line of keys; one that is not a whole number in range goes nowhere.</param>
    /// <param name="sums">The sums' array: its rows are the keys.</param>
    /// <param name="isMatrix">Whether the values are a matrix.</param>
    /// <param name="first">The group among those that share the blocks.</param>
    /// <param name="groups">Their number.</param>
    public static void Add<V, W, T>(Grid<T> grid, int reduction, int values, int keys, int sums, bool isMatrix, long first, long groups)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (Pointer<double> parts, Pointer<T> from, Pointer<T> by) = (grid.Parts(reduction), grid.Array(values), grid.Array(keys));
        long columns = isMatrix ? grid.Place(sums, ArrayPlace.Columns) : 1;
        long keyCount = grid.Place(sums, ArrayPlace.Rows);
        long positions = grid.Place(keys, ArrayPlace.Rows);
        long blocks = grid.PartCount(reduction);
        long inBlock = (positions + blocks - 1) / blocks;
        long stride = isMatrix ? from.Stride : 1;
        ArrayView<double> view = parts.View;
        for (long p = (first * Group.DimX) + Group.IdxX; p < blocks * columns; p += groups * Group.DimX)
        {
            (long block, long column) = (p / columns, p % columns);
            long start = parts.Start + (block * keyCount * columns) + column;
            for (long k = 0; k < keyCount; k++)
            {
                view[start + (k * columns)] = 0;
            }

            long end = (block + 1) * inBlock;
            for (long i = block * inBlock; i < (end < positions ? end : positions); i++)
            {
                double key = Steps.Wide<V, W, T>(by.View[by.Start + i]);
                if (key >= 0 && key < keyCount && (long)key == key)
                {
                    view[start + ((long)key * columns)] += Steps.Wide<V, W, T>(from.View[from.Start + (i * stride) + column]);
                }
            }
        }
    }

    /// <summary>Adds up the blocks and rounds.</summary>
    /// <inheritdoc cref="Add"/>
    public static void Combine<V, W, T>(Grid<T> grid, int reduction, int sums, bool isMatrix, long first, long groups)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (Pointer<double> parts, Pointer<T> to) = (grid.Parts(reduction), grid.Array(sums));
        long columns = isMatrix ? grid.Place(sums, ArrayPlace.Columns) : 1;
        long all = grid.Place(sums, ArrayPlace.Rows) * columns;
        long blocks = grid.PartCount(reduction);
        long stride = isMatrix ? to.Stride : 1;
        for (long p = (first * Group.DimX) + Group.IdxX; p < all; p += groups * Group.DimX)
        {
            double sum = 0;
            for (long block = 0; block < blocks; block++)
            {
                sum += parts.View[parts.Start + (block * all) + p];
            }

            Steps.Write<V, W, T>(to, (p / columns * stride) + (p % columns), sum);
        }
    }
}
