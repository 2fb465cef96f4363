using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>The runtime's small parts: the tree of a reduction, the cutting of batches, the cache's size.</summary>
public unsafe class PartsTests
{
    [Fact]
    public void Sums_combine_by_levels_with_an_odd_last_one_carried_up()
    {
        for (int count = 0; count < 70; count++)
        {
            double[] parts = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i) * Math.Pow(10, i % 7))];
            Assert.Equal(Tree(parts), Levels(ReductionKind.Sum, parts, stride: 1));
            Assert.Equal(Tree(parts), Levels(ReductionKind.Dot, [.. parts.SelectMany(p => new[] { p, double.NaN })], stride: 2));
        }
    }

    [Fact]
    public void Min_and_max_are_infinite_of_nothing_and_propagate_NaN()
    {
        Assert.Equal(double.PositiveInfinity, Levels(ReductionKind.Min, [], 1));
        Assert.Equal(double.NegativeInfinity, Levels(ReductionKind.Max, [], 1));
        Assert.Equal(-3, Levels(ReductionKind.Min, [1, -3, 2], 1));
        Assert.Equal(2, Levels(ReductionKind.Max, [1, -3, 2], 1));
        Assert.Equal(double.NaN, Levels(ReductionKind.Min, [1, double.NaN, 2], 1));
        Assert.Equal(double.NaN, Levels(ReductionKind.Max, [1, 2, double.NaN], 1));
    }

    [Fact]
    public void A_batch_is_cut_into_items_that_cover_it_once()
    {
        const int Chunk = KernelContext.Block;
        int[] lengths = [3, Chunk + 1, 0, Chunk, 10, Chunk - 5, 20, 5 * Chunk, 0, 7];
        var batch = new Batch<float>(HandWrittenLion.Kernel.Plan);
        _ = batch.AddGroup(0);
        foreach (int length in lengths)
        {
            batch.Add(0, length, [0, 0, 0]);
        }

        var list = new WorkList();
        list.Cut(batch, Chunk);
        int[][] seen = [.. lengths.Select(n => new int[n])];
        for (int item = 0; item < list.Count; item++)
        {
            Count(list[item], seen);
        }

        Assert.All(seen.SelectMany(s => s), times => Assert.Equal(1, times));
        Assert.Equal(12, list.Count);
    }

    [Fact]
    public void A_tensor_needs_its_group_and_all_its_arrays()
    {
        var batch = new Batch<float>(HandWrittenLion.Kernel.Plan);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add(0, 1, [0, 0, 0]));
        _ = batch.AddGroup(0);
        Assert.Throws<ArgumentException>(() => batch.Add(0, 1, [0, 0]));
    }

    [Theory]
    [InlineData("48K", 48 * 1024)]
    [InlineData("32M", 32 * 1024 * 1024)]
    [InlineData("512", 512)]
    [InlineData("", 0)]
    [InlineData("K", 0)]
    [InlineData("lots", 0)]
    public void Cache_sizes_are_read_as_Linux_writes_them(string text, long size) => Assert.Equal(size, CacheSize.Parse(text));

    [Fact]
    public void The_largest_cache_of_a_folder_counts()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("numerics");
        try
        {
            foreach ((int index, string size) in new[] { (0, "32K\n"), (2, "1024K\n"), (3, "16M\n") })
            {
                File.WriteAllText(Path.Combine(folder.CreateSubdirectory("index" + index).FullName, "size"), size);
            }

            Assert.Equal(16L * 1024 * 1024, CacheSize.FromLinux(folder.FullName));
            Assert.Equal(0, CacheSize.FromLinux(Path.Combine(folder.FullName, "none")));
            if (OperatingSystem.IsLinux())
            {
                // A file that can't be read even by root.
                string index = folder.CreateSubdirectory("index4").FullName;
                File.CreateSymbolicLink(Path.Combine(index, "size"), "/proc/self/mem");
                Assert.Equal(0, CacheSize.FromLinux(folder.FullName));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Count(WorkItem item, int[][] seen)
    {
        for (int tensor = item.First; tensor < item.End; tensor++)
        {
            Span<int> elements = item.IsChunk
                ? seen[tensor].AsSpan((int)item.Start, (int)(item.Stop - item.Start))
                : seen[tensor];
            foreach (ref int element in elements)
            {
                element++;
            }
        }
    }

    private static double Levels(ReductionKind kind, double[] parts, int stride)
    {
        fixed (double* p = parts)
        {
            return Combine.Levels(kind, p, parts.Length / stride, stride);
        }
    }

    private static double Tree(double[] parts) => parts.Length switch
    {
        0 => 0,
        1 => parts[0],
        _ => Tree([.. parts.Chunk(2).Select(p => p.Length == 2 ? p[0] + p[1] : p[0])]),
    };
}
