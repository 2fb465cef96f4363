using Microsoft.CodeAnalysis;
using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Emit;

public class EmittedCodeTests
{
    public static TheoryData<string, string> Sources { get; } = LanguageSources.All();

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Emitted_code_compiles_without_warnings(string name, string members)
    {
        Assert.NotEmpty(name);
        Generation run = Generation.Run(RuleSource.Members(members));
        Assert.Empty(run.Reported);
        Assert.Single(run.Files);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems) + "\n" + string.Join("\n", run.Files.Select(f => f.SourceText)));
        Assert.DoesNotContain(await run.Analyze(), d => d.Severity > DiagnosticSeverity.Info);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Code_for_devices_compiles_without_warnings(string name, string members)
    {
        Assert.NotEmpty(name);
        Generation run = Generation.Run(RuleSource.Members(members, RuleSource.Devices));
        Assert.Empty(run.Reported);
        Assert.Equal(2, run.Files.Count);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems) + "\n" + run.Files[1].SourceText);
        Assert.DoesNotContain(await run.Analyze(), d => d.Severity > DiagnosticSeverity.Info);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_library_s_rules_extend_its_types_for_devices(string name, string members)
    {
        Assert.NotEmpty(name);
        RuleSource source = RuleSource.Members(members);
        MetadataReference library = Generation.Run(source).ToReference("Library");
        Generation run = Generation.Run(RuleSource.File(
            "[assembly: Numerics.Gpu.GpuKernelsFor(typeof(Test.R))]", [.. RuleSource.Devices, library]));
        Assert.Empty(run.Reported);
        if (!source.Model().IsShipped)
        {
            Assert.Empty(run.Files);
            return;
        }

        GeneratedSourceResult file = Assert.Single(run.Files);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems) + "\n" + file.SourceText);
        Assert.Contains("extension(global::Test.R)", file.SourceText.ToString(), StringComparison.Ordinal);
    }
}
