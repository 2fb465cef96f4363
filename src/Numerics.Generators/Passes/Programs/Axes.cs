using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Which lengths of a rule are one: the axes of its arrays, parameters and values.</summary>
/// <remarks>A line that is a parameter has its axis on the columns' side, whichever way it is seen.</remarks>
internal sealed class Axes
{
    private const int Rows = 0;
    private const int Columns = 1;
    private const int Entries = 2;

    private readonly List<int> _parents = [];
    private readonly Dictionary<(bool IsParameter, int Id, int Side), int> _keys = [];
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<int, List<int>> _hosts = [];
    private readonly RootedGraph _rule;
    private readonly int[] _parameters;

    /// <summary>The axes of a program.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="rooted">A variant of it; loads name arrays.</param>
    /// <param name="lengths">What the rule's body says of lengths, of hosts of the variant.</param>
    public Axes(RuleModel rule, RootedGraph rooted, IEnumerable<LengthLaw> lengths)
        : this(
            rooted,
            Enumerable.Range(0, rule.Parameters.Count).Where(p => rule.Parameters[p].Kind == ParameterKind.Array).ToArray(),
            rooted.Reachable())
    {
        foreach (LengthLaw law in lengths)
        {
            JoinLength(Key(true, law.Parameter, law.IsRows ? Rows : Columns), law.Host);
        }

        for (int r = 0; r < rule.Results.Count; r++)
        {
            if (rule.Results[r] is { Updates: >= 0 } result && result.Kind.IsNumbers())
            {
                JoinParameter(rooted.Roots[r], rooted.Graph[rooted.Roots[r]].Kind, result.Updates);
            }
        }

        // Axes are numbered as the arrays have them.
        for (int p = 0; p < rule.Parameters.Count; p++)
        {
            if (rule.Parameters[p].Kind == ParameterKind.Array)
            {
                if (rule.Parameters[p].Shape.IsMatrix())
                {
                    Number(Key(true, p, Rows));
                }

                Number(Key(true, p, Columns));
            }
        }
    }

    private Axes(RootedGraph rooted, int[] parameters, bool[] needed)
    {
        (_rule, _parameters) = (rooted, parameters);
        for (int i = 0; i < needed.Length; i++)
        {
            if (needed[i])
            {
                Infer(i, rooted.Graph[i]);
            }
        }

        JoinGrouped(Enumerable.Range(0, needed.Length).Where(i => needed[i] && rooted.Graph[i].Op is Op.Group or Op.Ungroup).ToList());
    }

    /// <summary>What all values of a body, those that no result needs too, say of the lengths of its parameters.</summary>
    /// <param name="rule">The rule; loads name parameters.</param>
    /// <param name="graph">Its graph, which gets the lengths' host values.</param>
    /// <param name="isSure">The values that the definition computes in every call.</param>
    public static IEnumerable<LengthLaw> Laws(RuleModel rule, GraphBuilder graph, bool[] isSure)
    {
        var rooted = new RootedGraph(rule.Graph, EquatableArray<int>.Empty);
        var axes = new Axes(rooted, Enumerable.Range(0, rule.Parameters.Count).ToArray(), isSure);
        List<(int Parameter, bool IsRows)> sides = [.. Enumerable.Range(0, rule.Parameters.Count)
            .Where(p => rule.Parameters[p].Kind == ParameterKind.Array)
            .SelectMany(p => rule.Parameters[p].Shape.IsMatrix() ? new[] { (p, true), (p, false) } : [(p, false)])];
        foreach (IGrouping<int, (int Parameter, bool IsRows)> alike in sides.GroupBy(
            s => axes.Find(axes.Key(true, s.Parameter, s.IsRows ? Rows : Columns))))
        {
            (int Parameter, bool IsRows) first = alike.First();
            IEnumerable<int> hosts = axes._hosts.TryGetValue(alike.Key, out List<int> fixedAt) ? fixedAt.Distinct() : [];
            IEnumerable<LengthLaw> laws = hosts.Select(h => new LengthLaw(first.Parameter, first.IsRows, h)).Concat(alike.Skip(1)
                .Select(s => new LengthLaw(s.Parameter, s.IsRows, Extents.Of(graph, first.Parameter, first.IsRows))));
            foreach (LengthLaw law in laws)
            {
                yield return law;
            }
        }
    }

    /// <summary>The number of axes so far.</summary>
    public int Count => _numbers.Count;

