using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Passes.Elements;

/// <summary>Reverse mode over numbers: the derivatives of one number by the elements that it depends on. What it does not depend on is
/// left out, so the result's keys are a sparsity pattern.</summary>
internal sealed class ElementAdjoints(Algebra algebra, IReadOnlyList<int> elements)
{
    private readonly GraphBuilder _graph = algebra.Graph;
    private readonly Partials _partials = new(algebra);
    private readonly Dictionary<int, int> _positions = Enumerable.Range(0, elements.Count).ToDictionary(i => elements[i]);

    /// <summary>The derivatives by position.</summary>
    public SortedDictionary<int, int> Of(int root)
    {
        bool[] active = Active(root);
        var known = new Dictionary<int, int> { [root] = algebra.Number(1) };
        var derivatives = new SortedDictionary<int, int>();
        for (int id = root; id >= 0; id--)
        {
            if (!active[id] || !known.TryGetValue(id, out int adjoint))
            {
                continue;
            }

            if (_positions.TryGetValue(id, out int position))
            {
                derivatives[position] = adjoint;
                continue;
            }

            foreach ((int operand, int contribution) in Contributions(id, adjoint))
            {
                if (active[operand] && !IsZero(contribution))
                {
                    known[operand] = known.TryGetValue(operand, out int others) ? algebra.Plus(others, contribution) : contribution;
                }
            }
        }

        return derivatives;
    }

    /// <summary>Which values change with the elements.</summary>
    private bool[] Active(int root)
    {
        var active = new bool[root + 1];
        for (int i = 0; i <= root; i++)
        {
            Node node = _graph[i];
            active[i] = _positions.ContainsKey(i)
                || (!node.Op.IsHost() && !node.Kind.IsMask() && node.Op != Op.At && node.Operands.Any(o => active[o]));
        }

        return active;
    }

    /// <summary>What a value's adjoint adds to those of its operands.</summary>
    private IEnumerable<(int Operand, int Contribution)> Contributions(int id, int adjoint)
    {
        Node node = _graph[id];
        int nothing = algebra.Number(0);
        return node.Op switch
        {
            Op.Select =>
                [(node.B, algebra.Where(node.A, adjoint, nothing)), (node.C, algebra.Where(node.A, nothing, adjoint))],
            Op.Choose => [(node.B, Choose(node.A, adjoint, nothing)), (node.C, Choose(node.A, nothing, adjoint))],
            _ => _partials.Of(id).Select(p => (node.Operands[p.Operand], algebra.Times(p.Partial, adjoint))),
        };
    }

    private int Choose(int condition, int whenTrue, int whenFalse) =>
        _graph.Add(Op.Choose, Kind.Scalar, condition, whenTrue, whenFalse);

    private bool IsZero(int id) => algebra.TryHost(id) is int host && HostTypes.TryNumber(_graph[host]) == 0;
}
