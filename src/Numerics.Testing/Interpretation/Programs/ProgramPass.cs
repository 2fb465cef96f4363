using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The interpretation of a program's passes, element by element.</summary>
internal sealed class ProgramPass<T>(ProgramRun<T> run)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Blocks of rows of column reductions: their number, and the fewest rows of one; see docs/architecture.md.</summary>
    private const int Cells = 1 << 20;
    private const int FewestBlocks = 16;
    private const int MostBlocks = 128;
    private const int FewestRows = 16;

    private int _columns;

    public void Run(ProgramLine line)
    {
        int length = run.Length(line.Axis);
        var parts = line.Pass.Reductions.ToDictionary(r => r, _ => new List<double>());
        for (int start = 0; start < length; start += ReductionTree.Block)
        {
            int end = Math.Min(start + ReductionTree.Block, length);
            var sums = line.Pass.Reductions.ToDictionary(r => r, r => new LaneSums(r.Kind, run.Contraction));
            for (int i = start; i < end; i++)
            {
                T[] nodes = Evaluate(line.Pass.Nodes, [], -1, i);
                Store(line.Pass.Stores, nodes, i);
                foreach (PlanReduction r in line.Pass.Reductions)
                {
                    sums[r].Add(i - start, i, Double(nodes[r.A]), r.B < 0 ? 0 : Double(nodes[r.B]));
                }
            }

            foreach (PlanReduction r in line.Pass.Reductions)
            {
                parts[r].Add(sums[r].Fold());
            }
        }

        foreach (PlanReduction r in line.Pass.Reductions)
        {
            run.Values[r.Slot] = ReductionTree.CombineLevels(LaneSums.Combining(r.Kind), parts[r]);
        }
    }

    public void Run(ProgramRows pass)
    {
        (int rows, int columns) = (run.Length(pass.Rows), run.Length(pass.Columns));
        _columns = columns;
        int blocks = Math.Clamp(Cells / Math.Max(columns, 1), FewestBlocks, MostBlocks);
        int height = Math.Max(FewestRows, (rows + blocks - 1) / blocks);
        CellReduction[] all = [.. pass.CellSections.SelectMany(c => c.Reductions).Where(r => r.Scope != CellScope.Fold)];
        var parts = all.ToDictionary(r => r, _ => new List<double[]>());
        for (int start = 0; start < rows; start += height)
        {
            foreach (CellReduction r in all.Where(r => r.Scope == CellScope.Column))
            {
                parts[r].Add([.. Enumerable.Repeat(ReductionTree.Neutral(LaneSums.Combining(r.Kind)), columns)]);
            }

            for (int i = start; i < Math.Min(start + height, rows); i++)
            {
                RunRow(pass, i, columns, parts);
            }
        }

        foreach (CellReduction r in all)
        {
            Combine(r, parts[r], columns);
        }
    }

    private void Combine(CellReduction r, List<double[]> parts, int columns)
    {
        if (r.Scope == CellScope.Total)
        {
            run.Values[r.Target] = ReductionTree.CombineLevels(LaneSums.Combining(r.Kind), [.. parts.Select(p => p[0])]);
            return;
        }

        for (int j = 0; j < columns; j++)
        {
            double[] column = [.. parts.Select(p => p[j])];
            run.Arrays[r.Target][j] = T.CreateTruncating(ReductionTree.CombineLevels(LaneSums.Combining(r.Kind), column));
        }
    }

    private void RunRow(ProgramRows pass, int i, int columns, Dictionary<CellReduction, List<double[]>> parts)
    {
        List<T> values = [];
        for (int k = 0; k < pass.RowSections.Count; k++)
        {
            RunRowSection(pass.RowSections[k], i, values);
            if (k < pass.CellSections.Count)
            {
                RunCells(pass.CellSections[k], i, columns, values, parts);
            }
        }
    }

    private void RunRowSection(PlanPass section, int i, List<T> values)
    {
        foreach (PlanNode node in section.Nodes)
        {
            values.Add(Evaluate(node, values, values, -1, i));
        }

        foreach (PlanStore store in section.Stores)
        {
            run.Arrays[store.Array][i] = values[store.Node];
        }
    }

    private void RunCells(
        ProgramCells section, int i, int columns, List<T> values, Dictionary<CellReduction, List<double[]>> parts)
    {
        var sums = section.Reductions.Where(r => r.Scope != CellScope.Column)
            .ToDictionary(r => r, r => new LaneSums(r.Kind, run.Contraction));
        for (int j = 0; j < columns; j++)
        {
            T[] nodes = Evaluate(section.Nodes, values, i, j);
            foreach (PlanStore store in section.Stores)
            {
                run.Arrays[store.Array][(i * columns) + j] = nodes[store.Node];
            }

            foreach (CellCompaction c in section.Compactions.Where(c => nodes[c.Mask] != T.Zero))
            {
                run.Sparse.Compact(c, i, j, nodes[c.Value]);
            }

            foreach (CellReduction r in section.Reductions)
            {
                (double a, double b) = (Double(nodes[r.A]), r.B < 0 ? 0 : Double(nodes[r.B]));
                if (r.Scope == CellScope.Column)
                {
                    double[] part = parts[r][^1];
                    part[j] = LaneSums.Add(r.Kind, run.Contraction, part[j], i, a, b);
                }
                else
                {
                    sums[r].Add(j, j, a, b);
                }
            }
        }

        foreach (CellReduction r in section.Reductions.Where(r => r.Scope != CellScope.Column))
        {
            if (r.Scope == CellScope.Fold)
            {
                values.Add(T.CreateTruncating(sums[r].Fold()));
            }
            else
            {
                parts[r].Add([sums[r].Fold()]);
            }
        }
    }

    private static double Double(T value) => double.CreateTruncating(value);

    private void Store(IReadOnlyList<PlanStore> stores, T[] nodes, int i)
    {
        foreach (PlanStore store in stores)
        {
            run.Arrays[store.Array][i] = nodes[store.Node];
        }
    }

    /// <summary>The nodes at an element: of a line (row −1) or of a cell.</summary>
    private T[] Evaluate(IReadOnlyList<PlanNode> nodes, IReadOnlyList<T> rowValues, int row, int column)
    {
        var values = new T[nodes.Count];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = Evaluate(nodes[n], values, rowValues, row, column);
        }

        return values;
    }

    private T Evaluate(PlanNode node, IReadOnlyList<T> values, IReadOnlyList<T> rowValues, int row, int at) => node.Operation switch
    {
        PlanOperation.Load => run.Plan.Array(node.A).IsMatrix ? run.Cell(node.A, row, at) : run.Arrays[node.A][at],
        PlanOperation.Constant => run.Constant(node.A),
        PlanOperation.Row => rowValues[node.A],
        PlanOperation.Turned => run.Cell(node.A, at, row),
        PlanOperation.RowOf => run.Cell(node.A, run.Integer(node.B), at),
        PlanOperation.ColumnOf => run.Cell(node.A, at, run.Integer(node.B)),
        PlanOperation.Here => Position(node) == at ? T.One : T.Zero,
        PlanOperation.Shifted => Shifted(node, at),
        PlanOperation.Within => at >= run.Integer(node.A) && at < run.Integer(node.B) ? T.One : T.Zero,
        PlanOperation.Points => Pair(node, row, at),
        PlanOperation.Uniform or PlanOperation.Normal or PlanOperation.Rademacher or PlanOperation.RandomIndex =>
            Draw(node, row < 0 ? at : ((long)row * _columns) + at),
        _ => Arithmetic(node, values),
    };

    private long Position(PlanNode here) => run.Integer(here.A) is var at && (ulong)at < (ulong)run.Length(here.B)
        ? at
        : throw new ArgumentOutOfRangeException(nameof(here), at, $"There are {run.Length(here.B)} elements.");

    private T Shifted(PlanNode node, int at) => at + run.Integer(node.B) is var from && from >= 0 && from < run.Length(node.C)
        ? run.Arrays[node.A][from]
        : T.Zero;

    private T Draw(PlanNode node, long position)
    {
        (ulong key, long counter) = ((ulong)run.Integer(node.A), run.Integer(node.B));
        return node.Operation switch
        {
            PlanOperation.Uniform => Draws.UniformAt<T>(key, counter, position),
            PlanOperation.Normal => Draws.NormalAt<T>(key, counter, position),
            PlanOperation.Rademacher => Draws.RademacherAt<T>(key, counter, position),
            _ => Draws.RandomIndexAt<T>(key, counter, run.Integer(node.C), position),
        };
    }

    private T Arithmetic(PlanNode node, IReadOnlyList<T> values) => node switch
    {
        { C: >= 0 } => ElementOperations<T>.Ternary(node.Operation, run.Contraction)(values[node.A], values[node.B], values[node.C]),
        { B: >= 0 } => ElementOperations<T>.Binary(node.Operation, run.Contraction)(values[node.A], values[node.B]),
        _ => ElementOperations<T>.Unary(node.Operation, run.Contraction)(values[node.A]),
    };

    private T Pair(PlanNode node, int i, int j)
    {
        Func<T, T, T, T> add = ElementOperations<T>.Ternary(PlanOperation.Mad, run.Contraction);
        T sum = T.Zero;
        for (int k = 0; k < run.Length(run.Plan.Array(node.A).Axis); k++)
        {
            (T x, T y) = (run.Cell(node.A, i, k), run.Cell(node.B, j, k));
            sum = node.C == 2 ? add(x, y, sum) : add(x - y, x - y, sum);
        }

        return node.C == 1 ? T.Sqrt(sum) : sum;
    }
}

