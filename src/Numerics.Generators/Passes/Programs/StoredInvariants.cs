using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Has lines stored that a reduction ahead of a loop computes from several arrays, and that each round of the loop would compute
/// again: a round then reads one array. The reduction's pass stores the line as it goes.</summary>
internal sealed class StoredInvariants
{
    /// <summary>A set of loops is the bits of a number; a rule of more loops than it has stays as it is.</summary>
    private const int MostLoops = 64;

    private readonly RootedGraph _rule;
    private readonly ulong[] _changes;
    private readonly ulong[] _after;
    private readonly ulong[] _users;

    private StoredInvariants(RootedGraph rule)
    {
        _rule = rule;
        (_changes, _after, _users) = (new ulong[Graph.Nodes.Count], new ulong[Graph.Nodes.Count], new ulong[Graph.Nodes.Count]);
        bool[] needed = rule.Reachable();
        FindChanges();
        FindUsers(needed);
    }

    private Graph Graph => _rule.Graph;

    public static RootedGraph Run(RootedGraph rule)
    {
        int loops = rule.Graph.Nodes.Count(n => n.Op == Op.Loop);
        if (loops is 0 or > MostLoops)
        {
            return rule;
        }

        RootedGraph stored = new StoredInvariants(rule).Store();

        // What nobody stores in the end is left behind here.
        return Rewriting.Rewrite(stored, (graph, node, _) => graph.Add(node));
    }

    /// <summary>For each node the loops that it changes with, and those that it comes after; one bit for each.</summary>
    private void FindChanges()
    {
        var loopOfState = new Dictionary<int, int>();
        foreach (Node loop in Graph.Nodes.Where(n => n.Op == Op.Loop))
        {
            for (int k = 0; k < (loop.Operands.Count - 1) / 2; k++)
            {
                loopOfState[LoopParts.FirstState(loop) + k] = LoopParts.NumberOf(loop);
            }
        }

        for (int i = 0; i < _changes.Length; i++)
        {
            Node node = Graph[i];
            foreach (int operand in node.Operands)
            {
                _changes[i] |= _changes[operand];
                _after[i] |= _after[operand];
            }

            if (node.Op == Op.Loop)
            {
                _changes[i] &= ~Bit(node);
                _after[i] |= Bit(node);
            }

            _changes[i] |= node.Op == Op.LoopState && loopOfState.TryGetValue(node.Index, out int number) ? 1UL << number
                : node.Op == Op.LoopIndex ? 1UL << node.Index
                : 0;
        }
    }

    /// <summary>For each line that no loop changes the loops whose rounds compute it: by arithmetic alone, for values that change.</summary>
    private void FindUsers(bool[] needed)
    {
        ulong repeated = Graph.Nodes.Where(n => n.Op == Op.Loop && n.Text != LoopParts.OrElse).Aggregate(0UL, (all, n) => all | Bit(n));
        for (int i = _users.Length - 1; i >= 0; i--)
        {
            ulong loops = _changes[i] != 0 ? _changes[i] & repeated : Graph[i].Op.IsArithmetic() ? _users[i] : 0;
            if (needed[i] && loops != 0)
            {
                foreach (int operand in Graph[i].Operands.Where(o => _changes[o] == 0 && IsLine(Graph[o])))
                {
                    _users[operand] |= loops;
                }
            }
        }
    }

    private RootedGraph Store()
    {
        HashSet<int> chosen = [.. Enumerable.Range(0, Graph.Nodes.Count).Where(IsReduction).SelectMany(r => Graph[r].Operands).Where(IsWorth)];
        var kept = new Dictionary<int, int>();
        return Rewriting.Rewrite(_rule, (graph, node, i) =>
        {
            int[] operands = node.Operands.Select((o, k) => Graph[i].Operands[k] is var old
                && kept.TryGetValue(old, out int line) && ReadsStored(i, old) ? line : o).ToArray();
            int moved = graph.Add(node with { Operands = operands });
            if (chosen.Contains(i))
            {
                kept[i] = graph.Add(Op.Stored, node.Kind, moved);
            }

            return moved;
        });
    }

    private bool IsReduction(int id) => Graph[id].Op.IsReduction() && _changes[id] == 0;

    private bool IsWorth(int id) => _users[id] != 0 && Graph[id].Op.IsArithmetic() && Arrays(id).Count > 1;

    /// <summary>Whether a user of a chosen line runs in a loop that uses it, or after one.</summary>
    private bool ReadsStored(int user, int line) => !IsReduction(user)
        && ((_changes[user] | _after[user] | _users[user]) & _users[line]) != 0;

    /// <summary>The arrays and stored lines that arithmetic computes a value from.</summary>
    private HashSet<int> Arrays(int id)
    {
        HashSet<int> arrays = [];
        foreach (int operand in Graph[id].Operands.Where(o => Graph[o].Kind.IsElement()))
        {
            arrays.UnionWith(Graph[operand].Op.IsArithmetic() ? Arrays(operand) : [operand]);
        }

        return arrays;
    }

    private static bool IsLine(Node node) => node.Kind is Kind.Vec or Kind.Row or Kind.Col;

    private static ulong Bit(Node loop) => 1UL << LoopParts.NumberOf(loop);
}
