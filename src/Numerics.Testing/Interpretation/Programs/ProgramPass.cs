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
        CheckPositions(line.Pass.Nodes);
        int length = run.Length(line.Axis);
        var parts = line.Pass.Reductions.ToDictionary(r => r, _ => new List<double>());
        for (int start = 0; start < length; start += ReductionTree.Block)
        {
            int end = Math.Min(start + ReductionTree.Block, length);
            var sums = line.Pass.Reductions.ToDictionary(r => r, r => new LaneSums(r.Kind, run.Contraction, run.Noise));
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
            run.Values[r.Slot] = Combine(r.Kind, parts[r]);
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
            run.Values[r.Target] = Combine(r.Kind, parts.Select(p => p[0]));
            return;
        }

        for (int j = 0; j < columns; j++)
        {
            int column = j;
            run.Arrays[r.Target][j] = run.Narrow(Combine(r.Kind, parts.Select(p => p[column])));
        }
    }

    private double Combine(ReductionKind kind, IEnumerable<double> parts)
    {
        double[] all = [.. LaneSums.IsSum(kind) && run.Noise is not null ? parts.Select(run.Noise.Part) : parts];
        double result = ReductionTree.CombineLevels(LaneSums.Combining(kind), all);
        return all.Length > 1 && LaneSums.IsSum(kind) && run.Noise is not null ? run.Noise.Total(result, all) : result;
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
            .ToDictionary(r => r, r => new LaneSums(r.Kind, run.Contraction, run.Noise));
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
                    part[j] = LaneSums.Add(r.Kind, run.Contraction, run.Noise, part[j], i, a, b);
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
                values.Add(run.Narrow(sums[r].Fold()));
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
        PlanOperation.Moved => Moved(node, row, at),
        PlanOperation.Within => at >= run.Integer(node.A) && at < run.Integer(node.B) ? T.One : T.Zero,
        PlanOperation.Points => Pair(node, row, at),
        PlanOperation.Uniform or PlanOperation.Normal or PlanOperation.Rademacher or PlanOperation.RandomIndex =>
            Draw(node, row < 0 ? at : ((long)row * _columns) + at),
        _ => Arithmetic(node, values),
    };

    /// <summary>Rows, columns and elements that are chosen by number are there, also of lines that have no element.</summary>
    private void CheckPositions(IEnumerable<PlanNode> nodes)
    {
        foreach (PlanNode node in nodes)
        {
            switch (node.Operation)
            {
                case PlanOperation.Here:
                    Position(node);
                    break;
                case PlanOperation.RowOf:
                    CheckChosen(node, run.Plan.Array(node.A).RowAxis);
                    break;
                case PlanOperation.ColumnOf:
                    CheckChosen(node, run.Plan.Array(node.A).Axis);
                    break;
            }
        }
    }

    private void CheckChosen(PlanNode node, int axis)
    {
        long at = run.Integer(node.B);
        if ((ulong)at >= (ulong)run.Length(axis))
        {
            throw new ArgumentOutOfRangeException(nameof(node), at, $"{run.Plan.Array(node.A).Name} has {run.Length(axis)} of them.");
        }
    }

    private long Position(PlanNode here) => run.Integer(here.A) is var at && (ulong)at < (ulong)run.Length(here.B)
        ? at
        : throw new ArgumentOutOfRangeException(nameof(here), at, $"There are {run.Length(here.B)} elements.");

    private T Shifted(PlanNode node, int at) => at + run.Integer(node.B) is var from && from >= 0 && from < run.Length(node.C)
        ? run.Arrays[node.A][from]
        : T.Zero;

    private T Moved(PlanNode node, int row, int at)
    {
        (long i, long j) = (row + run.Integer(node.B), at + run.Integer(node.C));
        ProgramArray matrix = run.Plan.Array(node.A);
        return i >= 0 && i < run.Length(matrix.RowAxis) && j >= 0 && j < run.Length(matrix.Axis)
            ? run.Cell(node.A, i, j)
            : T.Zero;
    }

    private T Draw(PlanNode node, long position)
    {
        (ulong key, long counter) = ((ulong)run.Integer(node.A), run.Integer(node.B));
        return node.Operation switch
        {
            PlanOperation.Uniform => Drawn(Draws.UniformAt<T>(key, counter, position), Draws.UniformAt<double>(key, counter, position)),
            PlanOperation.Normal => run.Narrow(Draws.NormalAt<double>(key, counter, position)),
            PlanOperation.Rademacher => Draws.RademacherAt<T>(key, counter, position),
            _ => Draws.RandomIndexAt<T>(key, counter, run.Integer(node.C), position),
        };
    }

    private T Arithmetic(PlanNode node, IReadOnlyList<T> values)
    {
        PlanOperation operation = node.Operation;
        T a = values[node.A];
        if (node.C >= 0)
        {
            (T b, T c) = (values[node.B], values[node.C]);
            T result = ElementOperations<T>.Ternary(operation, run.Contraction)(a, b, c);
            return run.Noise is null ? result : run.Noise.Ternary(operation, a, b, c, result);
        }

        if (node.B >= 0)
        {
            T result = ElementOperations<T>.Binary(operation, run.Contraction)(a, values[node.B]);
            return Moved(operation, a, values[node.B], result);
        }

        T one = ElementOperations<T>.Unary(operation, run.Contraction)(a);
        return run.Noise is null ? one : run.Noise.Unary(operation, a, one);
    }

    /// <summary>A uniform number: in a narrower type the same cut off.</summary>
    private T Drawn(T uniform, double whole) =>
        run.Noise is null || double.CreateTruncating(uniform) == whole ? uniform : run.Noise.Uniform(uniform);

    private T Moved(PlanOperation operation, T a, T b, T result) =>
        run.Noise is null ? result : run.Noise.Binary(operation, a, b, result);

    private T Pair(PlanNode node, int i, int j)
    {
        T sum = T.Zero;
        for (int k = 0; k < run.Length(run.Plan.Array(node.A).Axis); k++)
        {
            (T x, T y) = (run.Cell(node.A, i, k), run.Cell(node.B, j, k));
            T difference = Moved(PlanOperation.Sub, x, y, x - y);
            sum = node.C == 2 ? run.MultiplyAdd(x, y, sum) : run.MultiplyAdd(difference, difference, sum);
        }

        T root = node.C == 1 ? T.Sqrt(sum) : sum;
        return node.C == 1 && run.Noise is { } noise ? noise.Unary(PlanOperation.Sqrt, sum, root) : root;
    }
}

