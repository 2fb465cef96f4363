using System.Reflection;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>The library's rules over matrices or with loops, found by themselves, keep every law.</summary>
public class LibraryProgramLawTests
{
    public static TheoryData<string, string> RulesAndLaws
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ProgramRule rule in LibraryPrograms.UnderLaws)
            {
                foreach ((string law, _) in Laws.For(rule).All)
                {
                    data.Add(rule.Name, law);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(RulesAndLaws))]
    public void Law_holds(string rule, string law) =>
        LibraryPrograms.LawsOf(LibraryPrograms.All.Single(r => r.Name == rule)).All.Single(l => l.Name == law).Check();

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
