using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a kernel's own method that runs a few at a time.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct KernelRange<T>
    where T : unmanaged
{
    private readonly T** _arrays;
    private readonly T* _constants;
    private readonly double* _values;
    private readonly double* _parts;
    private readonly double* _host;
    private readonly KernelPlan _plan;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="arrays">The arrays of all problems.</param>
    /// <param name="constants">The constants that are set before the first problem.</param>
    /// <param name="values">The values that are set before the first problem.</param>
    /// <param name="parts">One problem's parts of reductions.</param>
    /// <param name="host">The host values.</param>
    /// <param name="table">The numbers of the problems that are run together, and of all.</param>
    internal KernelRange(
        KernelPlan plan, T** arrays, T* constants, double* values, double* parts, double* host, ProblemTable<T> table)
    {
        (_plan, Table) = (plan, table);
        _arrays = arrays;
        _constants = constants;
        _values = values;
        _parts = parts;
        _host = host;
    }

    /// <summary>The first problem.</summary>
    public int First { get; internal init; }

    /// <summary>The one after the last.</summary>
    public int End { get; internal init; }

    /// <summary>The numbers of the problems that are run together, and of all.</summary>
    public ProblemTable<T> Table { get; }

    /// <summary>The number of elements of a problem.</summary>
    public nint Length { get; internal init; }

    /// <summary>The host values in declaration order.</summary>
    public ReadOnlySpan<double> Host => new(_host, _plan.Host.Count);

    /// <summary>How many problems are run together at most.</summary>
    public int Together { get; internal init; }

    /// <summary>What passes see of a problem.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame<T> Frame(int problem) => new(_arrays, _constants, _parts, problem * Length);

    /// <summary>A constant that was set before the first problem: computed in double and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Constant(int slot) => _constants[slot];

    /// <summary>A value that was set before the first problem.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int slot) => _values[slot];

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
