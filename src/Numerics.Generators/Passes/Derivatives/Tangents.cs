using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Forward mode: how values change along directions of the variables.</summary>
/// <remarks>A tangent may have fewer sides than its value: it is then the same along the missing ones.</remarks>
internal sealed class Tangents
{
    private readonly Algebra _algebra;
    private readonly GraphBuilder _graph;
    private readonly Partials _partials;
    private readonly Summation _summation;
    private readonly Views _views;
    private readonly Dictionary<int, int?> _known = [];

    /// <param name="algebra">The graph.</param>
    /// <param name="directions">For each variable its direction.</param>
    public Tangents(Algebra algebra, IReadOnlyDictionary<int, int> directions)
    {
        (_algebra, _graph) = (algebra, algebra.Graph);
        (_partials, _summation, _views) = (new Partials(algebra), new Summation(algebra), new Views(algebra));
        foreach (KeyValuePair<int, int> direction in directions)
        {
            _known[direction.Key] = direction.Value;
        }
    }

    /// <summary>The tangent of a value; null where it does not change.</summary>
    public int? Of(int id)
    {
        // Operands come before their users: walking the graph in order keeps the stack flat.
        bool[] needed = Needed(id);
        for (int i = 0; i <= id; i++)
        {
            if (needed[i] && !_known.ContainsKey(i))
            {
                _known[i] = Find(i);
            }
        }

        return _known[id];
    }

    /// <summary>The values that a change may pass through: none goes through truth values and whole numbers.</summary>
    private bool[] Needed(int root)
    {
        var needed = new bool[root + 1];
        needed[root] = true;
        for (int i = root; i >= 0; i--)
        {
            foreach (int operand in needed[i] && !_known.ContainsKey(i) && !IsDiscrete(_graph[i]) ? _graph[i].Operands : [])
            {
                needed[operand] = true;
            }
        }

        return needed;
    }

    private static bool IsDiscrete(Node node) => node.Op.IsHost() || node.Kind.IsMask() || node.Kind == Kind.Integer;

    private int? Find(int id)
    {
        Node node = _graph[id];
        if (IsDiscrete(node) || node.Op == Op.FromHost || node.Operands.All(o => _graph[o].Op.IsHost() || _known[o] is null))
        {
            return null;
        }

        if (Shapes.TryLogSumExp(_graph, id) is { } log)
        {
            return _summation.Of(_algebra.Divide(log.Terms, log.Sum), _known[log.X]!.Value, log.X, node.Kind);
        }

        if (Shapes.TrySoftMax(_graph, id) is int x)
        {
            int mean = _summation.Of(id, _known[x]!.Value, x, _graph[_graph[id].B].Kind);
            return _algebra.Times(id, _algebra.Plus(_known[x]!.Value, _algebra.Negate(mean)));
        }

        return node.Op switch
        {
            Op.ReduceSum => _summation.Of(_algebra.Number(1), _known[node.A]!.Value, node.A, node.Kind),
            Op.ReduceDot => Dot(id, node),
            Op.ReduceMin or Op.ReduceMax => Extreme(id, node),
            Op.Select => _algebra.Where(node.A, _known[node.B] ?? _algebra.Number(0), _known[node.C] ?? _algebra.Number(0)),
            Op.Choose => Choose(node),
            Op.Shifted => _views.Shift(_known[node.A]!.Value, node),
            Op.Moved => _views.Move(_known[node.A]!.Value, node, isBack: false),
            Op.Turn => _views.Turn(_known[node.A]!.Value),
            Op.At => _views.At(_known[node.A]!.Value, node.B),
            Op.Product => Product(node),
            Op.Group => _views.Group(_known[node.A]!.Value, id),
            Op.Ungroup => _views.Ungroup(_known[node.A]!.Value, node.A),
            Op.Stored => node.Kind == Kind.Vec && _graph[_known[node.A]!.Value].Kind.IsElement()
                ? _views.Stored(_known[node.A]!.Value)
                : _known[node.A],
            Op.Spread => _known[node.A],
            Op.RowOf or Op.ColumnOf or Op.AtCell => Part(node),
            Op.SumByKey when _known[node.B] is null => _graph.Add(
                Op.SumByKey, node.Kind, _views.Stored(_algebra.Spread(_known[node.A]!.Value, node.A)), node.B, node.C),
            Op.SparseRows when _known[node.A] is null => _graph.Add(
                Op.SparseRows, node.Kind, node.A, _views.Stored(_algebra.Spread(_known[node.B]!.Value, node.B))),
            Op.SparseColumns when _known[node.B] is null => _graph.Add(
                Op.SparseColumns, node.Kind, _views.Stored(_algebra.Spread(_known[node.A]!.Value, node.A)), node.B),
            _ => Elementwise(id, node),
        };
    }

    /// <summary>A part of a matrix changes as the same part of its tangent.</summary>
    private int? Part(Node node)
    {
        int tangent = _algebra.Spread(_known[node.A]!.Value, node.A);
        return _graph.Add(node with { Operands = new[] { _views.Stored(tangent) }.Concat(node.Operands.Skip(1)).ToArray() });
    }

    private int? Elementwise(int id, Node node)
    {
        if (!node.Op.IsArithmetic())
        {
            throw new NoDerivativeException(node.Op, id);
        }

        int? sum = null;
        foreach ((int operand, int partial) in _partials.Of(id))
        {
            if (_known[node.Operands[operand]] is int tangent)
            {
                int term = _algebra.Times(partial, tangent);
                sum = sum is int others ? _algebra.Plus(others, term) : term;
            }
        }

        return sum;
    }

    private int? Dot(int id, Node node)
    {
        int over = Wider(node.A, node.B);
        int? Term(int changed, int other) => _known[changed] is int tangent
            ? _summation.Of(tangent, other, over, node.Kind)
            : null;
        if (node.A == node.B)
        {
            return _algebra.Times(_algebra.Number(2), Term(node.A, node.A)!.Value);
        }

        (int? first, int? second) = (Term(node.A, node.B), Term(node.B, node.A));
        return first is int a && second is int b ? _algebra.Plus(a, b) : first ?? second;
    }

    private int Wider(int a, int b) => _graph[a].Kind.IsMatrix() ? a : b;

    private int Extreme(int id, Node node)
    {
        (int hit, int count) = _views.Ties(id, node);
        int taken = _algebra.Where(hit, _known[node.A]!.Value, _algebra.Number(0));
        return _algebra.Divide(_summation.Of(_algebra.Number(1), taken, node.A, node.Kind), count);
    }

    private int Choose(Node node)
    {
        (int a, int b) = (_known[node.B] ?? _algebra.Number(0), _known[node.C] ?? _algebra.Number(0));
        return _views.Choose(node.A, a, b, node.B);
    }

    private int Product(Node node)
    {
        int? Term(int? a, int? b, int changed) => a is int x && b is int y
            ? _graph.Add(Op.Product, Kind.Mat, _algebra.Spread(x, changed == 0 ? node.A : x), _algebra.Spread(y, changed == 1 ? node.B : y))
            : null;
        (int? first, int? second) = (Term(_known[node.A], node.B, 0), Term(node.A, _known[node.B], 1));
        return first is int p && second is int q ? _algebra.Plus(p, q) : (first ?? second)!.Value;
    }
}
