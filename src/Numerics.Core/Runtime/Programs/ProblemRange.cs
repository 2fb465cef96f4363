using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a program's own method.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct ProblemRange<T>
    where T : unmanaged
{
    private readonly GridTables<T>* _tables;
    private readonly ProgramInfo _info;
    private readonly nint* _strides;
    private readonly T** _first;
    private readonly int _count;

    /// <summary>Problems whose first the tables aim at.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="info">The program.</param>
    /// <param name="arrays">The first problem's arrays.</param>
    /// <param name="strides">How far the next problem's lie from them; null where there is but one.</param>
    /// <param name="table">The numbers.</param>
    /// <param name="first">The first problem.</param>
    /// <param name="end">The one after the last.</param>
    internal ProblemRange(
        GridTables<T>* tables, ProgramInfo info, T** arrays, nint* strides, ProblemTable<T> table, int first, int end)
    {
        (_info, _count, Table, First, End) = (info, info.CallArrays, table, first, end);
        _tables = tables;
        _strides = strides;
        _first = arrays;
    }

    /// <summary>The numbers of the problems that are run together, and of all.</summary>
    public ProblemTable<T> Table { get; }

    /// <summary>The first problem.</summary>
    public int First { get; }

    /// <summary>The one after the last.</summary>
    public int End { get; }

    /// <summary>How many problems are run together at most.</summary>
    public int Together { get; internal init; }

    /// <summary>Tables of problems that are run together, one for each.</summary>
    internal GridTables<T>* Each { get; init; }

    /// <summary>Aims at a problem's arrays, for problems that are run one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Aim(int problem)
    {
        if (_strides != null)
        {
            Aim(_tables->Arrays, problem);
            if (_info.HasViews)
            {
                AimViews();
            }
        }
    }

    /// <summary>Aims problems of those that are run together at their arrays.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many there are.</param>
    public void Aim(int first, int count)
    {
        for (int k = 0; _strides != null && k < count; k++)
        {
            Aim(Each[k].Arrays, first + k);
        }
    }

    /// <summary>What passes see of problem k of those that are run together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Grid<T> Grid(int k) => new(Each + k, _info, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Aim(T** arrays, int problem)
    {
        nint by = problem - First;
        for (int array = 0; array < _count; array++)
        {
            arrays[array] = _first[array] + (by * _strides[array]);
        }
    }

    /// <summary>Matrices that are the memory of a line.</summary>
    private void AimViews()
    {
        for (int array = _info.CallArrays; array < _info.Arrays.Length; array++)
        {
            if (_info.Arrays[array].Of >= 0)
            {
                _tables->Arrays[array] = _tables->Arrays[_info.Arrays[array].Of];
            }
        }
    }
}
