using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Harness;

/// <summary>How PTX is read, on texts written by hand.</summary>
public sealed class PtxTextTests
{
    private const string NestedLoops = """
        .func helper()
        {
            ld.global.f32 %f1, [%rd1];
            ret;
        }
        .visible .entry Kernel(.param .b64 x)
        .maxntid 16, 2, 1
        {
            ld.param.b64 %rd1, [x];
            call (%r1), helper, ();
            L_1:
            @%p1 bra L_4;
            ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd1];
            L_2:
            ld.global.v2.f32 {%f5, %f6}, [%rd1];
            ld.shared.v4.f32 {%f1, %f2, %f3, %f4}, [%rd3];
            @!%p2 bra L_2;
            st.v2.f64 [%rd1], {%fd1, %fd2};
            bra.uni L_1;
            L_4:
            @%p3 ret;
            L_7:
            .branchtargets L_5, L_6;
            brx.idx.uni %r1, L_7;
            L_5:
            st.global.u8 [%rd1], %rs1;
            L_6:
            ret;
        }
        """;

    [Fact]
    public void Blocks_end_at_labels_branches_and_returns()
    {
        IReadOnlyList<PtxBlock> blocks = PtxText.ReadBlocks(NestedLoops);

        int[][] expected = [[1], [5, 2], [3], [3, 4], [1], [6], [7, 8], [8], []];
        Assert.Equal(
            ["ld.global.f32", "", "ld.global.v4.f32", "ld.global.v2.f32", "st.v2.f64", "", "", "st.global.u8", ""],
            blocks.Select(block => string.Join(' ', block.Accesses)));
        Assert.Equal(expected, blocks.Select(block => block.Successors.ToArray()));
    }

    [Fact]
    public void The_main_loop_is_the_one_with_the_widest_accesses_without_what_loops_within_it_do()
        => Assert.Equal(
            ["ld.global.v4.f32", "st.v2.f64"],
            PtxLoops.MainAccesses(PtxText.ReadBlocks(NestedLoops)).Select(access => access.Spelling));

    [Fact]
    public void Without_a_loop_the_blocks_with_the_widest_accesses_count()
    {
        string straight = NestedLoops.Replace("bra.uni L_1;", "ret;", StringComparison.Ordinal)
            .Replace("@!%p2 bra L_2;", "", StringComparison.Ordinal);
        Assert.Equal(
            ["ld.global.v4.f32", "ld.global.v2.f32", "st.v2.f64"],
            PtxLoops.MainAccesses(PtxText.ReadBlocks(straight)).Select(access => access.Spelling));
    }

    [Fact]
    public void Group_sizes_are_multiplied() => Assert.Equal(32, PtxText.ReadMaxThreads(NestedLoops));

    [Fact]
    public void Functions_that_a_kernel_calls_count_with_it()
    {
        AssemblyReport report = Ptxas.Parse("""
            ptxas info    : Function properties for helper
                16 bytes stack frame, 8 bytes spill stores, 4 bytes spill loads
            ptxas info    : Function properties for Kernel
                0 bytes stack frame, 0 bytes spill stores, 12 bytes spill loads
            ptxas info    : Used 40 registers, used 1 barriers, 48 bytes cumulative stack size, 1024 bytes smem
            """);
        Assert.Equal(
            new AssemblyReport(Registers: 40, SpillStores: 8, SpillLoads: 16, StackBytes: 48, SharedBytes: 1024),
            report);
    }
}
