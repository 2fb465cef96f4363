using Numerics.Generators.Ir;
using static Numerics.Generators.Passes.Programs.AxisSide;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Joins the lengths that a rule's operations, laws and results make one.</summary>
/// <param name="graph">The rule's values.</param>
/// <param name="parameters">The parameters that loads name.</param>
/// <param name="classes">What is told.</param>
internal sealed class LengthInference(Graph graph, int[] parameters, LengthClasses classes)
{
    public void AddValues(bool[] needed)
    {
        List<int> values = [.. Enumerable.Range(0, needed.Length).Where(i => needed[i])];
        values.ForEach(i => Add(i, graph[i]));
        JoinGrouped([.. values.Where(i => graph[i].Op is Op.Group or Op.Ungroup)]);
    }

    public void AddLaws(IEnumerable<LengthLaw> laws)
    {
        foreach (LengthLaw law in laws)
        {
            JoinLength(classes.Parameter(law.Parameter, law.IsRows ? Rows : Columns), law.Host);
        }
    }

    /// <summary>A result that replaces an array has its lengths.</summary>
    public void AddUpdates(RuleModel rule, RootedGraph rooted)
    {
        for (int r = 0; r < rule.Results.Count; r++)
        {
            if (rule.Results[r] is { Updates: >= 0 } result && result.Kind.IsNumbers())
            {
                JoinParameter(rooted.Roots[r], graph[rooted.Roots[r]].Kind, result.Updates);
            }
        }
    }

    private void Add(int id, Node node)
    {
        foreach (int operand in node.Op == Op.Loop ? EquatableArray<int>.Empty : node.Operands)
        {
            JoinOperands(id, node, operand);
        }

        switch (node.Op)
        {
            case Op.Load:
                JoinParameter(id, node.Kind, parameters[node.Index]);
                break;
            case Op.LoadTurned or Op.Turn or Op.Product or Op.PointPairs:
                JoinMatrices(id, node);
                break;
            case Op.Shifted or Op.Within or Op.SumByKey or Op.Group or Op.Ungroup or Op.Spread:
                FixLengths(id, node);
                break;
            case Op.Starts or Op.SparseRows or Op.SparseColumns or Op.RowDot or Op.AddRow:
                JoinSparse(id, node);
                break;
            case Op.Loop:
                JoinStates(id, node);
                break;
        }
    }

    /// <summary>What arithmetic, reductions and choices join: every side that an operand shares with the value or another operand.</summary>
    private void JoinOperands(int id, Node node, int operand)
    {
        bool joins = node.Op.IsArithmetic() || node.Op.IsReduction() || node.Op is Op.Choose or Op.RowOf or Op.ColumnOf
            or Op.Spread or Op.Stored or Op.Moved or Op.Variable;
        if (!joins || !graph[operand].Kind.IsElement())
        {
            return;
        }

        foreach (AxisSide side in Sides(graph[operand].Kind))
        {
            if (Sides(node.Kind).Contains(side))
            {
                Join(operand, side, id, side);
            }

            foreach (int other in node.Operands.Where(o => o != operand && Sides(graph[o].Kind).Contains(side)))
            {
                Join(operand, side, other, side);
            }
        }
    }

    private void JoinParameter(int id, Kind kind, int parameter)
    {
        if (kind.IsMatrix())
        {
            classes.Join(classes.Value(id, Rows), classes.Parameter(parameter, Rows));
        }

        classes.Join(classes.Value(id, kind.IsCol() ? Rows : Columns), classes.Parameter(parameter, Columns));
    }

    private void JoinMatrices(int id, Node node)
    {
        switch (node.Op)
        {
            case Op.LoadTurned:
                classes.Join(classes.Value(id, Rows), classes.Parameter(parameters[node.Index], Columns));
                classes.Join(classes.Value(id, Columns), classes.Parameter(parameters[node.Index], Rows));
                break;
            case Op.Turn:
                Join(id, Rows, node.A, Columns);
                Join(id, Columns, node.A, Rows);
                break;
            case Op.Product:
                Join(id, Rows, node.A, Rows);
                Join(id, Columns, node.B, Columns);
                Join(node.A, Columns, node.B, Rows);
                break;
            case Op.PointPairs:
                Join(id, Rows, node.A, Rows);
                Join(id, Columns, node.B, Rows);
                Join(node.A, Columns, node.B, Columns);
                break;
        }
    }

