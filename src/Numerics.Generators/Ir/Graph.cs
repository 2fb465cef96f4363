using System.Collections.Immutable;

namespace Numerics.Generators.Ir;

/// <summary>The nodes of a rule, operands before users, each value once; and the author's names for them.</summary>
internal sealed record Graph(EquatableArray<Node> Nodes, EquatableArray<string> Names)
{
    public Node this[int id] => Nodes[id];
}

/// <summary>Builds a graph; equal nodes get one position (common subexpressions are one value from the start).</summary>
/// <param name="lengths">Parameters' sides that have the length of another parameter's side, which their lengths become.</param>
internal sealed class GraphBuilder(IReadOnlyDictionary<Side, Side>? lengths = null)
{
    private readonly List<Node> _nodes = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<Node, int> _positions = [];

    public Node this[int id] => _nodes[id];

    public int Count => _nodes.Count;

    public string NameOf(int id) => _names[id];

    /// <summary>The author's name, if the value has none yet.</summary>
    public void Suggest(int id, string name)
    {
        if (_names[id].Length == 0)
        {
            _names[id] = name;
        }
    }

    public int Add(Node node)
    {
        if (node.Op == Op.Length && lengths is not null && lengths.TryGetValue(Side.Of(node), out Side other))
        {
            node = node with { Index = other.Parameter, Text = other.Extent };
        }

        if (_positions.TryGetValue(node, out int position))
        {
            return position;
        }

        _positions.Add(node, _nodes.Count);
        _nodes.Add(node);
        _names.Add("");
        return _nodes.Count - 1;
    }

    public int Add(Op op, Kind kind, params int[] operands) => Add(new Node(op, kind, operands));

    public int Literal(double value) =>
        Add(new Node(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Double, HostTypes.Text(value)));

    public int Literal(int value) =>
        Add(new Node(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int, HostTypes.Text(value)));

    public int Literal(bool value) =>
        Add(new Node(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Bool, value ? "true" : "false"));

    public int Literal(float value) =>
        Add(new Node(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Float, HostTypes.Text(value)));

    public int Literal(long value) =>
        Add(new Node(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Long, HostTypes.Text(value)));

    public int Host(string @operator, string type, int left, int right) =>
        HostFolding.TryFold(this, @operator, type, left, right)
        ?? Add(new Node(Op.HostBinary, Kind.Host, new[] { left, right }, type, @operator));

    public int HostUnary(string @operator, string type, int operand) =>
        HostFolding.TryFoldUnary(this, @operator, operand)
        ?? Add(new Node(Op.HostUnary, Kind.Host, new[] { operand }, type, @operator));

    public int Cast(int operand, string type) =>
        this[operand].Type == type ? operand
        : HostFolding.TryCast(this, operand, type) ?? Add(new Node(Op.HostCast, Kind.Host, new[] { operand }, type));

    public int HostConditional(int condition, int whenTrue, int whenFalse) =>
        whenTrue == whenFalse ? whenTrue
        : HostTypes.TryTruth(this[condition]) is bool known ? known ? whenTrue : whenFalse
        : Add(new Node(Op.HostConditional, Kind.Host, new[] { condition, whenTrue, whenFalse }, this[whenTrue].Type));

    public int FromHost(int host) => Add(Op.FromHost, Kind.Scalar, host);

    public Graph ToGraph() => new(_nodes.ToImmutableArray(), _names.ToImmutableArray());
}
