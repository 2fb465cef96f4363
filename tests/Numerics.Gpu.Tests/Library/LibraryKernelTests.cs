using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Library;

/// <summary>Every kernel of every rule in the library keeps the limits of its plan on sm_90.</summary>
public sealed class LibraryKernelTests
{
    public static TheoryData<string> Rules => [.. LibraryKernels.Rules.Keys.Order()];

    [PtxasTheory, MemberData(nameof(Rules))]
    public void Kernels_keep_the_limits_of_the_plan(string rule)
    {
        string[] violations = [.. LibraryKernels.Rules[rule].Kernels.SelectMany(
            kernel => PlanLimits.Of(LibraryKernels.PlanOf(kernel), kernel).Violations(LibraryKernels.Reports[kernel]))];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }
}
