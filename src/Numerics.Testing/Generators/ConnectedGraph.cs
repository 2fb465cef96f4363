using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>A connected graph without loops, with whole weights. Shrinks to fewer vertices and edges and to weights 1,
/// always connected.</summary>
/// <param name="Vertices">The number of vertices, at least 1.</param>
/// <param name="Edges">The edges, each once, From &lt; To.</param>
public sealed record ConnectedGraph(int Vertices, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>D − A: symmetric, rows of sum 0, positive semidefinite, of rank <see cref="Vertices"/> − 1;
    /// exact.</summary>
    public double[,] Laplacian()
    {
        double[,] laplacian = new double[Vertices, Vertices];
        foreach (GraphEdge edge in Edges)
        {
            laplacian[edge.From, edge.To] -= edge.Weight;
            laplacian[edge.To, edge.From] -= edge.Weight;
            laplacian[edge.From, edge.From] += edge.Weight;
            laplacian[edge.To, edge.To] += edge.Weight;
        }

        return laplacian;
    }

    /// <summary>Whether every vertex can be reached from the first.</summary>
    public bool IsConnected()
    {
        int[] root = [.. Enumerable.Range(0, Vertices)];
        int Find(int v) => root[v] == v ? v : root[v] = Find(root[v]);
        foreach (GraphEdge edge in Edges)
        {
            root[Find(edge.From)] = Find(edge.To);
        }

        return Enumerable.Range(0, Vertices).All(v => Find(v) == Find(0));
    }

    /// <summary>Graphs from trees to complete ones: each vertex is joined to an earlier one, and further pairs at
    /// random.</summary>
    /// <param name="most">The greatest number of vertices, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number of vertices.</exception>
    public static Arbitrary<ConnectedGraph> Arbitrary(int most = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Arb.From(
            from n in Gen.Choose(1, most)
            from parents in Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), n)
            from share in Gen.Elements(0, 25, 100)
            from chances in Gen.ArrayOf(Gen.Choose(0, 99), n * n)
            from weights in Gen.ArrayOf(Gen.Choose(1, 8), n * n)
            select Join(n, (i, j) => parents[j] % j == i || chances[i * n + j] < share, (i, j) => weights[i * n + j]),
            Shrink);
    }

    /// <inheritdoc/>
    public bool Equals(ConnectedGraph? other)
        => other is not null && Vertices == other.Vertices && Edges.SequenceEqual(other.Edges);

    /// <inheritdoc/>
    public override int GetHashCode() => Edges.Aggregate(Vertices, HashCode.Combine);

    /// <summary>3 vertices: 0–1, 1–2 (×4).</summary>
    public override string ToString()
        => $"{Vertices} {(Vertices == 1 ? "vertex" : "vertices")}: {string.Join(", ", Edges)}";

    private static ConnectedGraph Join(int n, Func<int, int, bool> joined, Func<int, int, int> weight) => new(
        n,
        [.. from j in Enumerable.Range(0, n)
            from i in Enumerable.Range(0, j)
            where joined(i, j)
            select new GraphEdge(i, j, weight(i, j))]);

    private static IEnumerable<ConnectedGraph> Shrink(ConnectedGraph graph)
    {
        IEnumerable<ConnectedGraph> smaller = Enumerable.Range(0, graph.Vertices > 1 ? graph.Vertices : 0)
            .Select(v => Without(graph, v));
        IEnumerable<ConnectedGraph> sparser = Enumerable.Range(0, graph.Edges.Count)
            .Select(e => graph with { Edges = [.. graph.Edges.Where((_, i) => i != e)] });
        IEnumerable<ConnectedGraph> contracted = graph.Edges.Select(e => Contract(graph, e));
        IEnumerable<ConnectedGraph> lighter = Shrinks.Elementwise(
            [.. graph.Edges], e => Shrinks.Towards(1, e.Weight).Select(w => e with { Weight = w }))
            .Select(e => graph with { Edges = e });
        return smaller.Concat(sparser).Where(g => g.IsConnected()).Concat(contracted).Concat(lighter);
    }

    /// <summary>An edge's two vertices become one: a longer cycle becomes a shorter one, which no removal
    /// does.</summary>
    private static ConnectedGraph Contract(ConnectedGraph graph, GraphEdge edge)
    {
        int Renumber(int v) => v == edge.To ? edge.From : v > edge.To ? v - 1 : v;
        return new ConnectedGraph(
            graph.Vertices - 1,
            [.. graph.Edges.Select(e => (A: Renumber(e.From), B: Renumber(e.To), e.Weight))
                .Where(e => e.A != e.B)
                .Select(e => new GraphEdge(Math.Min(e.A, e.B), Math.Max(e.A, e.B), e.Weight))
                .DistinctBy(e => (e.From, e.To))
                .OrderBy(e => (e.To, e.From))]);
    }

    private static ConnectedGraph Without(ConnectedGraph graph, int vertex)
    {
        int Renumber(int v) => v > vertex ? v - 1 : v;
        return new ConnectedGraph(
            graph.Vertices - 1,
            [.. graph.Edges.Where(e => e.From != vertex && e.To != vertex)
                .Select(e => e with { From = Renumber(e.From), To = Renumber(e.To) })]);
    }
}

/// <summary>An edge of a graph.</summary>
/// <param name="From">The lower vertex.</param>
/// <param name="To">The higher vertex.</param>
/// <param name="Weight">A positive whole number.</param>
public readonly record struct GraphEdge(int From, int To, int Weight)
{
    /// <summary>0–1, or 0–1 (×4).</summary>
    public override string ToString() => Weight == 1 ? $"{From}–{To}" : $"{From}–{To} (×{Weight})";
}
