using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a kernel's own method that runs a few at a time.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct KernelRange<T>
    where T : unmanaged
{
    /// <summary>Problems side by side in the table of values: the lanes of an <see cref="IWide{W}"/>.</summary>
    internal const int Lanes = 16;

    private readonly T** _arrays;
    private readonly T* _constants;
    private readonly double* _parts;
    private readonly double* _values;
    private readonly double* _host;
    private readonly KernelPlan _plan;
    private readonly double** _numbers;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="arrays">The arrays of all problems.</param>
    /// <param name="constants">The constants that are set before the first problem.</param>
    /// <param name="parts">One problem's parts of reductions.</param>
    /// <param name="values">The tables of values of problems that are run together.</param>
    /// <param name="host">The host values.</param>
    /// <param name="numbers">The numbers of all problems.</param>
    internal KernelRange(
        KernelPlan plan, T** arrays, T* constants, double* parts, double* values, double* host,
        double** numbers)
    {
        _plan = plan;
        _numbers = numbers;
        _arrays = arrays;
        _constants = constants;
        _parts = parts;
        _values = values;
        _host = host;
    }

    /// <summary>The first problem.</summary>
    public int First { get; internal init; }

    /// <summary>The one after the last.</summary>
    public int End { get; internal init; }

    /// <summary>The number of elements of a problem.</summary>
    public nint Length { get; internal init; }

    /// <summary>The host values in declaration order.</summary>
    public ReadOnlySpan<double> Host => new(_host, _plan.Host.Count);

    /// <summary>How many problems are run together at most.</summary>
    public int Together { get; internal init; }

    /// <summary>What passes see of a problem.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame<T> Frame(int problem) => new(_arrays, _constants, _parts, problem * Length);

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

    /// <summary>A constant that was set before the first problem: computed in double and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => _constants[slot];

    /// <summary>Keeps the part of a reduction for a block where there are several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPart(int reduction, nint block, double value)
    {
        if (Length > KernelContext.Block)
        {
            _parts[(block * Reductions) + reduction] = value;
        }
    }

    /// <summary>The result of a reduction whose parts are there, and of which the last one is at hand: where there is but one, that is
    /// it.</summary>
    /// <param name="reduction">Its number.</param>
    /// <param name="kind">What it computes.</param>
    /// <param name="last">The last part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Reduced(int reduction, ReductionKind kind, double last) =>
        (nuint)(Length - 1) < KernelContext.Block ? last : Combined(reduction, kind);

    internal int Reductions { get; init; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Combined(int reduction, ReductionKind kind) =>
        Combine.Levels(kind, _parts + reduction, KernelContext.BlocksIn(Length), Reductions);
}

/// <summary>The table of values of one problem.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct ProblemValues<T>
    where T : unmanaged
{
    private readonly double* _values;

    internal ProblemValues(double* values) => _values = values;

    /// <summary>The number in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int slot) => _values[slot * KernelRange<T>.Lanes];

    /// <summary>The number in a slot, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => Element.Round<T>(_values[slot * KernelRange<T>.Lanes]);

    /// <summary>Sets the number in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int slot, double value) => _values[slot * KernelRange<T>.Lanes] = value;
}
