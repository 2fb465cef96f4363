using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <content>Passes over lines and over matrices.</content>
internal sealed partial class BlockBuilder
{
    /// <summary>One pass over a line, with everything over that axis that can run.</summary>
    private bool RunLine()
    {
        List<Step> ready = Open.Where(s => _spaces.IsLine(s) && IsReady(s)).ToList();
        foreach (int axis in ready.Select(_spaces.AxisOf).Distinct().ToList())
        {
            List<Step> members = ready.Where(s => _spaces.AxisOf(s) == axis).ToList();
            members.RemoveAll(s => Blocked(s, members));
            if (members.Count > 0)
            {
                EmitLine(axis, members);
                return true;
            }
        }

        return false;
    }

    private void EmitLine(int axis, List<Step> members)
    {
        var nodes = new List<LaneNode>();
        var positions = new Dictionary<LaneNode, int>();
        var placed = new Dictionary<int, int>();
        int Place(int id)
        {
            if (!placed.TryGetValue(id, out int position))
            {
                LaneNode lane = Lane(id, Place);
                if (!positions.TryGetValue(lane, out position))
                {
                    position = nodes.Count;
                    nodes.Add(lane);
                    positions.Add(lane, position);
                }

                placed[id] = position;
            }

            return position;
        }

        List<LaneReduction> reductions = [];
        foreach (Step step in members.Where(m => m.Array < 0))
        {
            Node node = Graph[step.Node];
            int a = Place(node.A);
            int b = node.Op == Op.ReduceDot ? Place(node.B) : -1;
            reductions.Add(new LaneReduction(node.Op, program.Reductions++, a, b, program.SlotOf(step.Node), false));
        }

        List<LaneStore> stores = members.Where(m => m.Array >= 0).Select(m => new LaneStore(
            m.Copied >= 0 ? LoadOf(m.Copied, nodes) : m.IsDrawn ? Add(Draw(m.Node), nodes) : Place(m.Node), m.Array)).ToList();
        var pass = new PassPlan(nodes.ToImmutableArray(), stores.ToImmutableArray(), reductions.ToImmutableArray());
        int number = program.Passes++;
        Append(() => new LineItem(number, axis, pass));
        members.ForEach(Finish);
    }

    public static int LoadOf(int array, List<LaneNode> nodes) => Add(new LaneNode(LaneOp.Load, Op.Load, array, -1, -1, ""), nodes);

    private static int Add(LaneNode node, List<LaneNode> nodes)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }

    private LaneNode Draw(int id)
    {
        Node node = Graph[id];
        int bound = node.Operands.Count > 2 ? Integer(node.C) : -1;
        return new LaneNode(LaneOp.Draw, node.Op, Integer(node.A), Integer(node.B), bound, Graph.Names[id]);
    }

    /// <summary>One pass over a matrix.</summary>
    private bool RunRows()
    {
        foreach (Step first in Open.Where(s => _spaces.IsCells(s) && IsReady(s)))
        {
            (int rows, int columns) = _spaces.SpaceOf(first);
            List<Step> members = Members(rows, columns);
            if (members.Count > 0)
            {
                EmitRows(rows, columns, members);
                return true;
            }
        }

        return false;
    }

    /// <summary>The steps that one pass over a matrix can do, each with its phase.</summary>
    private List<Step> Members(int rows, int columns)
    {
        List<Step> candidates = Open.Where(s => _spaces.IsCells(s)
            ? _spaces.SpaceOf(s) == (rows, columns)
            : s.Array >= 0 && s.Copied < 0 && Graph[s.Node].Kind.IsCol() && _spaces.AxisOf(s) == rows
                && s.Need.Folds.Any(f => !IsAvailable(f))).ToList();
        List<Step> members = [];
        for (bool grows = true; grows;)
        {
            grows = false;
            foreach (Step step in candidates.Where(c => !members.Contains(c)))
            {
                if (PhaseOf(step, members) is int phase)
                {
                    step.Phase = phase;
                    members.Add(step);
                    grows = true;
                }
            }
        }

        // What is replaced in a row is read in it before; a store that must wait for other passes is left to a later one.
        foreach (Step store in members.Where(m => m.Array >= 0))
        {
            store.Phase = members.Where(m => m.Need.Loads.Contains(program.MemoryOf(store.Array))).Select(m => m.Phase).Append(store.Phase).Max();
        }

        while (members.FirstOrDefault(m => BlockedInPhases(m, members)) is { } blocked)
        {
            members.Remove(blocked);
        }

        return members;
    }

    /// <summary>The phase in which a step can run beside these; null where something is missing.</summary>
    private int? PhaseOf(Step step, List<Step> members)
    {
        if (step.Need.Steps.Any(n => !IsAvailable(n)) || step.After.Any(s => !s.IsDone))
        {
            return null;
        }

        int phase = 0;
        foreach (int fold in step.Need.Folds.Where(f => !IsAvailable(f)))
        {
            if (members.FirstOrDefault(m => m.IsStepOf(fold)) is not { } member)
            {
                return null;
            }

            phase = Math.Max(phase, member.Phase + 1);
        }

        return phase;
    }

    private bool BlockedInPhases(Step store, List<Step> members) => store.Array >= 0 && (Waits(store)
        || Open.Any(s => s != store && s.Need.Loads.Contains(program.MemoryOf(store.Array))
            && !(members.Contains(s) && s.Phase <= store.Phase)));

    private void EmitRows(int rows, int columns, List<Step> members)
    {
        int number = program.Passes++;
        var pass = new RowsBuilder(program, this, number, rows, columns);
        for (int phase = 0; phase <= members.Max(m => m.Phase); phase++)
        {
            List<Step> now = members.Where(m => m.Phase == phase).ToList();
            pass.AddPhase(
                phase,
                now.Where(m => m.Array < 0).Select(m => m.Node).ToList(),
                now.Where(m => m.Array >= 0 && _spaces.IsCells(m)).Select(m => (m.Node, m.Array, m.Copied)).ToList(),
                now.Where(m => m.Array >= 0 && !_spaces.IsCells(m)).Select(m => (m.Node, m.Array)).ToList());
        }

        Append(pass.ToItem);
        members.ForEach(Finish);
    }
}
