using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Gpu.Programs;

/// <summary>Where everything of a call lies in memory, and how its passes are cut: by shapes alone, so that the bits of a call depend on
/// them alone.</summary>
internal sealed class ProgramLayout
{
    /// <summary>Groups that a pass over a matrix may have where each row is on its own: more than any device runs at once.</summary>
    private const int MostRowBlocks = 2048;

    private static readonly ConditionalWeakTable<ProgramPlan, ProgramInfo> Known = [];

    private readonly ProgramPlan _plan;
    private readonly ProgramInfo _info;
    private readonly nint[] _axes;
    private readonly nint[] _entries;
    private readonly Dictionary<int, RowBlocks> _blocks = [];

    /// <param name="plan">The plan.</param>
    /// <param name="axes">The lengths of the axes.</param>
    /// <param name="entries">Of each array of the call the entries that are stored: those of sparse matrices are asked for.</param>
    public ProgramLayout(ProgramPlan plan, nint[] axes, nint[] entries)
    {
        (_plan, _axes, _entries) = (plan, axes, entries);
        _info = Known.GetValue(plan, p => new ProgramInfo(p));
        foreach (ProgramItem item in plan.AllItems())
        {
            if (item is ProgramLine line)
            {
                _blocks[line.Number] = new RowBlocks(KernelContext.Block, Ceiling(axes[line.Axis], KernelContext.Block));
                Work += axes[line.Axis];
            }
            else if (item is ProgramRows rows)
            {
                _blocks[rows.Number] = BlocksOf(rows);
                Work += axes[rows.Rows] * axes[rows.Columns];
            }
            else if (item is ProgramSparseProduct sparse)
            {
                Work += LengthOf(sparse.Matrix);
            }
            else if (item is ProgramProduct product)
            {
                Work += LengthOf(product.C) * axes[product.IsLeftTurned ? _plan.Array(product.A).RowAxis : _plan.Array(product.A).Axis];
            }
        }
    }

    /// <summary>Elements that passes take, and multiplications of products; those of loops once.</summary>
    public nint Work { get; }

    /// <summary>The blocks of a pass.</summary>
    public RowBlocks Blocks(int pass) => _blocks[pass];

    /// <summary>The reductions, then the sums by key, then the products of lines and sparse matrices.</summary>
    public int Reductions => _info.ReductionCount + _info.KeySteps.Length + _info.TransposedSteps.Length;

    /// <summary>The sparse matrices among the arrays and temporaries.</summary>
    public IEnumerable<int> SparseArrays => Enumerable.Range(0, _info.Arrays.Length).Where(a => _info.Arrays[a].IsSparse);

    /// <summary>The rows of a matrix.</summary>
    public nint RowsOf(int array) => _axes[_info.Arrays[array].Rows];

    /// <summary>Numbers of the table.</summary>
    public int TableLength => _axes.Length + (4 * _info.Arrays.Length) + (3 * Reductions) + (2 * _blocks.Count);

    /// <summary>The elements of an array of one problem; of a sparse one the entries that there is room for.</summary>
    public nint LengthOf(int array)
    {
        ArrayInfo info = _info.Arrays[array];
        if (info.IsSparse)
        {
            return info.Entries >= 0 ? _axes[info.Entries] : _entries[array];
        }

        return _axes[info.Rows] * (info.IsMatrix ? _axes[info.Columns] : 1);
    }

    /// <summary>The array whose memory an array is: most are their own.</summary>
    public int MemoryOf(int array) => _info.Arrays[array].Of < 0 ? array : MemoryOf(_info.Arrays[array].Of);

    /// <summary>The columns that an item's parts are of, at least 1.</summary>
    public nint WidthOfParts(ProgramItem item) => item switch
    {
        ProgramRows rows when rows.CellSections.Any(c => c.Reductions.Any(r => r.Scope == CellScope.Column)) => _axes[rows.Columns],
        ProgramSumByKey keys => LengthOf(keys.Sums),
        ProgramSparseProduct { IsTransposed: true } product => LengthOf(product.Result),
        _ => 1,
    };

    /// <summary>Sets in the table how far apart the elements of an array of the call lie.</summary>
    /// <param name="table">The table.</param>
    /// <param name="array">The array.</param>
    /// <param name="row">Elements from one row to the next.</param>
    /// <param name="problem">Elements from one problem to the next.</param>
    public void SetStrides(Span<long> table, int array, long row, long problem)
    {
        int at = _axes.Length + (4 * array);
        (table[at + (int)ArrayPlace.RowStride], table[at + (int)ArrayPlace.ProblemStride]) = (row, problem);
    }

