using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;
using Xunit.Abstractions;

namespace Numerics.Generators.Tests.Emit;

/// <summary>What rules cost the compiler: printed for people, not asserted.</summary>
public class TimingTests(ITestOutputHelper output)
{
    private const int Rules = 100;

    [Fact]
    public void Times_of_many_rules_and_of_an_unrelated_edit()
    {
        string rule = LanguageSources.Find("AdamW");
        string text = string.Concat(Enumerable.Range(0, Rules).Select(i => $"public static partial class R{i} {{ {rule} }}\n"));
        RuleSource source = RuleSource.File("using System;\nusing Numerics;\nusing static Numerics.Functions;\nnamespace Test;\n" + text);
        Generation.Run(RuleSource.Members(rule));

        var clock = Stopwatch.StartNew();
        Generation first = Generation.Run(source);
        Report("first run", clock.Elapsed);
        CSharpCompilation edited = source.Compilation.AddSyntaxTrees(RuleSource.Tree("class Unrelated;", "Unrelated.cs"));
        clock.Restart();
        Generation second = Generation.Continue(first.Driver, edited);
        Report("after an unrelated edit", clock.Elapsed);
        Assert.Equal(Rules, second.Files.Count);
    }

    private void Report(string what, TimeSpan elapsed) =>
        output.WriteLine($"{what}: {elapsed.TotalMilliseconds:F0} ms for {Rules} rules, {elapsed.TotalMilliseconds / Rules:F2} ms a rule");
}
