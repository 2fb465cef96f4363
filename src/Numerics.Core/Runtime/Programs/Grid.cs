using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What a pass of a program sees: arrays, constants, lengths, values, and where its reductions leave their parts.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe partial struct Grid<T>
    where T : unmanaged
{
    private readonly GridTables<T>* _tables;
    private readonly ProgramInfo _info;
    private readonly nint _block;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Grid(GridTables<T>* tables, ProgramInfo info, nint block)
    {
        _tables = tables;
        _info = info;
        _block = block;
    }

    /// <summary>The table of values.</summary>
    public Span<double> Values
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_tables->Values, _info.Slots);
    }

    /// <summary>The host values in declaration order.</summary>
    public ReadOnlySpan<double> Host
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_tables->Host, _tables->HostCount);
    }

    /// <summary>The lengths of the axes.</summary>
    public ReadOnlySpan<nint> Axes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_tables->Axes, _info.IsHostAxis.Length);
    }

    /// <summary>The first element of an array: a line or a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> Array(int index) => new(_tables->Arrays[index]);

    /// <summary>The first element of a matrix's row, which is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> Row(int index, nint row) => new(_tables->Arrays[index] + (row * _tables->Strides[index]));

    /// <summary>Elements between the rows of a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Stride(int index) => _tables->Strides[index];

    /// <summary>Element <paramref name="i"/> of a line, which is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Element(int array, nint i) => _tables->Arrays[array][i];

    /// <summary>Element [row, column] of a matrix, which is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Element(int array, nint row, nint column) => Row(array, row).Address[column];

    /// <summary>A line over the columns of a pass over a matrix, as doubles: for arrays that the pass's dot products take as they
    /// are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<double> Widened(int array) => new(_tables->Widened[array]);

    /// <summary>Points over the columns of a pass over a matrix, packed: coordinate k of point j at k·points + j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> Packed(int array) => new(_tables->Packed[array]);

    /// <summary>A constant: computed in double and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => _tables->Constants[slot];

    /// <summary>The length of an axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Axis(int axis) => _tables->Axes[axis];

    /// <summary>The number in a slot of the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int slot) => _tables->Values[slot];

    /// <summary>Sets the number in a slot of the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValue(int slot, double value) => _tables->Values[slot] = value;

    /// <summary>The whole number in a slot of the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Integer(int slot) => BitConverter.DoubleToInt64Bits(_tables->Values[slot]);

    /// <summary>All lanes true where <paramref name="i"/> is the index, else none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Here<V>(nint i, long index)
        where V : struct, ILanes<V, T> => V.FirstLanes(i == index ? V.Count : 0);

    /// <summary>Sets the part of a line reduction for this block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPartial(int reduction, double value) => *_tables->Reductions[reduction].Of(_block) = value;

    /// <summary>Sets the part of a line reduction for a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPart(int reduction, nint block, double value) => *_tables->Reductions[reduction].Of(block) = value;

    /// <summary>Sets a row's part of a total.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetTotal(int reduction, nint row, double value) => *_tables->Reductions[reduction].Of(row) = value;

    /// <summary>This block's accumulators of a column reduction, one for each column. They hold the neutral element before the
    /// block's first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<double> Columns(int reduction) => new(_tables->Reductions[reduction].Of(_block));

    /// <summary>The same for another block of a line reduction: for loops that run their passes themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Grid<T> AtBlock(nint block) => new(_tables, _info, block);
}
