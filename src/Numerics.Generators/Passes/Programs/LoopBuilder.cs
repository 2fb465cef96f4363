using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Builds a loop: its states in slots and temporaries, its round as a block.</summary>
internal sealed class LoopBuilder(ProgramBuilder program, BlockBuilder outer, int id)
{
    private readonly LoopParts _parts = LoopParts.Of(program.Graph, id);

    public LoopItem Build()
    {
        // Loops are numbered as their texts begin: an outer one before those in it.
        int number = program.Loops++;
        Node loop = program.Graph[id];
        int own = LoopParts.NumberOf(loop) + 1;
        var round = new BlockBuilder(program, own, outer);
        List<SlotMove> moves = [];
        for (int k = 0; k < _parts.Starts.Count; k++)
        {
            bool isKept = _parts.States[k] == _parts.Next[k];
            if (program.Graph[_parts.Starts[k]].Kind.IsElement())
            {
                if (PlaceState(program, _parts, k) is int array && !isKept)
                {
                    round.Store(_parts.Next[k], array);
                }

                continue;
            }

            int slot = SlotOfState(k);
            outer.Set(_parts.Starts[k], slot);
            if (!isKept)
            {
                int next = program.NewSlot();
                round.Result(_parts.Next[k], next);
                moves.Add(new SlotMove(next, slot));
            }
        }

        int until = -1;
        if (_parts.Until is int stop)
        {
            until = program.NewSlot();
            round.Result(stop, until);
        }

        int count = outer.Integer(_parts.Count);
        int index = program.NewSlot();
        foreach (int node in new[] { _parts.Index, _parts.Rounds }.OfType<int>())
        {
            program.ShareSlot(node, index);
        }

        ImmutableArray<ProgramItem> items = round.Build(moves);
        bool isInline = items.All(i => i is StageItem or LineItem or FetchItem or RowDotItem or AddRowItem or LoopItem { IsInline: true });
        return new LoopItem(number, count, index, until, isInline, items);
    }

    /// <summary>The slot of a number that is state: the rounds' and the result's.</summary>
    private int SlotOfState(int k)
    {
        int slot = program.NewSlot();
        foreach (int node in new[] { _parts.States[k], _parts.Results[k] }.OfType<int>())
        {
            program.ShareSlot(node, slot);
        }

        return slot;
    }

    /// <summary>The temporary of a state that is an array; null where neither a round nor anybody after it looks at it.</summary>
    public static int? PlaceState(ProgramBuilder program, LoopParts parts, int k)
    {
        List<int> nodes = new[] { parts.States[k], parts.Results[k] }.OfType<int>().ToList();
        if (nodes.Count == 0)
        {
            return null;
        }

        int array = program.ArrayOf(nodes[0]);
        nodes.ForEach(n => program.Place(n, array));
        return array;
    }
}

/// <summary>What a loop needs of the block around it.</summary>
internal sealed class LoopNeeds(ProgramBuilder program, int owner)
{
    public Need Of(int loop, LoopParts parts)
    {
        Need need = Need.Nothing();
        IEnumerable<int> starts = parts.Starts.Where(s => !program.Graph[s].Kind.IsElement());
        var seen = new HashSet<int>();
        var pending = new Stack<int>(starts.Concat(parts.Next).Append(parts.Count));
        if (parts.Until is int until)
        {
            pending.Push(until);
        }

        while (pending.Count > 0)
        {
            int id = pending.Pop();
            if (!seen.Add(id) || id == loop)
            {
                continue;
            }

            Node node = program.Graph[id];
            if (Needs.IsStep(node) && program.OwnerOf(id) == owner)
            {
                need.Steps.Add(id);
                continue;
            }

            if (node.Op is Op.Load or Op.LoadTurned)
            {
                need.Gathers.Add(node.Index);
            }
            else if (node.Op == Op.LoopState && node.Kind.IsElement() && program.OwnerOf(id) <= owner)
            {
                // A state of a loop around: its next value waits for this loop.
                need.Gathers.Add(program.ArrayOf(id));
            }

            foreach (int operand in node.Operands)
            {
                pending.Push(operand);
            }
        }

        return need;
    }
}