    /// <summary>The host values that are the axis's length, all of them the same in a call; none where arrays fix it.</summary>
    public IReadOnlyList<int> HostsOf(int axis) =>
        _hosts.TryGetValue(_numbers.First(n => n.Value == axis).Key, out List<int> hosts) ? hosts.Distinct().ToList() : [];

    public int OfParameter(int parameter, bool isRows) => Number(Key(true, parameter, isRows ? Rows : Columns));

    /// <summary>The axis that a value has one element or one row for.</summary>
    public int RowsOf(int node) => Number(Key(false, node, Rows));

    public int ColumnsOf(int node) => Number(Key(false, node, Columns));

    /// <summary>The axis of the room that a sparse matrix has for entries.</summary>
    public int EntriesOf(int node) => Number(Key(false, node, Entries));

    /// <summary>The axis of a line.</summary>
    public int LineOf(int node) => _rule.Graph[node].Kind.IsCol() ? RowsOf(node) : ColumnsOf(node);

    private void Infer(int id, Node node)
    {
        foreach (int operand in node.Op == Op.Loop ? EquatableArray<int>.Empty : node.Operands)
        {
            JoinOperands(id, node, operand);
        }

        switch (node.Op)
        {
            case Op.Load:
                JoinParameter(id, node.Kind, _parameters[node.Index]);
                break;
            case Op.LoadTurned:
                Join(Key(false, id, Rows), Key(true, _parameters[node.Index], Columns));
                Join(Key(false, id, Columns), Key(true, _parameters[node.Index], Rows));
                break;
            case Op.Turn:
                Join(Key(false, id, Rows), Key(false, node.A, Columns));
                Join(Key(false, id, Columns), Key(false, node.A, Rows));
                break;
            case Op.Product:
                Join(Key(false, id, Rows), Key(false, node.A, Rows));
                Join(Key(false, id, Columns), Key(false, node.B, Columns));
                Join(Key(false, node.A, Columns), Key(false, node.B, Rows));
                break;
            case Op.PointPairs:
                Join(Key(false, id, Rows), Key(false, node.A, Rows));
                Join(Key(false, id, Columns), Key(false, node.B, Rows));
                Join(Key(false, node.A, Columns), Key(false, node.B, Columns));
                break;
            case Op.SumByKey when node.Kind == Kind.Mat:
                Join(Key(false, node.A, Rows), Key(false, node.B, Rows));
                Join(Key(false, node.A, Columns), Key(false, id, Columns));
                Fix(Key(false, id, Rows), _rule.Graph[node.C].A);
                break;
            case Op.Shifted or Op.Within:
                JoinLength(Key(false, id, node.Kind.IsCol() ? Rows : Columns), _rule.Graph[node.C].A);
                break;
            case Op.SumByKey:
                Join(Key(false, node.A, Columns), Key(false, node.B, Columns));
                Fix(Key(false, id, Columns), _rule.Graph[node.C].A);
                break;
            case Op.Group:
                Fix(Key(false, id, Columns), node.B);
                Fix(Key(false, id, Rows), node.C);
                break;
            case Op.Ungroup:
                Fix(Key(false, id, Columns), node.B);
                break;
            case Op.Spread:
                Fix(Key(false, id, _rule.Graph[node.A].Kind.IsCol() ? Columns : Rows), node.B);
                break;
            case Op.Starts:
                Join(Key(false, id, Rows), Key(false, node.A, Rows));
                Fix(Key(false, id, Entries), node.B);
                break;
            case Op.SparseRows or Op.SparseColumns or Op.RowDot or Op.AddRow:
                JoinSparse(id, node);
                break;
            case Op.Loop:
                JoinStates(id, node);
                break;
        }
    }

    /// <summary>What sparse matrices meet.</summary>
    private void JoinSparse(int id, Node node)
    {
        switch (node.Op)
        {
            case Op.SparseRows:
                Join(Key(false, id, Rows), Key(false, node.A, Rows));
                Join(Key(false, node.A, Columns), Key(false, node.B, Columns));
                break;
            case Op.SparseColumns:
                Join(Key(false, id, Columns), Key(false, node.B, Columns));
                Join(Key(false, node.B, Rows), Key(false, node.A, Rows));
                break;
            case Op.RowDot:
                Join(Key(false, node.A, Columns), Key(false, node.C, Columns));
                break;
            default:
                Join(Key(false, id, Columns), Key(false, node.A, Columns));
                Join(Key(false, node.B, Columns), Key(false, node.A, Columns));
                break;
        }
    }

