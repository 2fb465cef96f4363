namespace Numerics.Runtime;

/// <summary>Where the parts of a reduction lie until they are combined.</summary>
/// <param name="Parts">The first part.</param>
/// <param name="Stride">Doubles from one block's part to the next: 1, or a column reduction's number of columns.</param>
internal readonly unsafe record struct ReductionParts(nint Parts, nint Stride)
{
    /// <summary>The part of a block.</summary>
    public double* Of(nint block) => (double*)Parts + (block * Stride);
}

/// <summary>Where the entries of a sparse matrix stand.</summary>
/// <param name="Starts">For each row the position of its first entry, then the number of entries.</param>
/// <param name="Columns">The column of each entry.</param>
internal readonly unsafe record struct SparseEntries(nint Starts, nint Columns)
{
    /// <summary>For each row the position of its first entry, then the number of entries.</summary>
    public int* StartsOf => (int*)Starts;

    /// <summary>The column of each entry.</summary>
    public int* ColumnsOf => (int*)Columns;
}

/// <summary>The addresses that all passes of one call work with.</summary>
internal unsafe struct GridTables<T>
    where T : unmanaged
{
    /// <summary>The first element of each array: the call's arrays, then the temporaries.</summary>
    public T** Arrays;

    /// <summary>Elements between the rows of each array; 0 for a line.</summary>
    public nint* Strides;

    /// <summary>The rows of each matrix, the elements of each line.</summary>
    public nint* Rows;

    /// <summary>The columns of each matrix; 0 for a line.</summary>
    public nint* Columns;

    /// <summary>The constants, rounded.</summary>
    public T* Constants;

    /// <summary>The lengths of the axes.</summary>
    public nint* Axes;

    /// <summary>The table of values.</summary>
    public double* Values;

    /// <summary>The host values.</summary>
    public double* Host;

    /// <summary>The number of host values.</summary>
    public int HostCount;

    /// <summary>Lines as doubles, for arrays of which the running pass wants that.</summary>
    public double** Widened;

    /// <summary>Points by coordinates, for arrays of which the running pass wants that.</summary>
    public T** Packed;

    /// <summary>The entries of each sparse matrix.</summary>
    public SparseEntries* Sparse;

    /// <summary>Whether multiply–adds round once.</summary>
    public bool IsFused;

    /// <summary>The parts of each reduction.</summary>
    public ReductionParts* Reductions;
}
