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
}
