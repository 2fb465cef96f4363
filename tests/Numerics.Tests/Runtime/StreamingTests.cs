using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>When stores go past the caches: over enough memory, on several threads, where all written arrays can be aligned
/// together.</summary>
public class StreamingTests
{
    private const int Length = (2 * KernelContext.Block) + 100;
    private const int FloatsInLine = 16;

    private static KernelContext Context => KernelContext.Default with
    {
        Threads = 2,
        ParallelThreshold = 0,
        Chunk = KernelContext.Block,
        StreamingThreshold = (sizeof(float) * 2 * Length) - 1,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(FloatsInLine - 1)]
    public void Stores_stream_from_the_first_line_that_is_aligned_in_all_arrays(int offset)
    {
        int lead = (FloatsInLine - offset) % FloatsInLine;
        (nint Start, nint End, bool Streams)[] expected = [.. new nint[] { 0, KernelContext.Block, 2 * KernelContext.Block }
            .SelectMany(start => new (nint, nint, bool)[]
            {
                (start, start + lead, false), (start + lead, Math.Min(start + KernelContext.Block, Length), true),
            })
            .Where(range => range.Item1 < range.Item2)];
        Assert.Equal(expected, Ranges<Destinations>(Context, offset, offset));
    }

    [Fact]
    public void Nothing_streams_where_arrays_share_no_alignment() =>
        Assert.All(Ranges<Destinations>(Context, 0, 1), range => Assert.False(range.Streams));

    [Fact]
    public void One_thread_does_not_stream() =>
        Assert.All(Ranges<Destinations>(Context with { Threads = 1 }, 0, 0), range => Assert.False(range.Streams));

    [Fact]
    public void A_pass_that_touches_no_more_than_the_threshold_does_not_stream()
    {
        KernelContext context = Context with { StreamingThreshold = Context.StreamingThreshold + 1 };
        Assert.All(Ranges<Destinations>(context, 0, 0), range => Assert.False(range.Streams));
    }

    [Fact]
    public void A_pass_that_only_replaces_arrays_in_place_does_not_stream()
    {
        Assert.All(Ranges<InPlace>(Context, 0, 0), range => Assert.False(range.Streams));
        Assert.Contains(Ranges<InPlace>(Context with { StreamsInPlace = true }, 0, 0), range => range.Streams);
    }

    private static (nint Start, nint End, bool Streams)[] Ranges<P>(KernelContext context, int offset1, int offset2)
        where P : struct, IPlanText
    {
        Memory<float>[] arrays = [.. Samples.Copy(Samples.Arrays<float>(1, Length), offset1),
            .. Samples.Copy(Samples.Arrays<float>(1, Length), offset2)];
        lock (Probe<P>.Seen)
        {
            Probe<P>.Seen.Clear();
        }

        var call = new KernelCall<float>();
        call.Write(0, arrays[0].Span, "a");
        call.Write(1, arrays[1].Span, "b");
        using (KernelContext.Use(context))
        {
            Launch.Run<Probe<P>, float>(ref call, [], stackalloc double[1]);
        }

        return [.. Probe<P>.Seen.Order()];
    }

    private interface IPlanText
    {
        static abstract string Text { get; }
    }

    private readonly struct Destinations : IPlanText
    {
        public static string Text => """
            array a write
            array b write
            constants 1
            slots 1
            pass map
            constant 0
            store 0 0
            store 0 1
            end
            """;
    }

    private readonly struct InPlace : IPlanText
    {
        public static string Text => """
            array a readwrite
            array b readwrite
            constants 1
            slots 1
            pass map
            load 0
            load 1
            store 1 0
            store 0 1
            end
            """;
    }

    /// <summary>Writes nothing and notes how it is called.</summary>
    private readonly struct Probe<P> : IKernel
        where P : struct, IPlanText
    {
        public static List<(nint Start, nint End, bool Streams)> Seen { get; } = [];

        public static KernelPlan Plan { get; } = KernelPlan.Parse("plan 1\nrule Probe\n" + P.Text);

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
        {
            // No scalar values.
        }

        public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, ILanes<V, T>
            where T : unmanaged
            where M : struct, IAccess
        {
            lock (Seen)
            {
                Seen.Add((start, end, typeof(M) == typeof(Streaming<Cached>)));
            }
        }

        public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
            where M : struct, IAccess
        {
            // No pass reduces.
        }
    }
}
