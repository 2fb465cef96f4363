using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>What passes and loops see at places that are known only when they run, and what inline loops do between their
/// passes.</summary>
public readonly unsafe partial struct Grid<T>
{
    /// <summary>The first element of a matrix's row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> RowAt(int array, long row)
    {
        CheckIndex(array, _tables->Rows, row);
        return Row(array, (nint)row);
    }

    /// <summary>The first element of a matrix's column; the next one lies <see cref="Stride"/> elements further.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pointer<T> ColumnAt(int array, long column)
    {
        CheckIndex(array, _tables->Columns, column);
        return new(_tables->Arrays[array] + column);
    }

    /// <summary>A position along an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public long PositionAt(int axis, long index) => (ulong)index < (ulong)Axis(axis)
        ? index
        : throw new ArgumentOutOfRangeException(
            nameof(index), index, $"A line of {Axis(axis)} elements has no element {index}.");

    /// <summary>Puts an element of a line into the table of values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int array, long index, int slot)
    {
        CheckIndex(array, _tables->Rows, index);
        _tables->Values[slot] = Runtime.Element.Widen(_tables->Arrays[array][index]);
    }

    /// <summary>An element of a line, as a double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Fetched(int array, long index)
    {
        CheckIndex(array, _tables->Rows, index);
        return Runtime.Element.Widen(_tables->Arrays[array][index]);
    }

    /// <summary>An element of a matrix, as a double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Fetched(int array, long row, long column)
    {
        CheckIndex(array, _tables->Columns, column);
        return Runtime.Element.Widen(RowAt(array, row).Address[column]);
    }

    /// <summary>Puts an element of a matrix into the table of values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int array, long row, long column, int slot)
    {
        CheckIndex(array, _tables->Columns, column);
        _tables->Values[slot] = Runtime.Element.Widen(RowAt(array, row).Address[column]);
    }

    /// <summary>The result of a line reduction whose parts are there.</summary>
    /// <param name="reduction">Its number.</param>
    /// <param name="axis">The axis of its pass.</param>
    /// <param name="kind">What it computes.</param>
    public double Combined(int reduction, int axis, ReductionKind kind) =>
        Combine.Levels(kind, _tables->Reductions[reduction].Of(0), KernelContext.BlocksIn(Axis(axis)), 1);

    /// <summary>Sets a constant: its value, and what it rounds to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetConstant(int slot, double value)
    {
        _tables->Values[slot] = value;
        _tables->Constants[slot] = Runtime.Element.Round<T>(value);
    }

    /// <summary>Memory of the running thread for the elements of a row, with anything in it.</summary>
    /// <param name="index">Which: from 0, as many as a pass needs at once.</param>
    /// <param name="length">The number of elements.</param>
    public Pointer<T> Scratch(int index, nint length) => new((T*)Runtime.Scratch.Rent(index + 1, length * sizeof(T)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckIndex(int array, nint* lengths, long index)
    {
        if ((ulong)index >= (ulong)lengths[array])
        {
            ThrowIndex(array, lengths[array], lengths == _tables->Columns, index);
        }
    }

    /// <summary>One expression, so that the compiler sees that this never returns: it keeps nothing in memory for after it.</summary>
    [DoesNotReturn]
    private void ThrowIndex(int array, nint length, bool isColumn, long index) => throw NoSuchIndex(array, length, isColumn, index);

    private ArgumentOutOfRangeException NoSuchIndex(int array, nint length, bool isColumn, long index)
    {
        ArrayInfo info = _info.Arrays[array];
        string part = isColumn ? "column" : info.IsMatrix ? "row" : "element";
        return new ArgumentOutOfRangeException(
            info.Name, index, $"{info.Name} has {length} {part}s; there is no {part} {index}.");
    }
}
