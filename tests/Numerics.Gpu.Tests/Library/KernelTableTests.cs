using Numerics.Gpu.Tests.Ptx;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.Library;

/// <summary>
/// The page of the library's kernels says what they are; <c>NUMERICS_APPROVE=1 dotnet test</c> writes it.
/// </summary>
public sealed class KernelTableTests
{
    private static readonly string Page = Path.Combine(Script.RepositoryRoot, "docs", "gpu-kernels.md");

    [PtxasFact]
    public void The_page_of_kernels_is_what_the_code_is()
    {
        string table = KernelTable.Page();
        if (Environment.GetEnvironmentVariable("NUMERICS_APPROVE") == "1")
        {
            File.WriteAllText(Page, table);
            return;
        }
        string[] written = File.ReadAllLines(Page), found = table.TrimEnd('\n').Split('\n');
        Assert.True(
            written.SequenceEqual(found),
            "docs/gpu-kernels.md is not what the kernels are now; read the difference, then accept it with "
            + "NUMERICS_APPROVE=1 dotnet test tests/Numerics.Gpu.Tests.\n"
            + string.Join('\n', written.Except(found).Select(row => $"- {row}"))
            + string.Join('\n', found.Except(written).Select(row => $"\n+ {row}")));
    }
}
