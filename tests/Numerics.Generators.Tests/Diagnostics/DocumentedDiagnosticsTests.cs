using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Diagnostics;

/// <summary>docs/diagnostics.md is true: each wrong sample gives the diagnostics marked in it, exactly there and nothing else;
/// each repaired one gives no error.</summary>
public class DocumentedDiagnosticsTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Sample>> Sections = Sample.ReadAll();

    public static TheoryData<string> Ids { get; } = [.. Descriptors.All.Select(d => d.Id).Where(id => id != Descriptors.Internal.Id)];

    [Fact]
    public void Every_diagnostic_has_a_section_and_every_section_a_diagnostic() =>
        Assert.Equal(Descriptors.All.Select(d => d.Id).Append(OfTheCompiler).Order(), Sections.Keys);

    /// <summary>Operators that exist to be an error.</summary>
    private const string OfTheCompiler = "NUM1037";

    [Fact]
    public async Task What_the_vocabulary_itself_refuses_is_an_error_of_the_compiler()
    {
        Assert.Equal(2, Sections[OfTheCompiler].Count);
        (Sample wrong, Sample repaired) = (Sections[OfTheCompiler][0], Sections[OfTheCompiler][1]);
        Assert.Equal(wrong.Marks, wrong.Source.CompilerErrors.Select(d => new Mark(d.Id, d.Location.SourceSpan)));
        await AssertReported(repaired, isRejected: false);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_sample_is_reported_at_the_place_and_the_repaired_one_is_not(string id)
    {
        Assert.Equal(2, Sections[id].Count);
        (Sample wrong, Sample repaired) = (Sections[id][0], Sections[id][1]);
        Assert.Equal([id], wrong.Marks.Select(m => m.Id));
        await AssertReported(wrong, Descriptors.All.Single(d => d.Id == id).DefaultSeverity == DiagnosticSeverity.Error);
        Assert.Empty(repaired.Marks);
        await AssertReported(repaired, isRejected: false, hidden: id == Descriptors.AboveMinimum.Id ? "" : Descriptors.AboveMinimum.Id);
    }

    [Fact]
    public void Every_diagnostic_has_its_row_in_the_release_file()
    {
        string[] rows = [.. File.ReadAllLines(ReleasePath()).Where(l => l.StartsWith("NUM", StringComparison.Ordinal))];
        string[] expected = [.. Descriptors.All.OrderBy(d => d.Id).Select(d =>
            $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}, docs/diagnostics.md")];
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Every_diagnostic_links_to_its_section() => Assert.All(
        Descriptors.All, d => Assert.Equal("docs/diagnostics.md#" + d.Id.ToLowerInvariant(), d.HelpLinkUri));

    [Fact]
    public async Task A_damaged_body_of_a_library_is_reported_as_a_failure_and_breaks_nothing()
    {
        MetadataReference library = Assert.Single(Sections["NUM9001"]).Source.ToReference("Damaged");
        RuleSource source = RuleSource.Members("[UpdateRule] public static Vec Step(Vec x) => Damaged.Block(x);", library);
        Generation run = Generation.Run(source);
        Assert.Equal("NUM9001", Assert.Single(run.Reported).Id);
        Assert.Empty(run.Files);
        Diagnostic reported = Assert.Single(await run.Analyze());
        Assert.Equal("NUM9001", reported.Id);
        Assert.Equal("Step", source.Compilation.SyntaxTrees[0].GetText().ToString(reported.Location.SourceSpan));
    }

    private static async Task AssertReported(Sample sample, bool isRejected, string hidden = "")
    {
        RuleSource source = sample.Source;
        Assert.Empty(source.CompilerErrors);
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        Assert.DoesNotContain(run.Problems, p => p.Severity == DiagnosticSeverity.Error);
        Assert.Equal(isRejected, run.Files.Count == 0);
        Assert.Equal(sample.Marks, (await run.Analyze()).Where(d => d.Id != hidden).Select(d => new Mark(d.Id, d.Location.SourceSpan)));
    }

    private static string ReleasePath([CallerFilePath] string here = "") => Path.Combine(
        Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Numerics.Generators", "AnalyzerReleases.Unshipped.md");
}
