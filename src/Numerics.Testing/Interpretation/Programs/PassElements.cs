using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The nodes of a pass at one element.</summary>
/// <param name="run">The program's run.</param>
/// <param name="columns">The columns of the matrix that the pass walks over; 0 for a line.</param>
internal sealed class PassElements<T>(ProgramRun<T> run, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The nodes at an element: of a line (row −1) or of a cell.</summary>
    public T[] Evaluate(IReadOnlyList<PlanNode> nodes, IReadOnlyList<T> rowValues, int row, int column)
    {
        var values = new T[nodes.Count];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = Evaluate(nodes[n], values, rowValues, row, column);
        }

        return values;
    }

    public T Evaluate(PlanNode node, IReadOnlyList<T> values, IReadOnlyList<T> rowValues, int row, int at) => node.Operation switch
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
            Draw(node, row < 0 ? at : ((long)row * columns) + at),
        _ => Arithmetic(node, values),
    };

    /// <summary>What a reduction takes in, of the nodes at an element; without a second operand (−1) that is 0.</summary>
    public static (double A, double B) Operands(T[] nodes, int a, int b) =>
        (double.CreateTruncating(nodes[a]), b < 0 ? 0 : double.CreateTruncating(nodes[b]));

    /// <summary>Rows, columns and elements that are chosen by number are there, also of lines that have no element.</summary>
    public void CheckPositions(IEnumerable<PlanNode> nodes)
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
            return Rounded(operation, a, values[node.B], result);
        }

        T one = ElementOperations<T>.Unary(operation, run.Contraction)(a);
        return run.Noise is null ? one : run.Noise.Unary(operation, a, one);
    }

    /// <summary>A uniform number: in a narrower type the same cut off.</summary>
    private T Drawn(T uniform, double whole) =>
        run.Noise is null || double.CreateTruncating(uniform) == whole ? uniform : run.Noise.Uniform(uniform);

    private T Rounded(PlanOperation operation, T a, T b, T result) =>
        run.Noise is null ? result : run.Noise.Binary(operation, a, b, result);

    private T Pair(PlanNode node, int i, int j)
    {
        T sum = T.Zero;
        for (int k = 0; k < run.Length(run.Plan.Array(node.A).Axis); k++)
        {
            (T x, T y) = (run.Cell(node.A, i, k), run.Cell(node.B, j, k));
            T difference = Rounded(PlanOperation.Sub, x, y, x - y);
            sum = node.C == 2 ? run.MultiplyAdd(x, y, sum) : run.MultiplyAdd(difference, difference, sum);
        }

        T root = node.C == 1 ? T.Sqrt(sum) : sum;
        return node.C == 1 && run.Noise is { } noise ? noise.Unary(PlanOperation.Sqrt, sum, root) : root;
    }
}