/// <summary>Sixteen lanes of double that a reduction accumulates in.</summary>
internal sealed class LaneSums
{
    private readonly ReductionKind _kind;
    private readonly ContractionClass _contraction;
    private readonly RoundingNoise? _noise;
    private readonly double[] _lanes = new double[ReductionTree.Lanes];

    public LaneSums(ReductionKind kind, ContractionClass contraction, RoundingNoise? noise)
    {
        (_kind, _contraction, _noise) = (kind, contraction, noise);
        Array.Fill(_lanes, ReductionTree.Neutral(Combining(kind)));
    }

    /// <summary>How parts of the reduction combine: first positions by their least.</summary>
    public static ReductionKind Combining(ReductionKind kind) => kind == ReductionKind.First ? ReductionKind.Min : kind;

    /// <summary>Whether a reduction adds, and so rounds.</summary>
    public static bool IsSum(ReductionKind kind) => kind is ReductionKind.Sum or ReductionKind.Dot;

    public static double Add(
        ReductionKind kind, ContractionClass contraction, RoundingNoise? noise, double sum, int position, double a, double b)
    {
        double result = Add(kind, contraction, sum, position, a, b);
        return noise is null || !IsSum(kind) ? result : noise.Sum(sum, kind == ReductionKind.Dot ? a * b : a, result);
    }

    private static double Add(
        ReductionKind kind, ContractionClass contraction, double sum, int position, double a, double b) => kind switch
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
        lane = Add(_kind, _contraction, _noise, lane, position, a, b);
    }

    public double Fold()
    {
        if (_noise is null || !IsSum(_kind))
        {
            return ReductionTree.FoldLanes(Combining(_kind), _lanes);
        }

        double[] parts = [.. _lanes.Select(_noise.Part)];
        return _noise.Total(ReductionTree.FoldLanes(_kind, [.. parts]), parts);
    }
}
