using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Parts of lines, and lines seen some elements further on.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>The elements from <paramref name="start"/> on: so many, or where that is null all but one. The host refuses what does
    /// not lie in the line.</summary>
    private Value Part(int line, int start, int? count)
    {
        int length = LengthOf(line);
        count ??= graph.Host("-", HostTypes.Int, length, graph.Literal(1));
        int @checked = graph.Add(new Node(
            Op.HostCall, Kind.Host, new[] { start, count.Value, length }, HostTypes.Int, "global::Numerics.Runtime.Check.Part"));
        return Node(Shifted(line, start, @checked, "inside"));
    }

    private int Shifted(int line, int by, int length, string text) => graph.Add(new Node(
        Op.Shifted, graph[line].Kind, new[] { line, Whole(by), Whole(length) }, Text: text));

    private int Whole(int host) => graph.Add(Op.FromHost, Kind.Integer, host);

    private int LengthOf(int line) => Extents.TryFind(graph, line, Extents.Columns) ?? Extent(line, Columns);
}
