using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of what a program does with sparse matrices, entry by entry; the entries themselves are among the run's
/// arrays.</summary>
internal sealed class SparseRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of the product with a line of rows: the most blocks of rows, and entries for each accumulator; see
    /// docs/architecture.md.</summary>
    private const int MostBlocks = 64;
    private const int EntriesPerColumn = 8;

    /// <summary>The sums that the entries of a row go to in turn.</summary>
    private const int Sums = 4;

    private readonly ProgramRun<T> _run;
    private readonly Dictionary<int, (int[] Starts, int[] Columns, int[] Next)> _entries = [];

    public SparseRun(ProgramRun<T> run, ProgramCase<T> of)
    {
        _run = run;
        for (int array = 0; array < run.Arrays.Length; array++)
        {
            ProgramArray info = run.Plan.Array(array);
            if (info.Shape == ArrayShape.Csr)
            {
                int rows = run.Length(info.RowAxis);
                _entries[array] = info.Entries < 0
                    ? ([.. of.Sparse[array]!.RowStarts], [.. of.Sparse[array]!.ColumnIndices], [])
                    : (new int[rows + 1], new int[run.Length(info.Entries)], new int[rows]);
                run.Arrays[array] = info.Entries < 0 ? of.Sparse[array]!.Values.ToArray() : run.Arrays[array];
            }
        }
    }

    public void Run(ProgramItem item)
    {
        switch (item)
        {
            case ProgramSparseProduct { IsTransposed: false } product:
                T[] result = _run.Arrays[product.Result];
                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = _run.Narrow(RowDot(product.Matrix, i, product.Line));
                }

                break;
            case ProgramSparseProduct product:
                MultiplyColumns(product);
                break;
            case ProgramStarts starts:
                SetStarts(starts);
                break;
            case ProgramRowDot dot:
                _run.Values[dot.Slot] = RowDot(dot.Matrix, RowAt(dot.Matrix, dot.Row), dot.Line);
                break;
            case ProgramAddRow add:
                AddRow(add);
                break;
            default:
                throw new ArgumentException($"The interpreter does not run {item.GetType().Name}.", nameof(item));
        }
    }

    /// <summary>A value becomes its row's next entry, if the row has room.</summary>
    public void Compact(CellCompaction to, int row, int column, T value)
    {
        (int[] starts, int[] columns, int[] next) = _entries[to.Matrix];
        if (next[row] < starts[row + 1])
        {
            columns[next[row]] = column;
            _run.Arrays[to.Matrix][next[row]++] = value;
        }
    }

    private static double Double(T value) => double.CreateTruncating(value);

    private double RowDot(int matrix, int row, int line)
    {
        (int[] starts, int[] columns, _) = _entries[matrix];
        var sums = new double[Sums];
        for (int k = starts[row]; k < starts[row + 1]; k++)
        {
            ref double sum = ref sums[(k - starts[row]) % Sums];
            (double a, double b) = (Double(_run.Arrays[matrix][k]), Double(_run.Arrays[line][columns[k]]));
            sum = LaneSums.Add(ReductionKind.Dot, _run.Contraction, _run.Noise, sum, 0, a, b);
        }

        double total = (sums[0] + sums[2]) + (sums[1] + sums[3]);
        return _run.Noise is null ? total : _run.Noise.Total(total, sums.Select(_run.Noise.Part));
    }

    private int RowAt(int matrix, int slot)
    {
        (long row, int rows) = (_run.Integer(slot), _entries[matrix].Starts.Length - 1);
        return (ulong)row < (ulong)rows
            ? (int)row
            : throw new ArgumentOutOfRangeException(nameof(slot), row, $"{_run.Plan.Array(matrix).Name} has {rows} rows.");
    }

    private void MultiplyColumns(ProgramSparseProduct product)
    {
        (int[] starts, int[] columns, _) = _entries[product.Matrix];
        int rows = starts.Length - 1;
        T[] result = _run.Arrays[product.Result];
        int blocks = Math.Clamp(starts[rows] / (EntriesPerColumn * Math.Max(result.Length, 1)), 1, MostBlocks);
        int height = Math.Max(1, (rows + blocks - 1) / blocks);
        List<double[]> parts = [];
        for (int i = 0; i < rows; i++)
        {
            if (i % height == 0)
            {
                parts.Add(new double[result.Length]);
            }

            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                ref double sum = ref parts[^1][columns[k]];
                (double a, double b) = (Double(_run.Arrays[product.Line][i]), Double(_run.Arrays[product.Matrix][k]));
                sum = LaneSums.Add(ReductionKind.Dot, _run.Contraction, _run.Noise, sum, 0, a, b);
            }
        }

        for (int j = 0; j < result.Length; j++)
        {
            double[] column = [.. parts.Select(p => p[j])];
            double total = ReductionTree.CombineLevels(ReductionKind.Sum, column);
            result[j] = _run.Narrow(_run.Noise is null || column.Length < 2 ? total : _run.Noise.Total(total, column));
        }
    }

    private void SetStarts(ProgramStarts item)
    {
        (int[] starts, int[] columns, int[] next) = _entries[item.Matrix];
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = starts[i];
            starts[i + 1] = Math.Min(columns.Length, starts[i] + (int)Double(_run.Arrays[item.Counts][i]));
        }
    }

    private void AddRow(ProgramAddRow add)
    {
        (int[] starts, int[] columns, _) = _entries[add.Matrix];
        T[] line = _run.Arrays[add.Line];
        int row = RowAt(add.Matrix, add.Row);
        for (int k = starts[row]; k < starts[row + 1]; k++)
        {
            line[columns[k]] = _run.MultiplyAdd(_run.Constant(add.Factor), _run.Arrays[add.Matrix][k], line[columns[k]]);
        }
    }
}
