using System.Globalization;
using System.Text.RegularExpressions;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Mutants;

/// <summary>The laws can fail: each mutant is caught, by the laws that <c>docs/testing.md</c> names, and by no
/// other.</summary>
public partial class MutationTests
{
    /// <summary>What a test run has for each mutant; the suite itself does more.</summary>
    private static readonly LawSettings Glance = new() { Amount = 0.25 };

    private static readonly Dictionary<string, string> Documented = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testing.md"))
        .SkipWhile(l => !l.StartsWith("| mutant |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1], cells => cells[2]);

    public static TheoryData<string> Names => [.. Catalogue.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_is_caught_by_the_laws_that_the_page_names(string mutant)
    {
        string row = string.Join(", ", LawsThatCatch(Catalogue.All.Single(m => m.Name == mutant).Create));
        Assert.NotEmpty(row);
        Assert.True(
            Documented.TryGetValue(mutant, out string? documented) && documented == row,
            $"docs/testing.md has “{documented}”, found:\n| {mutant} | {row} |");
    }

    [Fact]
    public void The_page_has_no_other_mutants() =>
        Assert.Equal(Catalogue.All.Select(m => m.Name), Documented.Keys);

    [Fact]
    public void Every_law_catches_a_mutant()
    {
        string all = string.Join(", ", Documented.Values);
        Assert.All(
            Laws.For(Lion.StepRule.Instance).All,
            law => Assert.Contains($"`{law.Name}`", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_fault_the_laws_hold()
    {
        UpdateRule[] rules =
        [
            AdamW.StepRule.Instance, Lamb.StepRule.Instance, LionKappaLInf.StepRule.Instance,
            EmittedMutants.WithDestination,
        ];
        foreach (UpdateRule rule in rules)
        {
            Laws.For(new MutatedRule(rule), Glance).CheckAll();
            Laws.For(new PlanFault(rule, s => s), Glance).CheckAll();
        }
    }

    /// <summary>Words of a violation: the smallest case, what went in, and how to see it again.</summary>
    [Fact]
    public void A_violation_says_how_to_see_it_again()
    {
        UpdateRule mutant = Catalogue.All.Single(m => m.Name == "a lane takes β₂ for β₁").Create();
        RuleLaws laws = Laws.For(mutant, Glance with { Seed = 7 });
        LawViolationException violation = Assert.Throws<LawViolationException>(laws.KernelsEqualPlan);
        Assert.Matches(SmallestCase(), violation.Message);
        Assert.Contains("Seed = 7, Amount = 0.25", violation.Message, StringComparison.Ordinal);
        Assert.Equal(violation.Message, Assert.Throws<LawViolationException>(laws.KernelsEqualPlan).Message);
    }

    private static IEnumerable<string> LawsThatCatch(Func<UpdateRule> create)
    {
        foreach (string law in Laws.For(Lion.StepRule.Instance).All.Select(l => l.Name))
        {
            if (Record.Exception(() => Laws.For(create(), Glance).All.Single(l => l.Name == law).Check()) is { } caught)
            {
                Assert.IsType<LawViolationException>(caught);
                yield return string.Create(CultureInfo.InvariantCulture, $"`{law}`");
            }
        }
    }

    /// <summary>One element, all of its inputs zero or one where that still fails.</summary>
    [GeneratedRegex(@"\[0\] of 1 is .* from x = -?\d, m = -?\d, v = -?\d, g = -?\d; ")]
    private static partial Regex SmallestCase();
}
