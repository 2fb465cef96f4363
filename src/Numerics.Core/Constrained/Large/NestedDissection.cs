namespace Numerics.Minimization;

/// <summary>An order of a sparse symmetric matrix's rows in which its factors stay sparse.</summary>
/// <remarks>A level of breadth-first search that parts the graph in halves goes last, and the halves are ordered alike. George and Liu,
/// SIAM J. Numer. Anal. 15, 1978.</remarks>
internal sealed class NestedDissection
{
    private const int Small = 24;

    private readonly int[] _starts;
    private readonly int[] _neighbours;

    /// <summary>The part that a node is in, and its level in the last search.</summary>
    private readonly int[] _part;
    private readonly int[] _level;
    private readonly int[] _order;
    private int _parts;

    private NestedDissection(int[] starts, int[] neighbours)
    {
        (_starts, _neighbours) = (starts, neighbours);
        int n = starts.Length - 1;
        (_part, _level, _order) = (new int[n], new int[n], new int[n]);
    }

    /// <summary>The rows in the order of elimination.</summary>
    public static int[] Order(int[] starts, int[] neighbours)
    {
        var dissection = new NestedDissection(starts, neighbours);
        dissection.Place([.. Enumerable.Range(0, starts.Length - 1)], 0);
        return dissection._order;
    }

    /// <summary>Orders the nodes of one part at some place: halves first, what parts them last.</summary>
    private void Place(int[] nodes, int at)
    {
        Stack<(int[] Nodes, int At)> open = new([(nodes, at)]);
        while (open.TryPop(out (int[] Nodes, int At) next))
        {
            if (next.Nodes.Length <= Small)
            {
                next.Nodes.CopyTo(_order, next.At);
                continue;
            }

            (int[] left, int[] right, int[] between) = Split(next.Nodes);
            between.CopyTo(_order, next.At + left.Length + right.Length);
            open.Push((left, next.At));
            open.Push((right, next.At + left.Length));
        }
    }

    private (int[] Left, int[] Right, int[] Between) Split(int[] nodes)
    {
        int part = ++_parts;
        foreach (int v in nodes)
        {
            _part[v] = part;
        }

        int[] reached = Search(part, nodes[0]);
        for (int k = 0; k < 2; k++)
        {
            reached = Search(part, reached[^1]);
        }

        if (reached.Length < nodes.Length)
        {
            HashSet<int> component = [.. reached];
            return (reached, [.. nodes.Where(v => !component.Contains(v))], []);
        }

        int middle = _level[reached[reached.Length / 2]];
        return ([.. reached.Where(v => _level[v] < middle)], [.. reached.Where(v => _level[v] > middle)],
            [.. reached.Where(v => _level[v] == middle)]);
    }

    /// <summary>The nodes of the part that are reached, by levels.</summary>
    private int[] Search(int part, int root)
    {
        List<int> reached = [root];
        int seen = ++_parts;
        (_part[root], _level[root]) = (seen, 0);
        for (int k = 0; k < reached.Count; k++)
        {
            int v = reached[k];
            for (int e = _starts[v]; e < _starts[v + 1]; e++)
            {
                int w = _neighbours[e];
                if (_part[w] == part)
                {
                    (_part[w], _level[w]) = (seen, _level[v] + 1);
                    reached.Add(w);
                }
            }
        }

        foreach (int v in reached)
        {
            _part[v] = part;
        }

        return [.. reached];
    }
}
