namespace Numerics.OptimalTransport.Tests;

/// <summary>A vertex of the polytope of plans.</summary>
/// <param name="Plan">n×m entries.</param>
/// <param name="Cost">⟨C, P⟩.</param>
internal sealed record Vertex(double[] Plan, double Cost)
{
    /// <summary>The places of entries above 0.</summary>
    public int[] Entries => [.. Enumerable.Range(0, Plan.Length).Where(k => Plan[k] > 0)];
}

/// <summary>All vertices of a small problem's polytope: a vertex has its entries on a spanning tree of rows and columns, and all trees
/// are tried.</summary>
internal static class TransportVertices
{
    /// <summary>Entries that are 0 but for roundings.</summary>
    private const double Nothing = 1e-14;

    public static IEnumerable<Vertex> Of(Problem p)
    {
        var seen = new HashSet<string>();
        foreach (int[] edges in Choices(p.Rows * p.Columns, p.Rows + p.Columns - 1, 0))
        {
            if (PlanOn(p, edges) is { } plan && seen.Add(string.Join(' ', plan.Select(x => Math.Round(x, 12)))))
            {
                yield return new Vertex(plan, plan.Zip(p.Cost, (x, c) => x * c).Sum());
            }
        }
    }

    /// <summary>The plan on a tree, leaf by leaf; null where edges are no tree or an entry is negative.</summary>
    private static double[]? PlanOn(Problem p, int[] edges)
    {
        double[] left = [.. p.A, .. p.B];
        double[] plan = new double[p.Cost.Length];
        var open = new List<(int Row, int Column)>(edges.Select(e => (e / p.Columns, p.Rows + (e % p.Columns))));
        while (open.Count > 0)
        {
            int leaf = Enumerable.Range(0, left.Length)
                .FirstOrDefault(v => open.Count(e => e.Row == v || e.Column == v) == 1, -1);
            if (leaf < 0)
            {
                return null;
            }

            (int row, int column) = open.Find(e => e.Row == leaf || e.Column == leaf);
            open.Remove((row, column));
            double sent = left[leaf];
            if (sent < -Nothing)
            {
                return null;
            }

            plan[(row * p.Columns) + column - p.Rows] = sent > Nothing ? sent : 0;
            left[row] -= sent;
            left[column] -= sent;
        }

        return left.All(x => Math.Abs(x) <= Nothing) ? plan : null;
    }

    private static IEnumerable<int[]> Choices(int from, int count, int start) => count == 0
        ? [[]]
        : Enumerable.Range(start, from - start)
            .SelectMany(first => Choices(from, count - 1, first + 1).Select(rest => (int[])[first, .. rest]));
}
