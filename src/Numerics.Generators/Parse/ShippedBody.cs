using System.Globalization;
using System.Text;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The body of a public rule or building block as it travels in an assembly's metadata: a graph and its results.</summary>
/// <remarks>Text, a line each: <c>op kind operands index type text name</c> with tabs between; then <c>result node</c> lines.
/// Format 1.</remarks>
internal sealed record ShippedBody(EquatableArray<Node> Nodes, EquatableArray<string> Names, EquatableArray<int> Results)
{
    public const int Format = 1;

    private const string ResultMark = "result";

    public static string Print(Graph graph, IEnumerable<int> results)
    {
        var text = new StringBuilder();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node n = graph[i];
            string operands = string.Join(",", n.Operands.Select(o => o.ToString(CultureInfo.InvariantCulture)));
            text.Append(n.Op).Append('\t').Append(n.Kind).Append('\t').Append(operands).Append('\t')
                .Append(n.Index.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(n.Type).Append('\t')
                .Append(n.Text).Append('\t').Append(graph.Names[i]).Append('\n');
        }

        foreach (int result in results)
        {
            text.Append(ResultMark).Append('\t').Append(result.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a body; null where the text is none.</summary>
    public static ShippedBody? TryParse(string text)
    {
        List<Node> nodes = [];
        List<string> names = [];
        List<int> results = [];
        foreach (string line in text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] f = line.Split('\t');
            if (f.Length == 2 && f[0] == ResultMark && TryInt(f[1]) is int result && result < nodes.Count)
            {
                results.Add(result);
            }
            else if (f.Length == 7 && TryNode(f, nodes.Count) is { } node)
            {
                nodes.Add(node);
                names.Add(f[6]);
            }
            else
            {
                return null;
            }
        }

        return results.Count == 0 ? null : new ShippedBody(nodes, names, results);
    }

    /// <summary>Whether the body asks for no parameter that the method lacks.</summary>
    public bool Fits(int parameters) => Nodes.All(n =>
        n.Op is not (Op.Load or Op.Parameter or Op.ScalarParameter or Op.Apply) || n.Index < parameters);

    /// <summary>A node over earlier nodes, as many as its operation takes; null where the fields are none.</summary>
    private static Node? TryNode(string[] f, int position)
    {
        int?[] operands = f[2].Length == 0 ? [] : f[2].Split(',').Select(TryInt).ToArray();
        return Enum.TryParse(f[0], out Op op) && Enum.IsDefined(typeof(Op), op)
            && Enum.TryParse(f[1], out Kind kind) && Enum.IsDefined(typeof(Kind), kind)
            && TryIndex(op, f[3]) is int index
            && operands.All(o => o < position)
            && (op.Arity() is not int arity || arity == operands.Length)
            ? new Node(op, kind, operands.Select(o => o!.Value).ToArray(), f[4], f[5], index)
            : null;
    }

    /// <summary>The result −1 of a loop is the number of its rounds.</summary>
    private static int? TryIndex(Op op, string text) => op == Op.LoopResult && text == "-1" ? -1 : TryInt(text);

    private static int? TryInt(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
