using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Problems [First, End) of a batch, for a program's own method that runs them one after the other.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct ProblemRange<T>
    where T : unmanaged
{
    private readonly GridTables<T>* _tables;
    private readonly ProgramInfo _info;
    private readonly nint* _strides;
    private readonly double** _numbers;

    /// <summary>Problems whose first the tables aim at.</summary>
    internal ProblemRange(GridTables<T>* tables, ProgramInfo info, nint* strides, double** numbers, int first, int end)
    {
        (_info, First, End) = (info, first, end);
        _tables = tables;
        _strides = strides;
        _numbers = numbers;
    }

    /// <summary>The first problem.</summary>
    public int First { get; }

    /// <summary>The one after the last.</summary>
    public int End { get; }

    /// <summary>Aims at a problem's arrays, those after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int problem)
    {
        if (problem > First)
        {
            Advance();
        }
    }

    /// <summary>A problem's input.</summary>
    /// <param name="column">Which, in the order of <see cref="BatchNumbers"/>.</param>
    /// <param name="problem">The problem.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(int column, int problem) => _numbers[column][problem];

    /// <summary>Sets a problem's result.</summary>
    /// <inheritdoc cref="Number"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNumber(int column, int problem, double value) => _numbers[column][problem] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance()
    {
        for (int array = 0; array < _info.CallArrays; array++)
        {
            _tables->Arrays[array] += _strides[array];
        }

        if (_info.HasViews)
        {
            AimViews();
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
