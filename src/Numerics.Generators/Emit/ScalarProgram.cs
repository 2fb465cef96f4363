using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>Writes statements that compute host values and kernel numbers: named or shared ones as locals, the rest in place.</summary>
internal sealed class ScalarProgram
{
    /// <summary>The longest text of a formula's line that is left as it is.</summary>
    private const int Longest = 90;

    /// <summary>A formula has many values: their descriptions are names only while they are short.</summary>
    private const int LongestName = 16;

    private readonly Graph _graph;
    private readonly Dictionary<int, string> _known = [];
    private readonly Func<int, string?> _leaf;
    private readonly ScalarSpelling _spelling;
    private readonly Names _names;
    private readonly bool _checksOverflow;
    private readonly bool _isFormula;

    /// <param name="graph">The graph.</param>
    /// <param name="names">Names already taken in the method.</param>
    /// <param name="leaf">The spelling of a value that stands somewhere already, else null.</param>
    /// <param name="checksOverflow">Whether the project checks integers for overflow.</param>
    /// <param name="functions">The class whose functions are called.</param>
    /// <param name="isFormula">Whether the program is a formula of many operations, in which each line keeps within a reader's reach.</param>
    public ScalarProgram(
        Graph graph,
        Names names,
        Func<int, string?> leaf,
        bool checksOverflow,
        string functions = ScalarSpelling.HostFunctions,
        bool isFormula = false)
    {
        (_graph, _names, _leaf, _checksOverflow, _isFormula) = (graph, names, leaf, checksOverflow, isFormula);
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
            if (_isFormula && uses[id] > 0)
            {
                Shorten(writer, id);
            }

            if (isShared && node.Op is not (Op.Literal or Op.FromHost) && _leaf(id) is null)
            {
                DeclareLocal(writer, id);
            }
        }
    }

    private void DeclareLocal(SourceWriter writer, int id)
    {
        string name = _names.Take(NameOf(id));
        writer.Line($"{_spelling.TypeOf(_graph[id])} {name} = {_spelling.Compute(id)};");
        _known[id] = name;
    }

    /// <summary>Gives the longest operands names of their own until the value's text is short.</summary>
    private void Shorten(SourceWriter writer, int id)
    {
        Node node = _graph[id];
        while (node.Op.IsArithmetic() && _spelling.Compute(id).Length > Longest)
        {
            int longest = node.Operands.OrderByDescending(o => _spelling.Spell(o).Length).First();
            if (_known.ContainsKey(longest) || !_graph[longest].Op.IsArithmetic())
            {
                return;
            }

            DeclareLocal(writer, longest);
        }
    }

    public string Spell(int id) => _spelling.Spell(id);

    private string NameOf(int id) => _graph.Names[id].Length > 0 ? _graph.Names[id]
        : ConstantNames.Describe(_graph, id) is { } described && described.Length <= (_isFormula ? LongestName : described.Length) ? described
        : _isFormula ? Word(_graph[id].Op) : "shared";

    private static string Word(Op op) => op switch
    {
        Op.Add => "sum",
        Op.Sub => "difference",
        Op.Mul => "product",
        Op.Div => "quotient",
        Op.Neg => "opposite",
        Op.Select or Op.Choose or Op.HostConditional => "choice",
        _ => op.ToString().Substring(0, 1).ToLowerInvariant() + op.ToString().Substring(1),
    };

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
                    // Lanes are squared by a product, in which the operand stands twice.
                    uses[node.Operands[k]] += node.Op == Op.FromHost ? uses[id] : _spelling.IsWide && node.Op == Op.Square ? 2 : 1;
                }
            }
        }

        return uses;
    }
}
