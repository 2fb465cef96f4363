using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Passes;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Parse;

/// <summary>Code as it is while somebody types: the parser answers with a model or a reason, and never throws.</summary>
public class HalfTypedTests
{
    private const int MutationsPerSource = 12;

    /// <summary>A few sources are cut at every position, the others at one in so many.</summary>
    private const int Stride = 41;

    public static TheoryData<string, string> Sources
    {
        get
        {
            TheoryData<string, string> sources = LanguageSources.All();
            sources.Add("promises", LanguageSources.Promises);
            return sources;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_cut_off_anywhere_gives_a_model_or_a_reason(string name, string members)
    {
        int stride = name is "Lion" or "switch expressions and patterns" ? 1 : Stride;
        for (int end = name.Length % stride; end < members.Length; end += stride)
        {
            Check(RuleSource.File(RuleSource.Head + members[..end]), $"{name}, cut at {end}: …{members[Math.Max(0, end - 60)..end]}");
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_with_tokens_missing_doubled_or_swapped_gives_a_model_or_a_reason(string name, string members)
    {
        var random = new Random(20261124 + name.Length);
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(members).GetRoot().DescendantTokens().Where(t => t.Span.Length > 0)];
        for (int round = 0; round < MutationsPerSource; round++)
        {
            List<string> texts = [.. tokens.Select(t => t.ToFullString())];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                Mutate(texts, random);
            }

            string mutated = string.Concat(texts);
            Check(RuleSource.Members(mutated), $"{name}, round {round}:\n{mutated}");
        }
    }

    private static void Mutate(List<string> texts, Random random)
    {
        int i = random.Next(texts.Count);
        switch (random.Next(3))
        {
            case 0:
                texts.RemoveAt(i);
                break;
            case 1:
                texts.Insert(i, texts[random.Next(texts.Count)] + " ");
                break;
            default:
                int j = random.Next(texts.Count);
                (texts[i], texts[j]) = (texts[j], texts[i]);
                break;
        }
    }

    /// <summary>A model that can be planned and whose code compiles, or a report, or an error of the compiler's.</summary>
    private static void Check(RuleSource source, string what)
    {
        if (source.TryMethod("Step") is null)
        {
            return;
        }

        ParsedRule parsed;
        PlanSet? plans = null;
        try
        {
            parsed = source.Parse();
            plans = parsed.Model is { } model ? PlanPipeline.Run(model) : null;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(what, e);
        }

        if (parsed.Model is null)
        {
            Assert.True(parsed.Reported.Count > 0 || source.CompilerErrors.Count > 0, "rejected without a reason: " + what);
        }
        else if (plans is not null)
        {
            Assert.Empty(parsed.Reported);
            AssertEmitsCompilingCode(source, what);
        }
    }

    private static void AssertEmitsCompilingCode(RuleSource source, string what)
    {
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        IEnumerable<Diagnostic> problems = run.Problems.Where(p => p.Severity == DiagnosticSeverity.Error
            && p.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        Assert.True(!problems.Any(), string.Join("\n", problems) + "\n" + what);
    }
}
