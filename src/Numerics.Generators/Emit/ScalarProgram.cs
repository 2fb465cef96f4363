using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>Writes statements that compute host values and kernel numbers: named or shared ones as locals, the rest in place.</summary>
internal sealed class ScalarProgram
{
    private readonly Graph _graph;
    private readonly Dictionary<int, string> _known = [];
    private readonly Func<int, string?> _leaf;
    private readonly ScalarSpelling _spelling;
    private readonly Names _names;
    private readonly bool _checksOverflow;

    /// <param name="graph">The graph.</param>
    /// <param name="names">Names already taken in the method.</param>
    /// <param name="leaf">The spelling of a value that stands somewhere already, else null.</param>
    /// <param name="checksOverflow">Whether the project checks integers for overflow.</param>
    /// <param name="functions">The class whose functions are called.</param>
    public ScalarProgram(
        Graph graph,
        Names names,
        Func<int, string?> leaf,
        bool checksOverflow,
        string functions = ScalarSpelling.HostFunctions)
    {
        (_graph, _names, _leaf, _checksOverflow) = (graph, names, leaf, checksOverflow);
        _spelling = new ScalarSpelling(graph, id => _known.TryGetValue(id, out string name) ? name : _leaf(id), functions);
    }

    /// <summary>Declares what the roots share or the author named; afterwards <see cref="Spell"/> gives each root.</summary>
    public void Declare(SourceWriter writer, IReadOnlyList<int> roots)
    {
        int[] uses = UnconditionalUses(roots);
        for (int id = 0; id < uses.Length; id++)
        {
            Node node = _graph[id];
            bool isShared = uses[id] > 1 || (uses[id] == 1 && _graph.Names[id].Length > 0);
            if (!isShared || node.Op is Op.Literal or Op.FromHost || _leaf(id) is not null)
            {
                continue;
            }

            string name = _names.Take(NameOf(id));
            writer.Line($"{ScalarSpelling.TypeOf(node)} {name} = {_spelling.Compute(id)};");
            _known[id] = name;
        }
    }

    public string Spell(int id) => _spelling.Spell(id);

    private string NameOf(int id) => _graph.Names[id].Length > 0 ? _graph.Names[id] : ConstantNames.Describe(_graph, id) ?? "shared";

    /// <summary>Uses of values that may be computed ahead: those outside the branches of host conditions, and those in them that
    /// can't throw.</summary>
    private int[] UnconditionalUses(IReadOnlyList<int> roots)
    {
        var uses = new int[_graph.Nodes.Count];
        bool[] total = HostSafety.Total(_graph.Nodes, _checksOverflow);
        foreach (int root in roots)
        {
            uses[root]++;
        }

        for (int id = uses.Length - 1; id >= 0; id--)
        {
            if (uses[id] == 0 || _leaf(id) is not null)
            {
                continue;
            }

            Node node = _graph[id];
            bool isLazy = node.Op == Op.HostConditional || (node.Op == Op.HostBinary && node.Text is "&&" or "||");
            for (int k = 0; k < node.Operands.Count; k++)
            {
                if (k == 0 || !isLazy || total[node.Operands[k]])
                {
                    uses[node.Operands[k]] += node.Op == Op.FromHost ? uses[id] : 1;
                }
            }
        }

        return uses;
    }
}
