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

    public static ShippedBody Parse(string text)
    {
        List<Node> nodes = [];
        List<string> names = [];
        List<int> results = [];
        foreach (string line in text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] f = line.Split('\t');
            if (f[0] == ResultMark)
            {
                results.Add(Int(f[1]));
                continue;
            }

            int[] operands = f[2].Length == 0 ? [] : f[2].Split(',').Select(Int).ToArray();
            nodes.Add(new Node(
                (Op)Enum.Parse(typeof(Op), f[0]), (Kind)Enum.Parse(typeof(Kind), f[1]), operands, f[4], f[5], Int(f[3])));
            names.Add(f[6]);
        }

        return new ShippedBody(nodes, names, results);
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
