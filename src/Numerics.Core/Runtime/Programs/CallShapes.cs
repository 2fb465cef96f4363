using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>An array of a call: its name, its axes (−1: none) and the elements between its rows, its columns, and from one
/// problem of a batch to the next.</summary>
internal record struct CallArray(string Name, int Rows, int Columns, nint RowStride, nint ColumnStride, nint ProblemStride)
{
    /// <summary>Of a sparse matrix one more than its entries; 0 for any other array.</summary>
    public nint EntriesAndOne { get; init; }
}

/// <summary>What an axis's length was taken from: an array's elements, rows or columns.</summary>
internal enum AxisPart : byte
{
    None,
    Elements,
    Rows,
    Columns,
}

/// <summary>An axis: its length, and the array that fixed it.</summary>
internal record struct CallAxis(nint Length, int Array, AxisPart Part);

/// <summary>The shapes of a call's arrays: lengths are unified axis by axis as the arrays come.</summary>
internal struct CallShapes
{
    /// <summary>The most arrays of one call.</summary>
    public const int MaximumArrays = 16;

    /// <summary>The most axes that arrays of one call may have.</summary>
    public const int MaximumAxes = 16;

    private readonly int _problems;
    private readonly bool _isBatch;
    private Arrays _arrays;
    private Axes _axes;

    /// <summary>Shapes of the arrays of a batch of problems: one more dimension than a problem's, or problem after problem.</summary>
    public CallShapes(int problems) => (_problems, _isBatch) = (problems, true);

    /// <summary>The number of problems.</summary>
    public readonly int Problems => _isBatch ? _problems : 1;

    /// <summary>An array of the call; its name is null where it was not given.</summary>
    [UnscopedRef]
    public readonly ref readonly CallArray Array(int index) => ref _arrays[index];

    /// <summary>An axis.</summary>
    [UnscopedRef]
    public readonly ref readonly CallAxis Axis(int axis) => ref _axes[axis];

    /// <summary>Adds a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddLine(int index, nint length, string name, int axis)
    {
        if (_isBatch)
        {
            length = LengthOfProblem(length, name);
        }

        _arrays[index] = new(name, axis, -1, 0, 1, length);
        Unify(axis, new(length, index, AxisPart.Elements));
    }

    /// <summary>Adds a matrix.</summary>
    /// <exception cref="ArgumentException">It is no matrix, or has another length along an axis than an earlier array.</exception>
    public void AddMatrix(
        int index, scoped ReadOnlySpan<nint> lengths, scoped ReadOnlySpan<nint> strides, string name, int rows, int columns)
    {
        if (lengths.Length != (_isBatch ? 3 : 2))
        {
            ThrowRank(lengths.Length, name);
        }

        nint problemStride = 0;
        if (_isBatch)
        {
            CheckProblems(lengths[0], name);
            problemStride = strides[0];
            lengths = lengths[1..];
            strides = strides[1..];
        }

        // A stride along which there is no second element says nothing.
        nint columnStride = lengths[1] > 1 ? strides[1] : 1;
        nint rowStride = lengths[0] > 1 ? strides[0] : lengths[1] * columnStride;
        _arrays[index] = new(name, rows, columns, rowStride, columnStride, problemStride);
        Unify(rows, new(lengths[0], index, AxisPart.Rows));
        Unify(columns, new(lengths[1], index, AxisPart.Columns));
    }

    /// <summary>Adds a sparse matrix.</summary>
    /// <exception cref="ArgumentException">It has another length along an axis than an earlier array, or stands in a batch.</exception>
    public void AddSparse(int index, nint height, nint width, nint entries, string name, int rows, int columns)
    {
        if (_isBatch)
        {
            throw new ArgumentException($"{name} is a sparse matrix; a batch takes none.", name);
        }

        _arrays[index] = new(name, rows, columns, 0, 1, 0) { EntriesAndOne = entries + 1 };
        Unify(rows, new(height, index, AxisPart.Rows));
        Unify(columns, new(width, index, AxisPart.Columns));
    }

    private readonly nint LengthOfProblem(nint length, string name) =>
        length == 0 ? 0
        : _problems > 0 && length % _problems == 0 ? length / _problems
        : throw new ArgumentException($"{name} has {length} elements, which {_problems} problems do not share evenly.", name);

    private readonly void CheckProblems(nint problems, string name)
    {
        if (problems != _problems)
        {
            throw new ArgumentException($"{name} has {problems} matrices for {_problems} problems.", name);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowRank(int rank, string name) => throw new ArgumentException(
        _isBatch ? $"{name} has rank {rank}; a batch of matrices has rank 3." : $"{name} has rank {rank}; a matrix has rank 2.",
        name);

    /// <summary>Refuses an array that has another length along an axis than the rule computes.</summary>
    public readonly void CheckLength(int axis, nint length)
    {
        CallAxis found = _axes[axis];
        if (found.Part != AxisPart.None && found.Length != length)
        {
            throw new ArgumentException(
                $"{Text(found)}; with these arguments it must have {length}.", _arrays[found.Array].Name);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Unify(int axis, CallAxis found)
    {
        if (_axes[axis].Part == AxisPart.None)
        {
            _axes[axis] = found;
        }
        else if (_axes[axis].Length != found.Length && Problems > 0)
        {
            ThrowLength(_axes[axis], found);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowLength(CallAxis first, CallAxis second)
    {
        string name = _arrays[second.Array].Name;
        throw new ArgumentException($"{Text(second)} and {Text(first)}; the two are the same in this rule.", name);
    }

    /// <summary>“a has 4 rows”.</summary>
    public readonly string Text(CallAxis axis) =>
        $"{_arrays[axis.Array].Name} has {axis.Length} {Unit(axis.Part)}{(axis.Length == 1 ? "" : "s")}";

    private static string Unit(AxisPart part) => part switch
    {
        AxisPart.Rows => "row",
        AxisPart.Columns => "column",
        _ => "element",
    };

    [InlineArray(MaximumArrays)]
    private struct Arrays
    {
        private CallArray _first;
    }

    [InlineArray(MaximumAxes)]
    private struct Axes
    {
        private CallAxis _first;
    }
}
