using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a kernel's own method that runs a few at a time.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct KernelRange<T>
    where T : unmanaged
{
    private readonly T** _arrays;
    private readonly T** _places;
    private readonly T* _constants;
    private readonly double* _parts;
    private readonly double* _values;
    private readonly double* _host;
    private readonly KernelPlan _plan;
    private readonly PinnedNumbers _numbers;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="arrays">The arrays of all problems.</param>
    /// <param name="places">Room for the arrays of problems that are run together.</param>
    /// <param name="constants">The constants that are set before the first problem.</param>
    /// <param name="parts">One problem's parts of reductions.</param>
    /// <param name="values">The tables of values of problems that are run together.</param>
    /// <param name="host">The host values.</param>
    /// <param name="numbers">The numbers of all problems.</param>
    internal KernelRange(
        KernelPlan plan, T** arrays, T** places, T* constants, double* parts, double* values, double* host,
        in PinnedNumbers numbers)
    {
        (_plan, _numbers) = (plan, numbers);
        _arrays = arrays;
        _places = places;
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

    /// <summary>What passes see of problem k of those that were begun.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame<T> Frame(int k) => new(_places + (k * Arrays), _constants, _parts);

    /// <summary>Aims at an array of a problem, which will be problem k of those that are run together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(int k, int array, int problem) => _places[(k * Arrays) + array] = _arrays[array] + (problem * Length);

    /// <summary>The table of values of problem k of those that are run together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ProblemValues<T> Values(int k) => new(_values + (k * Slots));

    /// <summary>A problem's input.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="problem">The problem.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(int column, int problem) => _numbers.Column(column)[problem];

    /// <summary>Sets a problem's result.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="value">The result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNumber(int column, int problem, double value) => _numbers.Column(column)[problem] = value;

    /// <summary>A constant that was set before the first problem: computed in double and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => _constants[slot];

    /// <summary>Sets the part of a reduction for a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPart(int reduction, nint block, double value) => _parts[(block * Reductions) + reduction] = value;

    /// <summary>The result of a reduction whose parts are there, and of which the last one is at hand: where there is but one, that is
    /// it.</summary>
    /// <param name="reduction">Its number.</param>
    /// <param name="kind">What it computes.</param>
    /// <param name="last">The last part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Reduced(int reduction, ReductionKind kind, double last) =>
        (nuint)(Length - 1) < KernelContext.Block ? last : Combined(reduction, kind);

    internal int Arrays { get; init; }

    internal int Slots { get; init; }

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
    public double Value(int slot) => _values[slot];

    /// <summary>The number in a slot, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => Element.Round<T>(_values[slot]);

    /// <summary>Sets the number in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int slot, double value) => _values[slot] = value;
}