    /// <summary>What has a length that the rule's body names.</summary>
    private void FixLengths(int id, Node node)
    {
        switch (node.Op)
        {
            case Op.SumByKey:
                AxisSide keys = node.Kind == Kind.Mat ? Rows : Columns;
                Join(node.A, keys, node.B, keys);
                if (node.Kind == Kind.Mat)
                {
                    Join(node.A, Columns, id, Columns);
                }

                Fix(id, keys, graph[node.C].A);
                break;
            case Op.Shifted or Op.Within:
                JoinLength(classes.Value(id, node.Kind.IsCol() ? Rows : Columns), graph[node.C].A);
                break;
            case Op.Group:
                Fix(id, Columns, node.B);
                Fix(id, Rows, node.C);
                break;
            case Op.Ungroup:
                Fix(id, Columns, node.B);
                break;
            case Op.Spread:
                Fix(id, graph[node.A].Kind.IsCol() ? Columns : Rows, node.B);
                break;
        }
    }

    /// <summary>What sparse matrices meet.</summary>
    private void JoinSparse(int id, Node node)
    {
        switch (node.Op)
        {
            case Op.Starts:
                Join(id, Rows, node.A, Rows);
                Fix(id, Entries, node.B);
                break;
            case Op.SparseRows:
                Join(id, Rows, node.A, Rows);
                Join(node.A, Columns, node.B, Columns);
                break;
            case Op.SparseColumns:
                Join(id, Columns, node.B, Columns);
                Join(node.B, Rows, node.A, Rows);
                break;
            case Op.RowDot:
                Join(node.A, Columns, node.C, Columns);
                break;
            case Op.AddRow:
                Join(id, Columns, node.A, Columns);
                Join(node.B, Columns, node.A, Columns);
                break;
        }
    }

    /// <summary>A loop's states keep their shapes: the start, what a round starts from, what it gives, and the result.</summary>
    private void JoinStates(int id, Node loop)
    {
        LoopParts parts = LoopParts.Of(graph, id);
        for (int k = 0; k < parts.Starts.Count; k++)
        {
            int start = parts.Starts[k];
            foreach (AxisSide side in Sides(graph[start].Kind))
            {
                foreach (int like in new[] { parts.Next[k], parts.States[k], parts.Results[k] }.OfType<int>())
                {
                    Join(start, side, like, side);
                }
            }
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
                grows |= lines.Any(l => classes.Find(l) != classes.Find(lines[0]));
                lines.ForEach(l => classes.Join(lines[0], l));
            }
        }

        (int, int) SpaceOf(int id)
        {
            int matrix = graph[id].Op == Op.Group ? id : graph[id].A;
            return (classes.Find(classes.Value(matrix, Rows)), classes.Find(classes.Value(matrix, Columns)));
        }

        int LineKey(int id) => classes.Value(graph[id].Op == Op.Group ? graph[id].A : id, Columns);
    }

    /// <summary>An axis whose length is a host value: a parameter's own, or one that the program computes.</summary>
    private void JoinLength(int key, int host)
    {
        if (graph[host] is { Op: Op.Length, Text.Length: > 0 } length)
        {
            classes.Join(key, classes.Parameter(length.Index, length.Text == Extents.Rows ? Rows : Columns));
        }
        else
        {
            classes.Fix(key, host);
        }
    }

    private void Join(int a, AxisSide sideOfA, int b, AxisSide sideOfB) =>
        classes.Join(classes.Value(a, sideOfA), classes.Value(b, sideOfB));

    private void Fix(int id, AxisSide side, int host) => classes.Fix(classes.Value(id, side), host);

    private static AxisSide[] Sides(Kind kind) =>
        kind.IsMatrix() ? [Rows, Columns] : kind.IsCol() ? [Rows] : kind.IsElement() ? [Columns] : [];
}
