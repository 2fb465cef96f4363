namespace Numerics.Generators.Passes.Programs;

/// <summary>A side of an array or of a value that has a length. A line has its columns, a column its rows.</summary>
internal enum AxisSide
{
    Rows,
    Columns,

    /// <summary>The room that a sparse matrix has for entries.</summary>
    Entries,
}

/// <summary>Sides of parameters and of values in classes of one length, and the host values that are the length of a class.</summary>
internal sealed class LengthClasses
{
    private readonly List<int> _parents = [];
    private readonly Dictionary<(bool IsParameter, int Id, AxisSide Side), int> _keys = [];
    private readonly Dictionary<int, List<int>> _hosts = [];

    public int Parameter(int parameter, AxisSide side) => Key(true, parameter, side);

    public int Value(int node, AxisSide side) => Key(false, node, side);

    /// <summary>The key that stands for the class of a key, until classes are joined.</summary>
    public int Find(int key)
    {
        while (_parents[key] != key)
        {
            key = _parents[key];
        }

        return key;
    }

    public void Join(int a, int b)
    {
        (int x, int y) = (Find(a), Find(b));
        if (x == y)
        {
            return;
        }

        if (_hosts.TryGetValue(y, out List<int> hosts))
        {
            _hosts[x] = [.. hosts, .. _hosts.TryGetValue(x, out List<int> others) ? others : []];
        }

        _parents[y] = x;
    }

    /// <summary>A host value is the length of a key's class.</summary>
    public void Fix(int key, int host)
    {
        int root = Find(key);
        _hosts[root] = [.. _hosts.TryGetValue(root, out List<int> others) ? others : [], host];
    }

    /// <summary>The host values that are the length of the class that a key stands for.</summary>
    public IReadOnlyList<int> HostsOf(int root) =>
        _hosts.TryGetValue(root, out List<int> hosts) ? hosts.Distinct().ToList() : [];

    private int Key(bool isParameter, int id, AxisSide side)
    {
        if (!_keys.TryGetValue((isParameter, id, side), out int key))
        {
            key = _parents.Count;
            _parents.Add(key);
            _keys.Add((isParameter, id, side), key);
        }

        return key;
    }
}