    /// <summary>Lines that are grouped to matrices over the same axes have one length.</summary>
    private void JoinGrouped(List<int> groupings)
    {
        for (bool grows = true; grows;)
        {
            grows = false;
            foreach (IGrouping<(int, int), int> alike in groupings.GroupBy(SpaceOf).ToList())
            {
                List<int> lines = alike.Select(LineKey).ToList();
                grows |= lines.Any(l => Find(l) != Find(lines[0]));
                lines.ForEach(l => Join(lines[0], l));
            }
        }

        (int, int) SpaceOf(int id)
        {
            int matrix = _rule.Graph[id].Op == Op.Group ? id : _rule.Graph[id].A;
            return (Find(Key(false, matrix, Rows)), Find(Key(false, matrix, Columns)));
        }

        int LineKey(int id) => Key(false, _rule.Graph[id].Op == Op.Group ? _rule.Graph[id].A : id, Columns);
    }

    /// <summary>An axis whose length is a host value: a parameter's own, or one that the program computes.</summary>
    private void JoinLength(int key, int host)
    {
        if (_rule.Graph[host] is { Op: Op.Length, Text.Length: > 0 } length)
        {
            Join(key, Key(true, length.Index, length.Text == Extents.Rows ? Rows : Columns));
        }
        else
        {
            Fix(key, host);
        }
    }

    /// <summary>What arithmetic, reductions and choices join: every side that an operand shares with the value or another operand.</summary>
    private void JoinOperands(int id, Node node, int operand)
    {
        bool joins = node.Op.IsArithmetic() || node.Op.IsReduction() || node.Op is Op.Choose or Op.RowOf or Op.ColumnOf
            or Op.Spread or Op.Stored or Op.Moved or Op.Variable;
        if (!joins || !_rule.Graph[operand].Kind.IsElement())
        {
            return;
        }

        foreach (int side in Sides(_rule.Graph[operand].Kind))
        {
            if (Sides(node.Kind).Contains(side))
            {
                Join(Key(false, operand, side), Key(false, id, side));
            }

            foreach (int other in node.Operands.Where(o => o != operand && Sides(_rule.Graph[o].Kind).Contains(side)))
            {
                Join(Key(false, operand, side), Key(false, other, side));
            }
        }
    }

    /// <summary>A loop's states keep their shapes: the start, what a round starts from, what it gives, and the result.</summary>
    private void JoinStates(int id, Node loop)
    {
        LoopParts parts = LoopParts.Of(_rule.Graph, id);
        for (int k = 0; k < parts.Starts.Count; k++)
        {
            foreach (int side in Sides(_rule.Graph[parts.Starts[k]].Kind))
            {
                Join(Key(false, parts.Starts[k], side), Key(false, parts.Next[k], side));
                if (parts.States[k] is int state)
                {
                    Join(Key(false, parts.Starts[k], side), Key(false, state, side));
                }

                if (parts.Results[k] is int result)
                {
                    Join(Key(false, parts.Starts[k], side), Key(false, result, side));
                }
            }
        }
    }

    private void JoinParameter(int id, Kind kind, int parameter)
    {
        if (kind.IsMatrix())
        {
            Join(Key(false, id, Rows), Key(true, parameter, Rows));
        }

        Join(Key(false, id, kind.IsCol() ? Rows : Columns), Key(true, parameter, Columns));
    }

    private static int[] Sides(Kind kind) =>
        kind.IsMatrix() ? [Rows, Columns] : kind.IsCol() ? [Rows] : kind.IsElement() ? [Columns] : [];

    private int Key(bool isParameter, int id, int side)
    {
        if (!_keys.TryGetValue((isParameter, id, side), out int key))
        {
            key = _parents.Count;
            _parents.Add(key);
            _keys.Add((isParameter, id, side), key);
        }

        return key;
    }

    private int Find(int key)
    {
        while (_parents[key] != key)
        {
            key = _parents[key];
        }

        return key;
    }

    private void Join(int a, int b)
    {
        (int x, int y) = (Find(a), Find(b));
        if (x == y)
        {
            return;
        }

        if (_hosts.TryGetValue(y, out List<int> hosts))
        {
            _hosts[x] = [.. hosts, .. _hosts.TryGetValue(x, out List<int> others) ? others : []];
        }

        _parents[y] = x;
    }

    /// <summary>A host value is the length of an axis.</summary>
    private void Fix(int key, int host)
    {
        int root = Find(key);
        _hosts[root] = [.. _hosts.TryGetValue(root, out List<int> others) ? others : [], host];
    }

    private int Number(int key)
    {
        int root = Find(key);
        if (!_numbers.TryGetValue(root, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(root, number);
        }

        return number;
    }
}
