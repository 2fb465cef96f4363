using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>The laws of programs can fail: each mutant is caught, by the laws that <c>docs/testing.md</c> names, and by no
/// other.</summary>
public class ProgramMutationTests
{
    private static readonly LawSettings Glance = new() { Amount = 0.25 };

    private static readonly Dictionary<string, string> Documented = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testing.md"))
        .SkipWhile(l => !l.StartsWith("| mutant of a program |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1], cells => cells[2]);

    public static TheoryData<string> Names => [.. ProgramMutants.Mutants.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_is_caught_by_the_laws_that_the_page_names(string mutant)
    {
        ProgramLaws laws = Laws.For(ProgramMutants.Mutants.Single(m => m.Name == mutant).Create(), Glance);
        string row = string.Join(", ", laws.All
            .Where(l => Record.Exception(l.Check) is LawViolationException).Select(l => $"`{l.Name}`"));
        Assert.NotEmpty(row);
        Assert.True(
            Documented.TryGetValue(mutant, out string? documented) && documented == row,
            $"docs/testing.md has “{documented}”, found:\n| {mutant} | {row} |");
    }

    [Fact]
    public void The_page_has_no_other_mutants() =>
        Assert.Equal(ProgramMutants.Mutants.Select(m => m.Name), Documented.Keys);
}
