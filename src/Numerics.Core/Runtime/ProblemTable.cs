using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>The numbers of problems that are run together, slot by slot, those of the problems in lanes; and the inputs and results of all
/// problems.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct ProblemTable<T>
    where T : unmanaged
{
    /// <summary>The most problems that are run together: the lanes of an <see cref="IWide{W}"/>.</summary>
    internal const int Lanes = 16;

    /// <summary>Half of a first-level cache.</summary>
    private const int Bytes = 16 * 1024;

    private const int ItemsPerThread = 8;

    private readonly double* _values;
    private readonly double** _numbers;

    /// <param name="values">Room for <see cref="Lanes"/> numbers in each slot.</param>
    /// <param name="numbers">The inputs and results of all problems.</param>
    internal ProblemTable(double* values, double** numbers)
    {
        _values = values;
        _numbers = numbers;
    }

    /// <summary>How many problems are run together: so many as lie in the first-level cache.</summary>
    /// <param name="bytes">What one has in arrays.</param>
    internal static int Together(nint bytes) => (int)Math.Clamp(Bytes / Math.Max(1, bytes), 1, Lanes);

    /// <summary>How many problems a thread takes at once: whole groups of those that are run together, and a few groups for each thread, so
    /// that all are done at about the same time.</summary>
    /// <param name="problems">How many there are.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="bytes">What a problem has in arrays.</param>
    internal static int InItem(int problems, int threads, nint bytes)
    {
        int together = Together(bytes);
        long round = (long)threads * ItemsPerThread * together;
        return (int)Math.Max(1, (problems + round - 1) / round) * together;
    }

    /// <summary>The table of values of problem k of those that are run together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ProblemValues<T> Values(int k) => new(_values + k);

    /// <summary>The numbers in a slot, of all problems that are run together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public W Slot<W>(int slot)
        where W : struct, IWide<W> => W.Load(new Pointer<double>(_values + (slot * Lanes)), 0);

    /// <summary>Sets the numbers in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetSlot<W>(int slot, W values)
        where W : struct, IWide<W> => W.Store(values, new Pointer<double>(_values + (slot * Lanes)), 0);

    /// <summary>Inputs of problems, the other lanes zero.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="first">The first problem.</param>
    /// <param name="count">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public W Numbers<W>(int column, int first, int count)
        where W : struct, IWide<W> => W.Load(new Pointer<double>(_numbers[column]), first, count);

    /// <summary>A problem's input.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="problem">The problem.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(int column, int problem) => _numbers[column][problem];

    /// <summary>Sets results of problems.</summary>
    /// <inheritdoc cref="Numbers{W}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNumbers<W>(int column, int first, int count, W values)
        where W : struct, IWide<W> => W.Store(values, new Pointer<double>(_numbers[column]), first, count);

    /// <summary>Sets a problem's result.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="value">The result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNumber(int column, int problem, double value) => _numbers[column][problem] = value;
}

/// <summary>The table of values of one problem.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct ProblemValues<T>
    where T : unmanaged
{
    private readonly double* _values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ProblemValues(double* values) => _values = values;

    /// <summary>The number in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int slot) => _values[slot * ProblemTable<T>.Lanes];

    /// <summary>The number in a slot, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => Element.Round<T>(_values[slot * ProblemTable<T>.Lanes]);

    /// <summary>Sets the number in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int slot, double value) => _values[slot * ProblemTable<T>.Lanes] = value;
}
