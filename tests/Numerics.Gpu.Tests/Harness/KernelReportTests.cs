using System.Reflection;
using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Harness;

/// <summary>
/// What the checks of PTX see in kernels written by hand: the good ones pass, each bad one is caught for its fault.
/// </summary>
public sealed class KernelReportTests
{
    private static readonly KernelLimits AxpyLimits = new()
    {
        Registers = KernelLimits.ElementwiseRegisters,
        MainLoopBits = 128,
        MainLoopLoads = 2,
        MainLoopStores = 1,
    };

    [PtxasTheory]
    [InlineData(nameof(SampleKernels.Axpy), "ld.global.v4.f32", "st.global.v4.f32")]
    [InlineData(nameof(SampleKernels.AxpyDouble), "ld.global.v2.f64", "st.global.v2.f64")]
    public void Wide_kernels_keep_the_limits(string name, string load, string store)
    {
        KernelReport kernel = Report(name);

        Assert.Empty(AxpyLimits.Violations(kernel));
        Assert.Equal([load, load], kernel.MainLoopLoads.Select(access => access.Spelling));
        Assert.Equal([store], kernel.MainLoopStores.Select(access => access.Spelling));
    }

    [PtxasTheory]
    [InlineData(nameof(SampleKernels.ScalarAxpy), "has 3 accesses narrower than 128 bits in its main loop")]
    [InlineData(nameof(SampleKernels.Calling), "has 2 accesses narrower than 128 bits in its main loop")]
    [InlineData(nameof(SampleKernels.ManyLiveValues), "spills")]
    [InlineData(nameof(SampleKernels.ManyLiveValues), "uses more than 64 registers")]
    [InlineData(nameof(SampleKernels.Rereading), "loads more than 2 times in its main loop")]
    [InlineData(nameof(SampleKernels.Rereading), "stores more than 1 times in its main loop")]
    [InlineData(nameof(SampleKernels.AtomicSum), "uses atomic operations on global memory")]
    public void Each_fault_is_caught(string name, string fault)
        => Assert.Contains(AxpyLimits.Violations(Report(name)), text => text.EndsWith(fault, StringComparison.Ordinal));

    [PtxasFact]
    public void A_scalar_tail_is_no_part_of_the_main_loop()
    {
        KernelReport kernel = Report(nameof(SampleKernels.Axpy));
        Assert.Equal(4, kernel.Loads.Count());
        Assert.Equal(2, kernel.Stores.Count());
        Assert.Equal(2, kernel.Loads.Count(load => load.Bits == 32));
    }

    [PtxasFact]
    public void Group_sizes_are_read()
    {
        MethodInfo method = Method(nameof(SampleKernels.Axpy));
        Assert.Equal(256, PtxCompiler.Report("Axpy", method, maxThreads: 256).MaxThreads);
        Assert.Null(Report("Axpy").MaxThreads);
    }

    [PtxasFact]
    public void A_kernel_that_does_not_compile_is_named_and_spoils_no_other()
    {
        Assert.Contains(nameof(SampleKernels.Uncompilable), Assert.Throws<InvalidOperationException>(
            () => Report(nameof(SampleKernels.Uncompilable))).Message, StringComparison.Ordinal);
        Assert.Empty(AxpyLimits.Violations(Report(nameof(SampleKernels.Axpy))));
    }

    private static MethodInfo Method(string name) => typeof(SampleKernels).GetMethod(name)!;

    private static KernelReport Report(string name) => PtxCompiler.Report(name, Method(name));
}
