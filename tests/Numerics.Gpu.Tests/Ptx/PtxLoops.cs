namespace Numerics.Gpu.Tests.Ptx;

/// <summary>
/// Finds the part of a kernel that does its work: the loop with the widest accesses to global memory.
/// </summary>
/// <remarks>
/// Natural loops (Aho, Lam, Sethi and Ullman, 9.6): an edge u → v is a back edge if v dominates u; its loop is v with
/// all blocks that reach u without passing v.
/// </remarks>
public static class PtxLoops
{
    /// <summary>
    /// The accesses of the main loop, those of loops within it left out; of a kernel without loops that access global
    /// memory, the accesses of the blocks that have the widest.
    /// </summary>
    public static IReadOnlyList<GlobalAccess> MainAccesses(IReadOnlyList<PtxBlock> blocks)
    {
        List<HashSet<int>> loops = [.. FindLoops(blocks)];
        IReadOnlyList<GlobalAccess>? main = loops.Select(loop => OwnAccesses(blocks, loop, loops))
            .Where(accesses => accesses.Count > 0)
            .OrderByDescending(accesses => accesses.Max(access => access.Bits))
            .ThenByDescending(accesses => accesses.Count)
            .FirstOrDefault();
        int widest = blocks.SelectMany(block => block.Accesses).Select(access => access.Bits).DefaultIfEmpty().Max();
        return main ?? [.. blocks.Where(block => block.Accesses.Any(access => access.Bits == widest))
            .SelectMany(block => block.Accesses)];
    }

    private static IReadOnlyList<GlobalAccess> OwnAccesses(
        IReadOnlyList<PtxBlock> blocks, HashSet<int> loop, List<HashSet<int>> loops)
        => [.. loop.Except(loops.Where(inner => inner.IsProperSubsetOf(loop)).SelectMany(inner => inner)).Order()
            .SelectMany(block => blocks[block].Accesses)];

    // One loop for each header: back edges to the same block are ways through one loop.
    private static IEnumerable<HashSet<int>> FindLoops(IReadOnlyList<PtxBlock> blocks)
    {
        HashSet<int>[] dominators = Dominators(blocks);
        return from tail in Reachable(blocks)
               from header in blocks[tail].Successors
               where dominators[tail].Contains(header)
               group tail by header into edges
               select NaturalLoop(blocks, edges.Key, edges);
    }

    private static HashSet<int> NaturalLoop(IReadOnlyList<PtxBlock> blocks, int header, IEnumerable<int> tails)
    {
        HashSet<int> loop = [header];
        var open = new Stack<int>(tails);
        while (open.TryPop(out int block))
        {
            if (loop.Add(block))
            {
                Predecessors(blocks, block).ToList().ForEach(open.Push);
            }
        }
        return loop;
    }

    private static HashSet<int> Reachable(IReadOnlyList<PtxBlock> blocks)
    {
        HashSet<int> reached = [];
        var open = new Stack<int>([0]);
        while (open.TryPop(out int block))
        {
            if (reached.Add(block))
            {
                blocks[block].Successors.ToList().ForEach(open.Push);
            }
        }
        return reached;
    }

    // Unreachable blocks keep all others as dominators, and so take none away from those that follow them.
    private static HashSet<int>[] Dominators(IReadOnlyList<PtxBlock> blocks)
    {
        IEnumerable<int> all = Enumerable.Range(0, blocks.Count);
        HashSet<int>[] dominators = [.. blocks.Select((_, i) => i == 0 ? [0] : all.ToHashSet())];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = 1; i < blocks.Count; i++)
            {
                int before = dominators[i].Count;
                foreach (int predecessor in Predecessors(blocks, i))
                {
                    dominators[i].RemoveWhere(block => block != i && !dominators[predecessor].Contains(block));
                }
                changed |= dominators[i].Count != before;
            }
        }
        return dominators;
    }

    private static IEnumerable<int> Predecessors(IReadOnlyList<PtxBlock> blocks, int block)
        => Enumerable.Range(0, blocks.Count).Where(other => blocks[other].Successors.Contains(block));
}
