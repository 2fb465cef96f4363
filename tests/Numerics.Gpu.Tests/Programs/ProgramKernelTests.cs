using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>Every kernel of every rule over matrices or with loops, the library's and those beside these tests, on sm_90.</summary>
public sealed class ProgramKernelTests
{
    public static TheoryData<string> Rules => [.. ProgramKernels.Rules.Keys.Order()];

    /// <summary>No kernel spills, and none uses atomic operations on global memory.</summary>
    [PtxasTheory, MemberData(nameof(Rules))]
    public void Kernels_keep_the_limits(string rule)
    {
        string[] violations = [.. ProgramKernels.Assembled(ProgramKernels.Rules[rule])
            .SelectMany(kernel => new KernelLimits().Violations(ProgramKernels.Reports[kernel]))];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }
}
