namespace Numerics.Runtime;

/// <summary>How the rows of a pass are cut into blocks: by the shape alone, so that the bits are the same on any number of
/// threads.</summary>
/// <param name="Rows">Rows in a block; the last one may be short.</param>
/// <param name="Count">Blocks.</param>
internal readonly record struct RowBlocks(nint Rows, nint Count)
{
    /// <summary>Accumulators that all blocks of a column reduction may have together, where that leaves enough blocks.</summary>
    private const nint Accumulators = 1 << 20;

    private const nint FewestBlocks = 16;
    private const nint MostBlocks = 128;

    /// <summary>So that combining the blocks costs little beside computing them.</summary>
    private const nint FewestRows = 16;

    /// <summary>Of positions that <c>SumByKey</c> adds up: the least elements in a block, the most blocks, and positions for each
    /// key.</summary>
    private const nint FewestKeyed = 4 * KernelContext.Block;
    private const nint MostKeyedBlocks = 64;
    private const nint PositionsPerKey = 8;

    /// <summary>Of the product of a line and a sparse matrix: the most blocks, and entries for each accumulator.</summary>
    private const nint MostSparseBlocks = 64;
    private const nint EntriesPerColumn = 8;

    /// <summary>The blocks of a pass over a matrix.</summary>
    public static RowBlocks Of(nint rows, nint columns)
    {
        nint most = Math.Clamp(Accumulators / Math.Max(columns, 1), FewestBlocks, MostBlocks);
        return Cut(rows, Math.Max(FewestRows, Ceiling(rows, most)));
    }

    /// <summary>The blocks of a sum by key.</summary>
    /// <param name="positions">Lines that are added up, each of <paramref name="columns"/> elements.</param>
    /// <param name="columns">1 where elements are added up.</param>
    /// <param name="keys">The number of keys.</param>
    public static RowBlocks OfKeys(nint positions, nint columns, nint keys)
    {
        nint least = Math.Max(Ceiling(FewestKeyed, Math.Max(columns, 1)), PositionsPerKey * keys);
        return Cut(positions, Math.Max(least, Ceiling(positions, MostKeyedBlocks)));
    }

    /// <summary>The blocks of the product of a line and a sparse matrix: with few entries there is one.</summary>
    public static RowBlocks OfEntries(nint rows, nint columns, nint entries)
    {
        nint most = Math.Clamp(entries / (EntriesPerColumn * Math.Max(columns, 1)), 1, MostSparseBlocks);
        return Cut(rows, Math.Max(1, Ceiling(rows, most)));
    }

    /// <summary>The first row of a block.</summary>
    public nint Start(nint block) => block * Rows;

    /// <summary>The end of a block's rows.</summary>
    public nint End(nint block, nint rows) => Math.Min((block + 1) * Rows, rows);

    private static RowBlocks Cut(nint rows, nint inBlock) => new(inBlock, Ceiling(rows, inBlock));

    private static nint Ceiling(nint count, nint divisor) => (count + divisor - 1) / divisor;
}
