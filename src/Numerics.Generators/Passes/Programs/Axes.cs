using Numerics.Generators.Ir;
using static Numerics.Generators.Passes.Programs.AxisSide;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Which lengths of a rule are one: the axes of its arrays, parameters and values.</summary>
/// <remarks>A line that is a parameter has its axis on the columns' side, whichever way it is seen.</remarks>
internal sealed class Axes
{
    private readonly LengthClasses _classes = new();
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Graph _graph;

    /// <summary>The axes of a program.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="rooted">A variant of it; loads name arrays.</param>
    /// <param name="lengths">What the rule's body says of lengths, of hosts of the variant.</param>
    public Axes(RuleModel rule, RootedGraph rooted, IEnumerable<LengthLaw> lengths)
    {
        _graph = rooted.Graph;
        int[] arrays = [.. Enumerable.Range(0, rule.Parameters.Count).Where(p => rule.Parameters[p].Kind == ParameterKind.Array)];
        var inference = new LengthInference(_graph, arrays, _classes);
        inference.AddValues(rooted.Reachable());
        inference.AddLaws(lengths);
        inference.AddUpdates(rule, rooted);

        // Axes are numbered as the arrays have them.
        foreach (int p in arrays)
        {
            if (rule.Parameters[p].Shape.IsMatrix())
            {
                OfParameter(p, isRows: true);
            }

            OfParameter(p, isRows: false);
        }
    }

    /// <summary>The number of axes so far.</summary>
    public int Count => _numbers.Count;

    /// <summary>The host values that are the axis's length, all of them the same in a call; none where arrays fix it.</summary>
    public IReadOnlyList<int> HostsOf(int axis) => _classes.HostsOf(_numbers.First(n => n.Value == axis).Key);

    public int OfParameter(int parameter, bool isRows) => Number(_classes.Parameter(parameter, isRows ? Rows : Columns));

    /// <summary>The axis that a value has one element or one row for.</summary>
    public int RowsOf(int node) => Number(_classes.Value(node, Rows));

    public int ColumnsOf(int node) => Number(_classes.Value(node, Columns));

    /// <summary>The axis of the room that a sparse matrix has for entries.</summary>
    public int EntriesOf(int node) => Number(_classes.Value(node, Entries));

    /// <summary>The axis of a line.</summary>
    public int LineOf(int node) => _graph[node].Kind.IsCol() ? RowsOf(node) : ColumnsOf(node);

    private int Number(int key)
    {
        int root = _classes.Find(key);
        if (!_numbers.TryGetValue(root, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(root, number);
        }

        return number;
    }
}