    /// <summary>Fills the table, but for what <see cref="SetStrides"/> sets.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The parts of one problem.</returns>
    public long Fill(Span<long> table)
    {
        int at = 0;
        foreach (nint axis in _axes)
        {
            table[at++] = axis;
        }

        for (int i = 0; i < _info.Arrays.Length; i++)
        {
            ArrayInfo info = _info.Arrays[i];
            nint columns = info.IsMatrix ? _axes[info.Columns] : 0;
            SetStrides(table, i, columns, LengthOf(MemoryOf(i)));
            (table[at + (int)ArrayPlace.Rows], table[at + (int)ArrayPlace.Columns]) = (_axes[info.Rows], columns);
            at += 4;
        }

        long parts = 0;
        Span<long> reductions = table.Slice(at, 3 * Reductions);
        foreach (ReductionInfo reduction in _info.AllReductions)
        {
            Reserve(reductions, reduction.Index, reduction.Form == ReductionForm.Columns ? _axes[reduction.Columns] : 1,
                reduction.Form == ReductionForm.Total ? _axes[reduction.Rows] : _blocks[PassOf(reduction)].Count, ref parts);
        }

        for (int k = 0; k < _info.KeySteps.Length; k++)
        {
            Reserve(reductions, _info.ReductionCount + k, LengthOf(_info.KeySteps[k].Sums), BlocksOf(_info.KeySteps[k]), ref parts);
        }

        for (int k = 0; k < _info.TransposedSteps.Length; k++)
        {
            SparseStep step = _info.TransposedSteps[k];
            int index = _info.ReductionCount + _info.KeySteps.Length + k;
            Reserve(reductions, index, _axes[_info.Arrays[step.Matrix].Columns], BlocksOf(step.Matrix), ref parts);
        }

        at += 3 * Reductions;
        foreach ((int pass, RowBlocks blocks) in _blocks)
        {
            table[at + (2 * pass)] = blocks.Rows;
            table[at + (2 * pass) + 1] = blocks.Count;
        }

        return parts;
    }

    private static void Reserve(Span<long> reductions, int index, nint ofBlock, nint count, ref long parts)
    {
        reductions[3 * index] = parts;
        reductions[(3 * index) + 1] = ofBlock;
        reductions[(3 * index) + 2] = count;
        parts += (long)ofBlock * count;
    }

    /// <summary>The blocks of a sum by key.</summary>
    public nint BlocksOf(KeyStep keys)
    {
        nint positions = _axes[_info.Arrays[keys.Keys].Rows];
        nint columns = _info.Arrays[keys.Sums].IsMatrix ? _axes[_info.Arrays[keys.Sums].Columns] : 1;
        return Math.Max(1, RowBlocks.OfKeys(positions, columns, _axes[_info.Arrays[keys.Sums].Rows]).Count);
    }

    /// <summary>The blocks of rows of a product of a line and a sparse matrix.</summary>
    public nint BlocksOf(int matrix) => Math.Max(
        1, RowBlocks.OfEntries(RowsOf(matrix), _axes[_info.Arrays[matrix].Columns], LengthOf(matrix)).Count);

    /// <summary>The step of an item.</summary>
    public KeyStep StepOf(ProgramSumByKey item) =>
        _info.KeySteps.First(k => (k.Values, k.Keys, k.Sums) == (item.Values, item.Keys, item.Sums));

    private int PassOf(ReductionInfo reduction) => _plan.AllItems().Select(item => item switch
    {
        ProgramLine line when line.Pass.Reductions.Any(r => r.Index == reduction.Index) => line.Number,
        ProgramRows rows when rows.CellSections.Any(c => c.Reductions.Any(r => r.Index == reduction.Index)) => rows.Number,
        _ => -1,
    }).First(number => number >= 0);

    private RowBlocks BlocksOf(ProgramRows rows)
    {
        (nint count, nint columns) = (_axes[rows.Rows], _axes[rows.Columns]);
        if (rows.CellSections.Any(c => c.Reductions.Any(r => r.Scope == CellScope.Column)))
        {
            return RowBlocks.Of(count, columns);
        }

        nint inBlock = Math.Max(1, Ceiling(count, MostRowBlocks));
        return new RowBlocks(inBlock, Ceiling(count, inBlock));
    }

    private static nint Ceiling(nint count, nint divisor) => (count + divisor - 1) / divisor;
}
