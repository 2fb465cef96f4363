using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Reverse mode: the derivative of one number by every value that it is made of.</summary>
/// <remarks>An adjoint may have fewer sides than its value: it is then the same along the missing ones, as the gradient of a sum
/// is.</remarks>
internal sealed class Adjoints
{
    private readonly Algebra _algebra;
    private readonly GraphBuilder _graph;
    private readonly Partials _partials;
    private readonly Summation _summation;
    private readonly Views _views;
    private readonly bool[] _active;
    private readonly Dictionary<int, int> _known = [];

    /// <param name="algebra">The graph.</param>
    /// <param name="root">The number.</param>
    /// <param name="variables">The values by which it is differentiated.</param>
    /// <param name="seed">The weights of an array's elements; 1 for a number.</param>
    public Adjoints(Algebra algebra, int root, IReadOnlyCollection<int> variables, int? seed = null)
    {
        (_algebra, _graph) = (algebra, algebra.Graph);
        (_partials, _summation, _views) = (new Partials(algebra), new Summation(algebra), new Views(algebra));
        _active = Active(root, variables);
        Add(root, seed ?? algebra.Number(1));
        for (int id = root; id >= 0; id--)
        {
            // A variable's own adjoint is complete when everything else has handed its own on.
            if (_active[id] && !variables.Contains(id) && _known.TryGetValue(id, out int adjoint))
            {
                if (VariableOf(_graph[id], variables) is int variable)
                {
                    Add(variable, _views.Turn(adjoint));
                    continue;
                }

                Spread(id, _graph[id], adjoint);
            }
        }
    }

    /// <summary>The derivative by a variable, with all its elements.</summary>
    public int Of(int variable) => _views.Released(_algebra.Spread(
        _known.TryGetValue(variable, out int adjoint) ? adjoint : _algebra.Number(0), variable));

    /// <summary>Which values change with the variables.</summary>
    private bool[] Active(int root, IReadOnlyCollection<int> variables)
    {
        var active = new bool[root + 1];
        for (int i = 0; i <= root; i++)
        {
            Node node = _graph[i];
            active[i] = variables.Contains(i) || VariableOf(node, variables) is not null
                || (!node.Op.IsHost() && !node.Kind.IsMask() && node.Kind != Kind.Integer && node.Operands.Any(o => active[o]));
        }

        return active;
    }

