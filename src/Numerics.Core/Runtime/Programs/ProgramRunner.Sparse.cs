namespace Numerics.Runtime;

/// <summary>Sparse matrices: their products with lines, and how one is made.</summary>
internal sealed unsafe partial class ProgramRunner<K, T>
{
    /// <summary>Whole numbers up to this are exact in <see cref="float"/>: the most columns that entries are counted in.</summary>
    private const nint MostCounted = 1 << 24;

    /// <summary>Rows that a thread multiplies at a time.</summary>
    private const nint RowsInItem = 256;

    private SparseStep _sparse = null!;
    private double* _sparseParts;

    /// <summary>Aims at where the entries of sparse arguments stand, and takes room for those of temporaries and for the blocks' sums of
    /// the greatest product with a line of rows.</summary>
    private void LaySparse(ref Cursor cursor, in CallArrays<T> arrays, ReadOnlySpan<nint> axes, bool isMeasuring)
    {
        for (int array = 0; array < Info.Arrays.Length; array++)
        {
            ArrayInfo info = Info.Arrays[array];
            if (!info.IsSparse)
            {
                continue;
            }

            SparseEntries entries = array < Info.CallArrays
                ? new((nint)arrays.Sparse[array]!.StartsAddress, (nint)arrays.Sparse[array]!.ColumnsAddress)
                : new((nint)cursor.Take<int>(axes[info.Rows] + 1), (nint)cursor.Take<int>(axes[info.Entries]));
            if (!isMeasuring)
            {
                _tables->Sparse[array] = entries;
            }
        }

        nint most = 0;
        foreach (SparseStep step in Info.TransposedSteps)
        {
            ArrayInfo info = Info.Arrays[step.Matrix];
            nint entries = info.Entries >= 0 ? axes[info.Entries] : arrays.Shapes.Array(step.Matrix).EntriesAndOne - 1;
            RowBlocks blocks = RowBlocks.OfEntries(axes[info.Rows], axes[info.Columns], entries);
            most = Math.Max(most, Math.Max(1, blocks.Count) * axes[info.Columns]);
        }

        _sparseParts = cursor.Take<double>(most);
    }

    private void Multiply(SparseStep product)
    {
        _sparse = product;
        (nint rows, nint columns) = (_tables->Rows[product.Matrix], _tables->Columns[product.Matrix]);
        nint entries = _tables->Sparse[product.Matrix].StartsOf[rows];
        if (!product.IsTransposed)
        {
            Dispatch(Phase.SparseRows, Ceiling(rows, RowsInItem), rows + entries);
            return;
        }

        _blocks = RowBlocks.OfEntries(rows, columns, entries);
        Dispatch(Phase.SparseColumns, _blocks.Count, rows + entries + (_blocks.Count * columns));
        if (_blocks.Count == 0)
        {
            Lines.Fill(_sparseParts, columns, 0);
        }

        CombineBlocks(Plans.ReductionKind.Sum, _sparseParts, _blocks.Count, columns);
        Lines.Round(_sparseParts, _tables->Arrays[product.Result], columns);
    }

    private void MultiplyRows(nint item)
    {
        Grid<T> grid = GridAt(0);
        nint end = Math.Min((item + 1) * RowsInItem, _tables->Rows[_sparse.Matrix]);
        for (nint i = item * RowsInItem; i < end; i++)
        {
            _tables->Arrays[_sparse.Result][i] = Element.Round<T>(grid.RowDot(_sparse.Matrix, i, _tables->Arrays[_sparse.Line]));
        }
    }

    /// <summary>A block's sums of a product with a line of rows: each column takes the rows in ascending order.</summary>
    private void AddRows(nint block)
    {
        nint columns = _tables->Columns[_sparse.Matrix];
        double* sums = _sparseParts + (block * columns);
        Lines.Fill(sums, columns, 0);
        SparseEntries entries = _tables->Sparse[_sparse.Matrix];
        T* values = _tables->Arrays[_sparse.Matrix];
        nint end = _blocks.End(block, _tables->Rows[_sparse.Matrix]);
        for (nint i = _blocks.Start(block); i < end; i++)
        {
            double factor = Element.Widen(_tables->Arrays[_sparse.Line][i]);
            for (nint k = entries.StartsOf[i]; k < entries.StartsOf[i + 1]; k++)
            {
                ref double sum = ref sums[entries.ColumnsOf[k]];
                double value = Element.Widen(values[k]);
                sum = _tables->IsFused ? Math.FusedMultiplyAdd(factor, value, sum) : (factor * value) + sum;
            }
        }
    }

    /// <summary>Where rows begin: the counts before them added up, no further than there is room.</summary>
    /// <exception cref="ArgumentException">There are so many columns that counts of entries are not exact.</exception>
    private void SetStarts(StartsStep step)
    {
        ArrayInfo info = Info.Arrays[step.Matrix];
        if (typeof(T) == typeof(float) && Axes[info.Columns] > MostCounted)
        {
            throw new ArgumentException(
                $"A sparse matrix is made of {Axes[info.Columns]} columns; in single precision there may be {MostCounted}.");
        }

        int* starts = _tables->Sparse[step.Matrix].StartsOf;
        nint next = 0;
        starts[0] = 0;
        for (nint i = 0; i < Axes[info.Rows]; i++)
        {
            next = Math.Min(Axes[info.Entries], next + (nint)Element.Widen(_tables->Arrays[step.Counts][i]));
            starts[i + 1] = (int)next;
        }
    }
}
