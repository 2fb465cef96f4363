using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Kernels;

/// <summary>Every rule of the library, found by itself, keeps every law that needs nothing but the rule.</summary>
public class LibraryLawTests
{
    /// <summary>Of the cases that a rule of a user's gets: rules are made of the same parts, and there are a hundred.</summary>
    private const double Share = 0.5;

    private static readonly IReadOnlyList<UpdateRule> Rules = Laws.RulesOf(typeof(Vec).Assembly);

    public static TheoryData<string, string> RulesAndLaws
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (UpdateRule rule in Rules)
            {
                foreach ((string law, _) in Laws.For(rule).All)
                {
                    data.Add(rule.Name, law);
                }
            }

            return data;
        }
    }

    [Fact]
    public void The_library_has_rules() => Assert.NotEmpty(Rules);

    [Theory]
    [MemberData(nameof(RulesAndLaws))]
    public void Law_holds(string rule, string law) =>
        Laws.For(Rules.Single(r => r.Name == rule), LawSettings.Default with { Amount = Share * LawSettings.Default.Amount })
            .All.Single(l => l.Name == law).Check();
}
