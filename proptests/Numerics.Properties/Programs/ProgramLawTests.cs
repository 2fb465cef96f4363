using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>Every rule over matrices or with loops, of the library and of the examples, keeps every law.</summary>
public class ProgramLawTests
{
    private static readonly IReadOnlyList<ProgramRule> Rules =
        [.. Laws.ProgramsOf(typeof(Vec).Assembly), .. Laws.ProgramsOf(typeof(ProgramLawTests).Assembly)];

    public static TheoryData<string, string> RulesAndLaws
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ProgramRule rule in Rules)
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
        Laws.For(Rules.Single(r => r.Name == rule)).All.Single(l => l.Name == law).Check();

    [Fact]
    public void A_rule_is_found_by_its_type() =>
        Assert.Equal("Numerics.Tests.Matrices.LeastSquares.Step", Laws.For<Tests.Matrices.LeastSquares.StepRule>().Rule.Name);
}
