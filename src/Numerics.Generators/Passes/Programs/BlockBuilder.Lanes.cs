using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <content>Values as passes compute them, and the slots that they ask for.</content>
internal sealed partial class BlockBuilder
{
    /// <summary>A value as a pass computes it, its operands placed by the pass.</summary>
    public LaneNode Lane(int id, Func<int, int> place)
    {
        Node node = Graph[id];
        string name = Graph.Names[id];
        LaneNode At(LaneOp op, int a, int b = -1, int c = -1) => new(op, node.Op, a, b, c, name);
        if (!node.Kind.IsElement())
        {
            return new LaneNode(LaneOp.Constant, Op.FromHost, Constant(id), -1, id, name);
        }

        switch (node.Op)
        {
            case Op.LoadTurned:
                return At(LaneOp.Turned, node.Index);
            case Op.Turn when node.Kind.IsMatrix():
                return At(LaneOp.Turned, program.ArrayOf(node.A));
            case Op.RowOf:
                return At(LaneOp.RowOf, program.ArrayOf(node.A), Integer(node.B));
            case Op.ColumnOf:
                return At(LaneOp.ColumnOf, program.ArrayOf(node.A), Integer(node.B));
            case Op.Here:
                return At(LaneOp.Here, Integer(node.A), program.Axes.LineOf(id));
            case Op.Shifted:
                return At(LaneOp.Shifted, program.ArrayOf(node.A), Integer(node.B), program.Axes.LineOf(node.A));
            case Op.Moved:
                return At(LaneOp.Moved, program.ArrayOf(node.A), Integer(node.B), Integer(node.C));
            case Op.Within:
                return At(LaneOp.Within, Integer(node.A), Integer(node.B));
            case Op.PointPairs:
                return At(LaneOp.Pairs, program.ArrayOf(node.A), program.ArrayOf(node.B), Array.IndexOf(PairKinds.Names, node.Text));
            case Op.Uniform or Op.Normal or Op.Rademacher or Op.RandomIndex when node.Kind.IsMatrix():
                return Draw(id);
        }

        if (!node.Op.IsArithmetic())
        {
            return new LaneNode(LaneOp.Load, Op.Load, program.ArrayOf(id), -1, -1, name);
        }

        int[] operands = node.Operands.Select(place).ToArray();
        return At(LaneOp.Arithmetic, operands[0], operands.Length > 1 ? operands[1] : -1, operands.Length > 2 ? operands[2] : -1);
    }

    /// <summary>The slot of a constant, which the block that changes it sets.</summary>
    private int Constant(int node)
    {
        int slot = program.ConstantOf(node);
        Demand(new SlotValue(slot, node, true));
        return slot;
    }

    public int Integer(int node)
    {
        // What a step or a loop leaves stands where it left it.
        if (Graph[node].Op is Op.LoopIndex or Op.LoopResult or Op.LoopState or Op.IntegerParameter)
        {
            return Graph[node].Op == Op.IntegerParameter ? program.ScalarSlot(Graph[node].Index) : program.SlotOf(node);
        }

        int slot = program.IntegerOf(node);
        Demand(new SlotValue(slot, node, false));
        return slot;
    }

    private void Demand(SlotValue value)
    {
        if (program.OwnerOf(value.Node) != owner && outer is not null)
        {
            outer.Demand(value);
        }
        else if (_set.Add(value.Slot))
        {
            _pending.Add(value);
        }
    }
}
