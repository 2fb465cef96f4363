using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Passes: cut into items that threads take in any order, then their reductions combined.</summary>
internal sealed unsafe partial class ProgramRunner<K, T>
{
    /// <summary>Columns whose blocks' parts one thread combines at a time: two lines of parts of so many doubles lie in the
    /// first-level cache.</summary>
    private const nint CombinedColumns = 1024;

    private Phase _phase;
    private LineStep _line = null!;
    private RowsStep _rows = null!;
    private RowBlocks _blocks;
    private ReductionKind _kind;
    private double* _parts;
    private nint _lines;
    private nint _width;
    private nint _chunk;

    /// <summary>What an item of the job is.</summary>
    private enum Phase
    {
        Line,
        Rows,
        Keys,
        SparseRows,
        SparseColumns,
        Combine,
    }

    protected override void RunItem(int item)
    {
        switch (_phase)
        {
            case Phase.Line: RunChunk(item); break;
            case Phase.Rows: RunBlock(item); break;
            case Phase.Keys: AddKeys(item); break;
            case Phase.SparseRows: MultiplyRows(item); break;
            case Phase.SparseColumns: AddRows(item); break;
            default: Combine.Lines(_kind, _parts + (item * CombinedColumns), _width, _lines, WidthOf(item)); break;
        }
    }

    private void RunLine(LineStep line)
    {
        nint length = Axes[line.Axis];
        _line = line;
        _chunk = ChunkFor(length);
        Dispatch(Phase.Line, Math.Max(Ceiling(length, _chunk), 1), length);
        foreach (ReductionInfo reduction in line.Reductions)
        {
            Values[reduction.Target] = Combine.Levels(reduction.Kind, Parts(reduction).Of(0), KernelContext.BlocksIn(length), 1);
        }
    }

    /// <summary>An eighth of a thread's share in whole blocks, but no more than the context's chunk.</summary>
    private nint ChunkFor(nint length)
    {
        nint share = length / (8 * (nint)_threads) / KernelContext.Block * KernelContext.Block;
        return Math.Clamp(share, KernelContext.Block, _context.Chunk);
    }

    /// <summary>Runs a chunk of the line's blocks; of a line of no elements one, which looks at the places that it reads.</summary>
    private void RunChunk(nint chunk)
    {
        nint start = chunk * _chunk;
        nint end = Math.Min(start + _chunk, Axes[_line.Axis]);
        nint step = _line.Reductions.Length > 0 ? KernelContext.Block : _chunk;
        for (; start == 0 || start < end; start += step)
        {
            Grid<T> grid = GridAt(start / KernelContext.Block);
            GroupDispatch.Run<LineAction<K, T>, T>(
                _context.Lanes, new(_line.Number, grid, start, Math.Min(start + step, end)));
        }
    }

    private void RunRows(RowsStep rows)
    {
        (nint height, nint width) = (Axes[rows.Rows], Axes[rows.Columns]);
        _rows = rows;
        _blocks = RowBlocks.Of(height, width);
        Prepare(rows);
        Dispatch(Phase.Rows, _blocks.Count, height * Math.Max(width, 1));
        foreach (ReductionInfo total in rows.Totals)
        {
            Values[total.Target] = Combine.Levels(total.Kind, Parts(total).Of(0), height, 1);
        }

        foreach (ReductionInfo columns in rows.ByColumn)
        {
            double* parts = Parts(columns).Of(0);
            if (height == 0)
            {
                Lines.Fill(parts, width, Combine.Neutral(columns.Kind));
            }

            CombineBlocks(columns.Kind, parts, _blocks.Count, width);
            Lines.Round(parts, _tables->Arrays[columns.Target], width);
        }
    }

    /// <summary>Makes what the pass sees of lines and points over its columns: the lines as doubles, the points packed.</summary>
    private void Prepare(RowsStep rows)
    {
        foreach (int array in rows.Widened)
        {
            if (typeof(T) == typeof(double))
            {
                _tables->Widened[array] = (double*)_tables->Arrays[array];
            }
            else
            {
                Lines.Widen((float*)_tables->Arrays[array], _tables->Widened[array], Axes[rows.Columns]);
            }
        }

        foreach (int array in rows.Points)
        {
            (nint points, nint dimension) = (Axes[Info.Arrays[array].Rows], Axes[Info.Arrays[array].Columns]);
            Lines.Copy(
                _tables->Arrays[array], _tables->Strides[array], 1, points, dimension, _tables->Packed[array], 1, points);
        }
    }

    private void RunBlock(nint block)
    {
        foreach (ReductionInfo columns in _rows.ByColumn)
        {
            Lines.Fill(Parts(columns).Of(block), Axes[columns.Columns], Combine.Neutral(columns.Kind));
        }

        nint end = _blocks.End(block, Axes[_rows.Rows]);
        GroupDispatch.Run<RowsAction<K, T>, T>(_context.Lanes, new(_rows.Number, GridAt(block), _blocks.Start(block), end));
    }

    /// <summary>Combines the blocks' lines of parts into the first.</summary>
    private void CombineBlocks(ReductionKind kind, double* parts, nint blocks, nint width)
    {
        (_kind, _lines, _width) = (kind, blocks, width);
        _parts = parts;
        Dispatch(Phase.Combine, Ceiling(width, CombinedColumns), blocks * width);
    }

    private int WidthOf(nint item) => (int)Math.Min(CombinedColumns, _width - (item * CombinedColumns));

    private ReductionParts Parts(ReductionInfo reduction) => _tables->Reductions[reduction.Index];

    /// <summary>Runs items on this thread where there are few elements, else on all.</summary>
    private void Dispatch(Phase phase, nint items, nint elements)
    {
        _phase = phase;
        if (elements > _context.ParallelThreshold && _threads > 1)
        {
            WorkerSet.Shared.Run(this, (int)items, _threads, elements > _context.WakingThreshold);
        }
        else
        {
            for (int item = 0; item < items; item++)
            {
                RunItem(item);
            }
        }
    }

    private static nint Ceiling(nint count, nint divisor) => (count + divisor - 1) / divisor;
}