    /// <summary>The variable that a turned view of a stored array shows; null for another node.</summary>
    private int? VariableOf(Node node, IReadOnlyCollection<int> variables)
    {
        foreach (int variable in variables)
        {
            bool isView = (node.Op is Op.Load or Op.LoadTurned) && (_graph[variable].Op is Op.Load or Op.LoadTurned)
                && node.Index == _graph[variable].Index && node != _graph[variable];
            if (isView)
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>Hands a value's adjoint on to its operands.</summary>
    private void Spread(int id, Node node, int adjoint)
    {
        if (Shapes.TryLogSumExp(_graph, id) is { } log)
        {
            Add(log.X, _algebra.Times(adjoint, _algebra.Divide(log.Terms, log.Sum)));
            return;
        }

        if (Shapes.TrySoftMax(_graph, id) is int x)
        {
            int mean = _summation.Of(adjoint, id, x, _graph[node.B].Kind);
            Add(x, _algebra.Times(id, _algebra.Plus(adjoint, _algebra.Negate(mean))));
            return;
        }

        if (Shapes.TryConcat(_graph, id) is { } lines)
        {
            // Stored, it is computed once at each place; the lines' own expressions would otherwise each hold all of it.
            int whole = _graph[adjoint].Kind.IsElement() ? _views.Stored(adjoint) : adjoint;
            foreach ((int line, int start) in lines)
            {
                Add(line, _views.Part(whole, start, line));
            }

            return;
        }

        switch (node.Op)
        {
            case Op.ReduceSum:
                Add(node.A, adjoint);
                break;
            case Op.ReduceDot:
                Dot(node, adjoint);
                break;
            case Op.ReduceMin or Op.ReduceMax:
                (int hit, int count) = _views.Ties(id, node);
                // Without a hit the extreme is NaN: 0/0 then, and 0 elsewhere.
                int others = _algebra.Divide(_algebra.Number(0), count);
                Add(node.A, _algebra.Where(hit, _algebra.Divide(adjoint, count), others));
                break;
            case Op.Select:
                Contribute(id, node.B, _algebra.Where(node.A, adjoint, _algebra.Number(0)), One);
                Contribute(id, node.C, _algebra.Where(node.A, _algebra.Number(0), adjoint), One);
                break;
            case Op.Choose:
                Add(node.B, _views.Choose(node.A, adjoint, _algebra.Number(0), node.B));
                Add(node.C, _views.Choose(node.A, _algebra.Number(0), adjoint, node.C));
                break;
            case Op.Shifted:
                Add(node.A, _views.Unshift(adjoint, node));
                break;
            case Op.Moved:
                Add(node.A, _views.Move(adjoint, node, isBack: true));
                break;
            case Op.Turn:
                Add(node.A, _views.Turn(adjoint));
                break;
            case Op.At:
                Add(node.A, _views.Put(adjoint, node.A, node.B));
                break;
            case Op.Group:
                Add(node.A, _views.Ungroup(adjoint, id));
                break;
            case Op.Ungroup:
                Add(node.A, _views.Group(adjoint, node.A));
                break;
            case Op.Stored:
                Add(node.A, adjoint);
                break;
            case Op.Spread:
                Contribute(id, node.A, adjoint, One);
                break;
            case Op.RowOf:
                Add(node.A, _views.PutRow(adjoint, node.A, node.B));
                break;
            case Op.ColumnOf:
                Add(node.A, _views.PutColumn(adjoint, node.A, node.B));
                break;
            case Op.AtCell:
                Add(node.A, _views.PutCell(adjoint, node.A, node.B, node.C));
                break;
            case Op.SparseRows when !_active[node.A]:
                Add(node.B, _graph.Add(Op.SparseColumns, Kind.Row, _views.Stored(_algebra.Spread(adjoint, id)), node.A));
                break;
            case Op.SparseColumns when !_active[node.B]:
                Add(node.A, _graph.Add(Op.SparseRows, Kind.Col, node.B, _views.Stored(_algebra.Spread(adjoint, id))));
                break;
            case Op.Product:
                int whole = _algebra.Spread(adjoint, id);
                Add(node.A, _graph.Add(Op.Product, Kind.Mat, whole, _views.Turn(node.B)));
                Add(node.B, _graph.Add(Op.Product, Kind.Mat, _views.Turn(node.A), whole));
                break;
            default:
                Elementwise(id, node, adjoint);
                break;
        }
    }

    private int One => _algebra.Number(1);

    private void Elementwise(int id, Node node, int adjoint)
    {
        if (!node.Op.IsArithmetic())
        {
            throw new NoDerivativeException(node.Op, id);
        }

        foreach ((int operand, int partial) in _partials.Of(id))
        {
            Contribute(id, node.Operands[operand], adjoint, partial);
        }
    }

    private void Dot(Node node, int adjoint)
    {
        int over = _graph[node.A].Kind.IsMatrix() ? node.A : node.B;
        if (node.A == node.B)
        {
            Contribute(over, node.A, _algebra.Times(_algebra.Number(2), adjoint), node.A);
            return;
        }

        Contribute(over, node.A, adjoint, node.B);
        Contribute(over, node.B, adjoint, node.A);
    }

    /// <summary>Adds adjoint·partial, summed over the sides along which the operand is spread.</summary>
    private void Contribute(int over, int operand, int adjoint, int partial)
    {
        if (_active[operand])
        {
            Add(operand, _summation.Of(adjoint, partial, over, _graph[operand].Kind));
        }
    }

    private void Add(int id, int contribution)
    {
        if (id >= _active.Length || _active[id])
        {
            _known[id] = _known.TryGetValue(id, out int others) ? _algebra.Plus(others, contribution) : contribution;
        }
    }
}
