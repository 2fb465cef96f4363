using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <content>Steps that are no passes: products, loops, fetched elements, sums by key.</content>
internal sealed partial class BlockBuilder
{
    private bool RunSingle()
    {
        Step? step = Open.FirstOrDefault(s => IsReady(s)
            && (s.IsAdded ? !Blocked(s, []) : s.Array < 0 && !Graph[s.Node].Op.IsReduction()));
        if (step is null)
        {
            return false;
        }

        if (step.IsCheck)
        {
            RunCheck(step);
            return true;
        }

        ProgramItem item = ItemOf(step);
        Append(() => item);
        Finish(step);
        return true;
    }

    private void RunCheck(Step step)
    {
        (int index, int axis) = _steps.PlaceOf(step.Node);
        var item = new InsideItem(axis, Integer(index));
        Append(() => item);
        step.IsDone = true;
    }

    private ProgramItem ItemOf(Step step)
    {
        Node node = Graph[step.Node];
        return node.Op switch
        {
            Op.Product => ProductOf(step.Node, node),
            Op.SumByKey => new SumByKeyItem(program.ArrayOf(node.A), program.ArrayOf(node.B), program.ArrayOf(step.Node)),
            Op.At or Op.AtCell => FetchOf(step.Node, node),
            Op.SparseRows => new SparseItem(program.ArrayOf(node.A), program.ArrayOf(node.B), program.ArrayOf(step.Node), false),
            Op.SparseColumns => SparseColumnsOf(step.Node, node),
            Op.Starts => new StartsItem(program.ArrayOf(node.A), program.ArrayOf(step.Node)),
            Op.RowDot => new RowDotItem(
                program.ArrayOf(node.A), Integer(node.B), program.ArrayOf(node.C), program.SlotOf(step.Node)),
            Op.AddRow => new AddRowItem(program.ArrayOf(node.B), Integer(node.C), Constant(node.Operands[3]), step.Array),
            _ => new LoopBuilder(program, this, step.Node).Build(),
        };
    }

    private ProductItem ProductOf(int id, Node node)
    {
        int product = program.ArrayOf(id);
        (int a, bool isATurned) = Stored(node.A);
        (int b, bool isBTurned) = Stored(node.B);
        return new ProductItem(a, b, product, isATurned, isBTurned);
    }

    private FetchItem FetchOf(int id, Node node)
    {
        (int array, int slot) = (program.ArrayOf(node.A), program.SlotOf(id));
        return new FetchItem(array, Integer(node.B), node.Op == Op.AtCell ? Integer(node.C) : -1, slot);
    }

    private SparseItem SparseColumnsOf(int id, Node node)
    {
        (int line, int matrix) = (program.ArrayOf(node.A), program.ArrayOf(node.B));
        return new SparseItem(matrix, line, program.ArrayOf(id), true);
    }

    /// <summary>The matrix that an operand of a product is, and whether it is turned.</summary>
    private (int Array, bool IsTurned) Stored(int id) => Graph[id].Op == Op.Turn
        ? (program.ArrayOf(Graph[id].A), true)
        : Graph[id].Op == Op.LoadTurned ? (Graph[id].Index, true)
        : (program.ArrayOf(id), false);
}
