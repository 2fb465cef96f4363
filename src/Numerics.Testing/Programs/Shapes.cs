namespace Numerics.Testing;

/// <summary>The lengths of axes that laws try.</summary>
internal static class Shapes
{
    private const int LastShort = 40;

    /// <summary>From this amount on every pair of short lengths is tried.</summary>
    private const double AmountForAll = 10;

    /// <summary>From this amount on every edge is.</summary>
    private const double AmountForEdges = 0.1;

    private static readonly int[] FewEdges = [0, 1, 17];

    /// <summary>Around the lanes of a group, where vectors begin and end.</summary>
    private static readonly int[] Edges = [0, 1, 2, 15, 16, 17, 33];

    /// <summary>Further axes, of points' coordinates and of a product's third side; every other time they are as long as the
    /// second, for rules that choose rows by number and need as many in other arrays.</summary>
    private static readonly int[] Further = [1, 2, 3, 0, 5, 16, 17];

    /// <summary>Short shapes: pairs of edges, then pairs of 0…40 in an order of chance.</summary>
    /// <param name="axes">How many axes the rule has.</param>
    /// <param name="usual">How many shapes are tried at an amount of 1.</param>
    /// <param name="settings">How much is tried.</param>
    /// <param name="random">The order.</param>
    public static IEnumerable<int[]> Short(int axes, int usual, LawSettings settings, Random random)
    {
        int[] all = [.. Enumerable.Range(0, LastShort + 1)];
        if (axes <= 1)
        {
            return (settings.Amount >= 1 ? all : settings.Amount >= AmountForEdges ? Edges : FewEdges).Select(n => new[] { n });
        }

        List<(int Rows, int Columns)> pairs = [.. from n in all from m in all select (n, m)];
        (int, int)[] edges = [.. from n in Edges from m in Edges select (n, m)];
        (int, int)[] rest = [.. pairs.Except(edges)];
        random.Shuffle(edges);
        random.Shuffle(rest);
        int count = settings.Amount >= AmountForAll ? pairs.Count : Math.Min(settings.Times(usual), pairs.Count);
        return edges.Concat(rest).Take(count).Select((p, i) => WithFurther(p, axes, i));
    }

    /// <summary>Lengths around the edges of blocks: of 4096 elements of a line, of sixteen and more rows, of a product's slab of
    /// terms and of its panels.</summary>
    /// <param name="axes">How many axes the rule has.</param>
    /// <param name="hasMatrices">Whether an axis may be both sides of a matrix.</param>
    public static IEnumerable<int[]> AroundBlocks(int axes, bool hasMatrices) => (axes, hasMatrices) switch
    {
        ( <= 1, true) => [[70], [257]],
        ( <= 1, false) => [[4095], [4097]],
        _ => new[] { (257, 3), (255, 5), (3, 4097), (2049, 2) }.Select((p, i) => WithFurther(p, axes, i)),
    };

    private static int[] WithFurther((int Rows, int Columns) pair, int axes, int turn) =>
        [pair.Rows, pair.Columns, .. Enumerable.Range(2, Math.Max(axes - 2, 0)).Select(k =>
            turn % 2 == 0 && pair.Columns <= LastShort ? pair.Columns : Further[(turn + k) % Further.Length])];
}
