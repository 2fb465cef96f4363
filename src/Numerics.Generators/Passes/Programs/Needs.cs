using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>What computing a value needs: results of other steps, and arrays.</summary>
/// <param name="Folds">Row reductions that are used row by row: a pass that computes them may go on with them.</param>
/// <param name="Steps">What must be complete: reductions, products, loops, fetched elements.</param>
/// <param name="Loads">Arrays of which each element is read where it is used.</param>
/// <param name="Gathers">Arrays of which other elements are read.</param>
/// <param name="Places">Nodes whose element, row or column a number chooses.</param>
internal sealed record Need(ISet<int> Folds, ISet<int> Steps, ISet<int> Loads, ISet<int> Gathers, ISet<int> Places)
{
    public static Need Nothing() =>
        new(new HashSet<int>(), new HashSet<int>(), new HashSet<int>(), new HashSet<int>(), new HashSet<int>());

    public void Add(Need other)
    {
        Folds.UnionWith(other.Folds);
        Steps.UnionWith(other.Steps);
        Loads.UnionWith(other.Loads);
        Gathers.UnionWith(other.Gathers);
        Places.UnionWith(other.Places);
    }

    /// <summary>The same for a value that is used in another order.</summary>
    public Need Gathered()
    {
        Need all = Nothing();
        all.Steps.UnionWith(Steps.Concat(Folds));
        all.Gathers.UnionWith(Loads.Concat(Gathers));
        all.Places.UnionWith(Places);
        return all;
    }
}

/// <summary>What each value of a graph needs.</summary>
internal sealed class Needs(Graph graph, Func<int, int> arrayOfState)
{
    private readonly Dictionary<int, Need> _known = [];

    /// <summary>Whether a value is the result of a step of its own.</summary>
    public static bool IsStep(Node node) =>
        node.Op.IsReduction() || node.Op is Op.Product or Op.SumByKey or Op.Loop or Op.At or Op.AtCell or Op.Stored
        || node.Op is >= Op.Starts and <= Op.AddRow || IsDrawnLine(node);

    /// <summary>Whether a value is a line of random numbers: drawn once, at its own positions, wherever it is used.</summary>
    public static bool IsDrawnLine(Node node) => node.Op.IsDraw() && node.Kind.IsElement() && !node.Kind.IsMatrix();

    /// <summary>What a user of the value needs.</summary>
    public Need Of(int id)
    {
        if (!_known.TryGetValue(id, out Need need))
        {
            need = Find(id, graph[id]);
            _known.Add(id, need);
        }

        return need;
    }

    /// <summary>What a step needs to run.</summary>
    public Need OfOperands(int id)
    {
        Need need = Need.Nothing();
        foreach (int operand in graph[id].Operands)
        {
            need.Add(Of(operand));
        }

        bool isElsewhere = graph[id].Op is Op.Product or Op.SumByKey or Op.At or Op.AtCell or (>= Op.Starts and <= Op.AddRow);
        return isElsewhere ? need.Gathered() : need;
    }

    private Need Find(int id, Node node)
    {
        Need need = Need.Nothing();
        if (node.Kind == Kind.Host)
        {
            return need;
        }

        if (IsStep(node))
        {
            (node.Op.IsReduction() && node.Kind.IsCol() ? need.Folds : need.Steps).Add(id);
            return need;
        }

        switch (node.Op)
        {
            case Op.LoopResult:
                need.Steps.Add(node.A);
                return need;
            case Op.LoopState when node.Kind.IsElement():
                need.Loads.Add(arrayOfState(id));
                return need;
            case Op.Load:
                need.Loads.Add(node.Index);
                return need;
            case Op.Shifted or Op.Moved:
                return Of(node.A).Gathered();
            case Op.LoadTurned:
                need.Gathers.Add(node.Index);
                return need;
        }

        Need operands = Need.Nothing();
        foreach (int operand in node.Operands)
        {
            operands.Add(Of(operand));
        }

        if (node.Op is Op.RowOf or Op.ColumnOf or Op.Here)
        {
            operands.Places.Add(id);
        }

        return node.Op is Op.Turn or Op.RowOf or Op.ColumnOf or Op.PointPairs ? operands.Gathered() : operands;
    }
}
