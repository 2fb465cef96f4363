using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a kernel's own method that runs them one after the other.</summary>
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
    /// <param name="places">Room for the arrays of one problem.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="parts">Its parts of reductions.</param>
    /// <param name="values">Its table of values.</param>
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

    /// <summary>What passes see of the problem that was begun.</summary>
    public Frame<T> Frame => new(_places, _constants, _parts);

    /// <summary>Aims at a problem's arrays and puts its inputs into the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int problem)
    {
        for (int array = 0; array < Arrays; array++)
        {
            _places[array] = _arrays[array] + (problem * Length);
        }

        if (_numbers.Count > 0)
        {
            _numbers.Read(problem, Values);
        }
    }

    /// <summary>Takes a problem's results from the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(int problem)
    {
        if (_numbers.Count > 0)
        {
            _numbers.Write(problem, Values);
        }
    }

    /// <summary>The number in a slot of the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int slot) => _values[slot];

    /// <summary>Sets the number in a slot of the table of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValue(int slot, double value) => _values[slot] = value;

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

    private Span<double> Values => new(_values, Slots);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Combined(int reduction, ReductionKind kind) =>
        Combine.Levels(kind, _parts + reduction, KernelContext.BlocksIn(Length), Reductions);
}
