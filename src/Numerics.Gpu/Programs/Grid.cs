using System.Runtime.CompilerServices;
using ILGPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>What passes of a program see on a device: as <see cref="Runtime.Grid{T}"/> on the CPU.</summary>
/// <remarks>A device can't refuse an index: a line that is not there has NaN for its elements, and so has an element.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="arguments">The kernel's argument.</param>
/// <param name="problem">The problem of a batch; 0 for a single call.</param>
/// <param name="block">The block that the group works on.</param>
/// <param name="shared">Where the threads of the group meet.</param>
public readonly struct Grid<T>(ProgramArguments<T> arguments, int problem, long block, ArrayView<double> shared)
    where T : unmanaged
{
    private readonly ProgramArguments<T> _a = arguments;
    private readonly int _problem = problem;
    private readonly long _block = block;
    private readonly ArrayView<double> _shared = shared;

    /// <summary>The problem's table of values.</summary>
    public ArrayView<double> Values => _a.Values.SubView((long)_problem * _a.Slots, _a.Slots);

    /// <summary>What the host knows.</summary>
    public ArrayView<double> Inputs => _a.Inputs;

    /// <summary>The same grid at another block.</summary>
    public Grid<T> AtBlock(long other) => new(_a, _problem, other, _shared);

    /// <summary>The length of an axis.</summary>
    public long Axis(int axis) => _a.Table[axis];

    /// <summary>The number of blocks of a pass.</summary>
    public long Blocks(int pass) => _a.Table[_a.FirstPass + (2 * pass) + 1];

    /// <summary>The first element or row of the block.</summary>
    public long Start(int pass) => (_block * _a.Table[_a.FirstPass + (2 * pass)]);

    /// <summary>Beyond the last element or row of the block.</summary>
    public long End(int pass, int axis)
    {
        long end = (_block + 1) * _a.Table[_a.FirstPass + (2 * pass)];
        long length = _a.Table[axis];
        return (end < length ? end : length);
    }

    /// <summary>The first element of an array.</summary>
    public Pointer<T> Array(int index) => new(View(index), First(index), Place(index, ArrayPlace.RowStride));

    /// <summary>A line over the columns; lanes widen its elements as they load them.</summary>
    public Pointer<T> Widened(int index) => Array(index);

    /// <summary>Points, row after row.</summary>
    public Pointer<T> Packed(int index) => Array(index);

    /// <summary>The first element of a matrix's row, which is in range.</summary>
    public Pointer<T> Row(int index, long row) =>
        new(View(index), First(index) + (row * Place(index, ArrayPlace.RowStride)), 0);

    /// <summary>Elements between the rows of a matrix.</summary>
    public long Stride(int index) => Place(index, ArrayPlace.RowStride);

    /// <summary>Element <paramref name="i"/> of a line, which is in range.</summary>
    public T Element(int index, long i) => View(index)[First(index) + i];

    /// <summary>Element [row, column] of a matrix, whose row is in range.</summary>
    public T Element(int index, long row, long column) =>
        View(index)[First(index) + (row * Place(index, ArrayPlace.RowStride)) + column];

    /// <summary>A row of a matrix, or one that is not there.</summary>
    public Pointer<T> RowAt(int index, long row) => row >= 0 & row < Place(index, ArrayPlace.Rows)
        ? Row(index, row)
        : new(View(index), -1, 0);

    /// <summary>A column of a matrix, or one that is not there.</summary>
    public Pointer<T> ColumnAt(int index, long column) => column >= 0 & column < Place(index, ArrayPlace.Columns)
        ? new(View(index), First(index) + column, 0)
        : new(View(index), -1, 0);

    /// <summary>A position along an axis; one that is not there is no element's.</summary>
    public long PositionAt(int axis, long index) => index;

    /// <summary>True in all lanes where <paramref name="i"/> is the index, else in none.</summary>
    public V Here<V>(long i, long index)
        where V : struct, IThreadLanes<V, T> => V.MaskOf(i == index);

    /// <summary>A constant, rounded.</summary>
    public T Constant(int slot) => _a.Constants[((long)_problem * _a.ConstantCount) + slot];

    /// <summary>Sets a constant, rounded.</summary>
    public void SetRounded(int slot, T value) => _a.Constants[((long)_problem * _a.ConstantCount) + slot] = value;

    /// <summary>The whole number in a slot of the table of values.</summary>
    public long Integer(int slot) => (long)Interop.FloatAsInt(Values[slot]);

    /// <summary>Sets the block's part of a line reduction.</summary>
    public void SetPartial(int reduction, double value) => SetTotal(reduction, _block, value);

    /// <summary>Sets a row's part of a total.</summary>
    public void SetTotal(int reduction, long row, double value)
    {
        if (Group.IdxX == 0)
        {
            _a.Parts[FirstPart(reduction) + row] = value;
        }
    }

    /// <summary>The block's accumulators of a column reduction.</summary>
    public Pointer<double> Columns(int reduction) =>
        new(_a.Parts, FirstPart(reduction) + (_block * PartsOfBlock(reduction)), 0);

    /// <summary>The parts of a reduction, of its first block.</summary>
    public Pointer<double> Parts(int reduction) => new(_a.Parts, FirstPart(reduction), 0);

    /// <summary>The parts of a reduction in a block: columns, or one.</summary>
    public long PartsOfBlock(int reduction) => _a.Table[_a.FirstReduction + (3 * reduction) + 1];

    /// <summary>The number of blocks, or of rows, that a reduction has parts of.</summary>
    public long PartCount(int reduction) => _a.Table[_a.FirstReduction + (3 * reduction) + 2];

    /// <summary>Where the rows of a sparse matrix begin, by its number among the sparse ones.</summary>
    public ArrayView<int> Starts(int sparse) => Choose(_a.Starts, sparse);

    /// <summary>The columns of a sparse matrix's entries.</summary>
    public ArrayView<int> Places(int sparse) => Choose(_a.Places, sparse);

    /// <summary>Memory of the group for the elements of a row.</summary>
    public Pointer<T> Scratch(int index, long length) =>
        new(_a.Scratch, ((long)ILGPU.Grid.IdxX * _a.GroupScratch) + (index * (long)length), 0);

    /// <summary>The sum of all lanes, which every thread gets.</summary>
    public double SumLanes<W>(W value)
        where W : struct, IWide<W> => Folded<SumOf>(W.NumberOf(value));

    /// <summary>The least lane; NaN if any is.</summary>
    public double MinLanes<W>(W value)
        where W : struct, IWide<W> => Folded<LeastOf>(W.NumberOf(value));

    /// <summary>The greatest lane; NaN if any is.</summary>
    public double MaxLanes<W>(W value)
        where W : struct, IWide<W> => Folded<GreatestOf>(W.NumberOf(value));

    /// <summary>The numbers of the group's threads as one, which every thread gets.</summary>
    public double Folded<F>(double value)
        where F : struct, IFold => GroupReduction.Fold<F>(_shared, value);

    /// <summary>What the group's threads have written, all of them see.</summary>
    public void Sync()
    {
        MemoryFence.GroupLevel();
        Group.Barrier();
    }

    /// <summary>A number of an array's shape.</summary>
    public long Place(int index, ArrayPlace place) => _a.Table[_a.FirstArray + (4 * index) + (int)place];

    private long First(int index) => _problem * Place(index, ArrayPlace.ProblemStride);

    private long FirstPart(int reduction) => (_problem * _a.ProblemParts) + _a.Table[_a.FirstReduction + (3 * reduction)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ArrayView<int> Choose(Pack4<ArrayView<int>> pack, int index) =>
        index switch { 0 => pack.E0, 1 => pack.E1, 2 => pack.E2, _ => pack.E3 };

    /// <summary>Emitted code asks for arrays by literals: of the choices one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ArrayView<T> View(int index) => index switch
    {
        0 => _a.Arrays.E0,
        1 => _a.Arrays.E1,
        2 => _a.Arrays.E2,
        3 => _a.Arrays.E3,
        4 => _a.Arrays.E4,
        5 => _a.Arrays.E5,
        6 => _a.Arrays.E6,
        7 => _a.Arrays.E7,
        8 => _a.Arrays.E8,
        9 => _a.Arrays.E9,
        10 => _a.Arrays.E10,
        11 => _a.Arrays.E11,
        12 => _a.Arrays.E12,
        13 => _a.Arrays.E13,
        14 => _a.Arrays.E14,
        15 => _a.Arrays.E15,
        16 => _a.Arrays.E16,
        17 => _a.Arrays.E17,
        18 => _a.Arrays.E18,
        19 => _a.Arrays.E19,
        20 => _a.Arrays.E20,
        21 => _a.Arrays.E21,
        22 => _a.Arrays.E22,
        23 => _a.Arrays.E23,
        24 => _a.Arrays.E24,
        25 => _a.Arrays.E25,
        26 => _a.Arrays.E26,
        27 => _a.Arrays.E27,
        28 => _a.Arrays.E28,
        29 => _a.Arrays.E29,
        30 => _a.Arrays.E30,
        _ => _a.Arrays.E31,
    };
}
