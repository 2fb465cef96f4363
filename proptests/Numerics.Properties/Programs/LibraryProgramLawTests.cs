using System.Reflection;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>The library's rules over matrices or with loops, found by themselves, keep every law; those of
/// <see cref="LibraryPrograms.Elsewhere"/> have tests of their own.</summary>
public class LibraryProgramLawTests
{
    public static TheoryData<string, string> RulesAndLaws => LibraryPrograms.WithLaws(isOfOracles: true);

    [Theory]
    [MemberData(nameof(RulesAndLaws))]
    public void Law_holds(string rule, string law) => LibraryPrograms.Check(rule, law);

    /// <summary>Whatever bears the attribute is in one of the two lists that laws run over, so that none goes unseen.</summary>
    [Fact]
    public void Every_rule_of_the_library_is_under_the_laws()
    {
        const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> annotated = typeof(Vec).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(Every))
            .Where(m => m.IsDefined(typeof(UpdateRuleAttribute)))
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        IEnumerable<string> listed =
            [.. Laws.RulesOf(typeof(Vec).Assembly).Select(r => r.Name), .. LibraryPrograms.All.Select(r => r.Name)];
        Assert.Equal(annotated.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}

/// <summary>The laws of calls, beside those that compare with an oracle: a class of its own, so that both run at a time.</summary>
public class LibraryProgramCallTests
{
    public static TheoryData<string, string> RulesAndLaws => LibraryPrograms.WithLaws(isOfOracles: false);

    [Theory]
    [MemberData(nameof(RulesAndLaws))]
    public void Law_holds(string rule, string law) => LibraryPrograms.Check(rule, law);
}
