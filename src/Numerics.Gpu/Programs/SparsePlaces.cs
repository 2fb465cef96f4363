using ILGPU;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>Where entries stand: of a call's sparse matrices, then of those that the program makes.</summary>
internal sealed class SparsePlaces<T>
    where T : unmanaged
{
    private readonly int[] _matrices;
    private readonly long[] _rows;
    private readonly long[] _entries;
    private readonly int _arrays;

    /// <param name="plan">The plan.</param>
    /// <param name="layout">The layout of a call.</param>
    public SparsePlaces(ProgramPlan plan, ProgramLayout layout)
    {
        _arrays = plan.Arrays.Count;
        _matrices = [.. layout.SparseArrays];
        _rows = [.. _matrices.Select(a => (long)layout.RowsOf(a) + 1)];
        _entries = [.. _matrices.Select(a => (long)layout.LengthOf(a))];
        Indices = Enumerable.Range(0, _matrices.Length).Where(k => _matrices[k] >= _arrays).Sum(k => _rows[k] + _entries[k]);

        // Any view will do where there is none.
        Starts = new ArrayView<int>[Math.Max(_matrices.Length, 1)];
        Places = new ArrayView<int>[Starts.Length];
    }

    /// <summary>Whole numbers of the matrices that the program makes.</summary>
    public long Indices { get; }

    /// <summary>Of each matrix where its rows begin.</summary>
    public ArrayView<int>[] Starts { get; }

    /// <summary>Of each matrix the columns of its entries.</summary>
    public ArrayView<int>[] Places { get; }

    /// <summary>Finds them for a call.</summary>
    /// <param name="arrays">The call's arrays.</param>
    /// <param name="indices">The room for those that the program makes.</param>
    public void Find(ReadOnlySpan<DeviceOperand<T>> arrays, ArrayView<int> indices)
    {
        (Starts[0], Places[0]) = (indices, indices);
        long at = 0;
        for (int k = 0; k < _matrices.Length; k++)
        {
            if (_matrices[k] < _arrays)
            {
                (Starts[k], Places[k]) = (arrays[_matrices[k]].Sparse!.Starts, arrays[_matrices[k]].Sparse!.Places);
                continue;
            }

            Starts[k] = indices.SubView(at, _rows[k]);
            Places[k] = indices.SubView(at + _rows[k], Math.Max(_entries[k], 1));
            at += _rows[k] + _entries[k];
        }
    }
}
