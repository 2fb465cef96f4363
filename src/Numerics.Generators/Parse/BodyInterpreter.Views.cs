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

    /// <summary>Lines one after the other: each is seen where it begins, and taken between its own first place and the next one's.</summary>
    private int Joined(int[] lines)
    {
        int[] parts = [.. lines.Select(Flat)];
        var ends = new int[parts.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            ends[k] = k == 0 ? LengthOf(parts[0]) : graph.Host("+", HostTypes.Int, ends[k - 1], LengthOf(parts[k]));
        }

        int last = parts.Length - 1;
        int joined = Shifted(parts[last], Before(last), ends[last], "");
        for (int k = last - 1; k >= 0; k--)
        {
            int here = graph.Add(Op.Within, Kind.Mask, Whole(graph.Literal(0)), Whole(ends[k]), Whole(ends[last]));
            joined = Id(Arithmetic(Op.Select, here, Shifted(parts[k], Before(k), ends[last], ""), joined));
        }

        return joined;

        int Before(int k) => k == 0
            ? graph.Literal(0)
            : graph.Host("-", HostTypes.Int, graph.Literal(0), ends[k - 1]);
    }

    private int Shifted(int line, int by, int length, string text) => graph.Add(new Node(
        Op.Shifted, graph[line].Kind, new[] { line, Whole(by), Whole(length) }, Text: text));

    private int Whole(int host) => graph.Add(Op.FromHost, Kind.Integer, host);

    private int LengthOf(int line) => Extents.TryFind(graph, line, Extents.Columns) ?? Extent(line, Columns);
}