/// <summary>Sixteen lanes of double that a reduction accumulates in.</summary>
internal sealed class LaneSums
{
    private readonly ReductionKind _kind;
    private readonly ContractionClass _contraction;
    private readonly double[] _lanes = new double[ReductionTree.Lanes];

    public LaneSums(ReductionKind kind, ContractionClass contraction)
    {
        (_kind, _contraction) = (kind, contraction);
        Array.Fill(_lanes, ReductionTree.Neutral(Combining(kind)));
    }

    /// <summary>How parts of the reduction combine: first positions by their least.</summary>
    public static ReductionKind Combining(ReductionKind kind) => kind == ReductionKind.First ? ReductionKind.Min : kind;

    public static double Add(ReductionKind kind, ContractionClass contraction, double sum, int position, double a, double b) => kind switch
    {
        ReductionKind.Dot when contraction == ContractionClass.Fused => Math.FusedMultiplyAdd(a, b, sum),
        ReductionKind.Dot => (a * b) + sum,
        ReductionKind.First => Math.Min(sum, a != 0 ? position : double.PositiveInfinity),
        _ => ReductionTree.Combine(kind, sum, a),
    };

    /// <summary>Takes in an element: its place among the lanes, and its position.</summary>
    public void Add(int place, int position, double a, double b)
    {
        ref double lane = ref _lanes[place % ReductionTree.Lanes];
        lane = Add(_kind, _contraction, lane, position, a, b);
    }

    public double Fold() => ReductionTree.FoldLanes(Combining(_kind), _lanes);
}
