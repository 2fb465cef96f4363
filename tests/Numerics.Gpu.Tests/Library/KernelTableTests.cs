using Numerics.Gpu.Tests.Ptx;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.Library;

/// <summary>
/// docs/gpu.md says what the library's kernels are; <c>NUMERICS_APPROVE=1 dotnet test</c> writes it.
/// </summary>
public sealed class KernelTableTests
{
    private static readonly string Page = Path.Combine(Script.RepositoryRoot, "docs", "gpu.md");

    [PtxasFact]
    public void The_table_of_kernels_is_what_the_code_is()
    {
        string table = KernelTable.Section();
        string page = File.ReadAllText(Page);
        int start = page.IndexOf(KernelTable.Heading, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("NUMERICS_APPROVE") == "1")
        {
            File.WriteAllText(Page, page[..start] + table);
            return;
        }
        string[] written = page[start..].TrimEnd('\n').Split('\n'), found = table.TrimEnd('\n').Split('\n');
        Assert.True(
            written.SequenceEqual(found),
            "The last section of docs/gpu.md is not what the kernels are now; read the difference, then accept it with "
            + "NUMERICS_APPROVE=1 dotnet test tests/Numerics.Gpu.Tests.\n"
            + string.Join('\n', written.Except(found).Select(row => $"- {row}"))
            + string.Join('\n', found.Except(written).Select(row => $"\n+ {row}")));
    }
}
