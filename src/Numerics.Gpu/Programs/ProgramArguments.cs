using ILGPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>The four numbers that the table has of an array.</summary>
public enum ArrayPlace
{
    /// <summary>Elements from one row to the next.</summary>
    RowStride,

    /// <summary>Rows of a matrix, elements of a line.</summary>
    Rows,

    /// <summary>Columns of a matrix; 0 for a line.</summary>
    Columns,

    /// <summary>Elements from one problem of a batch to the next.</summary>
    ProblemStride,
}

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of every kernel of a program.</summary>
/// <typeparam name="T">The element type.</typeparam>
public struct ProgramArguments<T>
    where T : unmanaged
{
    /// <summary>The arrays of the call, then the temporaries, for all problems.</summary>
    public Pack32<ArrayView<T>> Arrays;

    /// <summary>Of each sparse matrix where its rows begin.</summary>
    public Pack4<ArrayView<int>> Starts;

    /// <summary>Of each sparse matrix the columns of its entries.</summary>
    public Pack4<ArrayView<int>> Places;

    /// <summary>The rounded constants: problem · <see cref="ConstantCount"/> + slot.</summary>
    public ArrayView<T> Constants;

    /// <summary>Lines for each group of a launch.</summary>
    public ArrayView<T> Scratch;

    /// <summary>The tables of values: problem · <see cref="Slots"/> + slot.</summary>
    public ArrayView<double> Values;

    /// <summary>What the host knows.</summary>
    public ArrayView<double> Inputs;

    /// <summary>The parts of reductions: problem · <see cref="ProblemParts"/> + a reduction's first part + ….</summary>
    public ArrayView<double> Parts;

    /// <summary>The lengths of axes; of each array the numbers of <see cref="ArrayPlace"/>; of each reduction its first part, the parts
    /// of a block and the blocks; of each pass the length of a block and the blocks.</summary>
    public ArrayView<long> Table;

    /// <summary>Where the arrays begin in the table.</summary>
    public int FirstArray;

    /// <summary>Where the reductions begin in the table.</summary>
    public int FirstReduction;

    /// <summary>Where the passes begin in the table.</summary>
    public int FirstPass;

    /// <summary>Values of a problem.</summary>
    public int Slots;

    /// <summary>Constants of a problem.</summary>
    public int ConstantCount;

    /// <summary>Parts of a problem.</summary>
    public long ProblemParts;

    /// <summary>Elements of scratch memory of a group.</summary>
    public long GroupScratch;
}
