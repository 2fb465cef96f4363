using System.Numerics.Tensors;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>A bad call throws, names what is wrong, and changes nothing.</summary>
public class KernelCallTests
{
    private const int Length = 100;

    private readonly float[] _memory = [.. Enumerable.Range(0, 4 * Length).Select(i => (float)Math.Sin(i))];

    private Span<float> X => _memory.AsSpan(0, Length);

    private Span<float> M => _memory.AsSpan(Length, Length);

    private Span<float> G => _memory.AsSpan(2 * Length, Length);

    [Fact]
    public void Lengths_that_differ_are_named_with_both_arguments()
    {
        string message = AssertRefused(() => HandWrittenLion.Step<float>(X, M[1..], G));
        Assert.Contains("m has 99 elements and x has 100", message, StringComparison.Ordinal);
        AssertRefused(() => HandWrittenLion.Step<float>(X, M, G[..0]));
        AssertRefused(() => HandWrittenLion.Step<float>(default, M, G));
    }

    [Fact]
    public void Two_written_arrays_may_not_overlap()
    {
        Assert.Contains("m overlaps x", AssertRefused(() => HandWrittenLion.Step<float>(X, X, G)), StringComparison.Ordinal);
        AssertRefused(() => HandWrittenLion.Step<float>(_memory.AsSpan(0, 50), _memory.AsSpan(49, 50), G[..50]));
        AssertRefused(() => HandWrittenLion.Step<float>(_memory.AsSpan(49, 50), _memory.AsSpan(0, 50), G[..50]));
    }

    [Fact]
    public void A_read_array_may_not_overlap_a_written_one()
    {
        Assert.Contains("g overlaps x", AssertRefused(() => HandWrittenLion.Step<float>(X, M, X)), StringComparison.Ordinal);
        string message = AssertRefused(() => HandWrittenLion.Step<float>(X, M, _memory.AsSpan(1, Length)));
        Assert.Contains("g overlaps x", message, StringComparison.Ordinal);
        message = AssertRefused(() => HandWrittenLion.Step<float>(X, M, _memory.AsSpan((2 * Length) - 1, Length)));
        Assert.Contains("g overlaps m", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_may_not_overlap_an_earlier_read_array()
    {
        Assert.Contains("clipped overlaps g", AssertRefused(() => Clip(X, X)), StringComparison.Ordinal);
        AssertRefused(() => Clip(X, _memory.AsSpan(1, Length)));
        Clip(X, M);
        Assert.Equal(X.ToArray(), M.ToArray());
    }

    [Fact]
    public void Arrays_that_are_only_read_may_be_the_same()
    {
        var call = new KernelCall<float>();
        call.Read(0, X, "a");
        call.Read(1, X, "b");
        call.Write(2, M, "sum");
        Launch.Run<Addition, float>(ref call, [], stackalloc double[1]);
        Assert.Equal(X.ToArray().Select(x => x + x), M.ToArray());
    }

    [Fact]
    public void Empty_arrays_overlap_nothing()
    {
        HandWrittenLion.Step<float>(X[..0], X[..0], X[..0]);
        HandWrittenLion.Step<float>(default, default, default);
        Assert.Equal(1, HandWrittenLamb.Step<double>(default, default, default, default));
    }

    [Fact]
    public void A_seventeenth_array_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() =>
        {
            var call = new KernelCall<float>();
            for (int i = 0; i <= KernelCall<float>.MaximumArrays; i++)
            {
                call.Read(i, X, "a" + i);
            }
        });
        Assert.Equal("a16", e.ParamName);
    }

    [Fact]
    public void A_kernel_refuses_a_call_with_too_few_arrays() => Assert.Throws<ArgumentException>(() =>
    {
        var call = new KernelCall<float>();
        call.Update(0, X, "x");
        Launch.Run<HandWrittenLion.Kernel, float>(ref call, [0, 0, 0, 0], stackalloc double[7]);
    });

    [Fact]
    public void Tensors_of_one_shape_go_in()
    {
        var call = new KernelCall<float>();
        call.Update(0, new TensorSpan<float>(_memory, 0, [10, 10], []), "x");
        call.Read(1, new ReadOnlyTensorSpan<float>(_memory, Length, [10, 10], []), "g");
        Assert.Equal(Length, call.Length);
    }

    [Theory]
    [InlineData(new[] { 10, 10 }, new[] { 5, 20 }, "g has shape [5, 20] and x has shape [10, 10]")]
    [InlineData(new[] { 10, 10 }, new[] { 100 }, "g has shape [100] and x has shape [10, 10]")]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 100 }, new[] { 1, 1, 1, 1, 1, 1, 1, 1, 100, 1 }, "1, 100, 1]")]
    public void Tensors_of_other_shape_are_refused(int[] first, int[] second, string expected)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() =>
        {
            var call = new KernelCall<float>();
            call.Update(0, new TensorSpan<float>(_memory, 0, [.. first.Select(n => (nint)n)], []), "x");
            call.Read(1, new ReadOnlyTensorSpan<float>(_memory, Length, [.. second.Select(n => (nint)n)], []), "g");
        });
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_is_not_dense_is_refused_by_name()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() =>
        {
            var call = new KernelCall<float>();
            call.Write(0, new TensorSpan<float>(_memory, 0, [10, 5], [10, 1]), "x");
        });
        Assert.Equal("x", e.ParamName);
        Assert.Contains("not dense", e.Message, StringComparison.Ordinal);
    }

    private static void Clip(ReadOnlySpan<float> g, Span<float> clipped)
    {
        Span<double> values = stackalloc double[7];
        values[HandWrittenClip.LimitSlot] = double.MaxValue;
        var call = new KernelCall<float>();
        call.Read(0, g, "g");
        call.Write(1, clipped, "clipped");
        Launch.Run<HandWrittenClip.Kernel, float>(ref call, [], values);
    }

    private string AssertRefused(Action call)
    {
        float[] before = [.. _memory];
        ArgumentException e = Assert.Throws<ArgumentException>(call);
        Assert.Equal(before, _memory);
        return e.Message;
    }

    private readonly struct Addition : IKernel
    {
        public static KernelPlan Plan { get; } = KernelPlan.Parse("""
            plan 1
            rule Addition
            hash 0000000000000005
            variant 0
            array a read
            array b read
            array sum write
            constants 1
            slots 1
            pass map
            load 0
            load 1
            add 0 1
            store 2 2
            end
            """);

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
            for (nint i = start; i < end; i++)
            {
                V.Store(V.Load(frame.Array(0), i, 1) + V.Load(frame.Array(1), i, 1), frame.Array(2), i, 1);
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
