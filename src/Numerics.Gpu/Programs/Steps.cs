using ILGPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>What a program does between its passes, by all threads of a group together.</summary>
public static class Steps
{
    /// <summary>Sets a constant of the passes: a number, rounded once.</summary>
    public static void SetConstant<V, W, T>(Grid<T> grid, int slot, double value)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        ArrayView<double> values = grid.Values;
        values[slot] = value;
        grid.SetRounded(slot, V.NumberOf(V.Rounded(value)));
    }

    /// <summary>Puts an element of a line into the table of values.</summary>
    public static void Fetch<V, W, T>(Grid<T> grid, int array, long index, int slot)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        if (Group.IdxX == 0)
        {
            ArrayView<double> values = grid.Values;
            bool isThere = index >= 0 & index < grid.Place(array, ArrayPlace.Rows);
            values[slot] = isThere ? Wide<V, W, T>(grid.Element(array, index)) : double.NaN;
        }

        grid.Sync();
    }

    /// <summary>Puts an element of a matrix into the table of values.</summary>
    public static void Fetch<V, W, T>(Grid<T> grid, int array, long row, long column, int slot)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        if (Group.IdxX == 0)
        {
            ArrayView<double> values = grid.Values;
            bool isThere = row >= 0 & row < grid.Place(array, ArrayPlace.Rows) & column >= 0
                & column < grid.Place(array, ArrayPlace.Columns);
            values[slot] = isThere ? Wide<V, W, T>(grid.Element(array, row, column)) : double.NaN;
        }

        grid.Sync();
    }

    /// <summary>Sets a block's accumulators of a column reduction to its neutral element.</summary>
    public static void Clear<F, T>(Grid<T> grid, int reduction, long columns)
        where F : struct, IFold
        where T : unmanaged
    {
        Pointer<double> accumulators = grid.Columns(reduction);
        ArrayView<double> view = accumulators.View;
        for (long j = Group.IdxX; j < columns; j += Group.DimX)
        {
            view[accumulators.Start + j] = F.Neutral;
        }
    }

    /// <summary>Makes one number of the parts of a line reduction, or of a total, and puts it into the table of values.</summary>
    public static void Fold<F, T>(Grid<T> grid, int reduction, int slot)
        where F : struct, IFold
        where T : unmanaged
    {
        Pointer<double> parts = grid.Parts(reduction);
        long count = grid.PartCount(reduction);
        double all = F.Neutral;
        for (long i = Group.IdxX; i < count; i += Group.DimX)
        {
            all = F.Join(all, parts.View[parts.Start + i]);
        }

        Set(grid, slot, grid.Folded<F>(all));
    }

    /// <summary>Makes a line of the blocks' accumulators, column by column.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="reduction">The reduction.</param>
    /// <param name="array">The line.</param>
    /// <param name="first">The group among those that share the columns.</param>
    /// <param name="groups">Their number.</param>
    public static void FoldColumns<F, V, W, T>(Grid<T> grid, int reduction, int array, long first, long groups)
        where F : struct, IFold
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        Pointer<double> parts = grid.Parts(reduction);
        (long columns, long count) = (grid.PartsOfBlock(reduction), grid.PartCount(reduction));
        for (long j = (first * Group.DimX) + Group.IdxX; j < columns; j += groups * Group.DimX)
        {
            double all = F.Neutral;
            for (long block = 0; block < count; block++)
            {
                all = F.Join(all, parts.View[parts.Start + (block * columns) + j]);
            }

            Write<V, W, T>(grid.Array(array), j, all);
        }
    }

    /// <summary>Puts a whole number into the table of values.</summary>
    public static void SetInteger<T>(Grid<T> grid, int slot, long value)
        where T : unmanaged => Set(grid, slot, Interop.IntAsFloat((ulong)value));

    /// <summary>Whether a value is not 0. No thread goes on before all have seen it.</summary>
    public static bool IsSet<T>(Grid<T> grid, int slot)
        where T : unmanaged
    {
        bool isSet = grid.Values[slot] != 0;
        grid.Sync();
        return isSet;
    }

    internal static void Set<T>(Grid<T> grid, int slot, double value)
        where T : unmanaged
    {
        if (Group.IdxX == 0)
        {
            ArrayView<double> values = grid.Values;
            values[slot] = value;
        }

        grid.Sync();
    }

    internal static void Write<V, W, T>(Pointer<T> line, long i, double value)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        ArrayView<T> view = line.View;
        view[line.Start + i] = V.NumberOf(V.Rounded(value));
    }

    internal static double Wide<V, W, T>(T number)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => W.NumberOf(V.Widen(V.Broadcast(number)));
}
