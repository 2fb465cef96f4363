using System.Text;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Library;

/// <summary>What the library's kernels use, as the last section of <c>docs/gpu.md</c> shows it.</summary>
public static class KernelTable
{
    // What Numerics.Gpu has besides are its own reductions.
    private const string Rules = "Numerics.Rules.";

    /// <summary>The section's heading.</summary>
    public const string Heading = "## What the kernels cost on sm_90";

    /// <summary>The section: a row for each pass of each rule.</summary>
    public static string Section()
    {
        var page = new StringBuilder(Heading + """


            What each pass of each rule uses, read from the PTX that ILGPU compiles and from what NVIDIA's `ptxas` says
            of it; no device has run it. `NUMERICS_APPROVE=1 dotnet test tests/Numerics.Gpu.Tests` writes this section, and
            a test holds it to what the code is.

            Loads and stores are those of the main loop: how many × the bits that a thread moves with each. Registers
            are a thread's: first for one tensor, then for many in one launch, the most of a rule's plan variants. No
            kernel spills, and none uses atomic operations on global memory.

            | rule | pass | `float` loads | stores | registers | `double` loads | stores | registers |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (IGrouping<(string Rule, string Stage), DeviceKernel> row in Passes())
        {
            page.Append("| `").Append(row.Key.Rule).Append("` | ").Append(row.Key.Stage);
            page.Append(Cells([.. row.Where(kernel => kernel.ElementType == typeof(float))]));
            page.Append(Cells([.. row.Where(kernel => kernel.ElementType == typeof(double))]));
            page.Append(" |\n");
        }
        return page.ToString();
    }

    private static IEnumerable<IGrouping<(string Rule, string Stage), DeviceKernel>> Passes()
        => LibraryKernels.Reports.Keys
            .Where(kernel => kernel.Pass >= 0 && kernel.Rule.StartsWith(Rules, StringComparison.Ordinal))
            .GroupBy(kernel => (ShortName(kernel.Rule), kernel.Stage["pass ".Length..]))
            .OrderBy(row => row.Key.Item1, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Item2, StringComparer.Ordinal);

    private static string Cells(IReadOnlyList<DeviceKernel> kernels)
    {
        string Accesses(Func<KernelReport, IEnumerable<GlobalAccess>> of)
            => string.Join(" or ", kernels.Select(kernel => Widths(of(LibraryKernels.Reports[kernel]))).Distinct());
        int Registers(KernelForm form)
            => kernels.Where(kernel => kernel.Form == form).Max(kernel => LibraryKernels.Reports[kernel].Registers);
        return $" | {Accesses(report => report.MainLoopLoads)} | {Accesses(report => report.MainLoopStores)}"
            + $" | {Registers(KernelForm.Flat)}, {Registers(KernelForm.Table)}";
    }

    private static string Widths(IEnumerable<GlobalAccess> accesses)
        => accesses.Any()
            ? string.Join(" + ", accesses.GroupBy(access => access.Bits).Select(same => $"{same.Count()} × {same.Key}"))
            : "none";

    // Numerics.Rules.Lion.Step is Lion.Step.
    private static string ShortName(string rule) => rule[Rules.Length..];
}
