using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>Every rule that stands beside the tests of rules over matrices keeps every law.</summary>
public class ProgramLawTests
{
    private const string Norms = "rowNormSquared";

    private static readonly IReadOnlyList<ProgramRule> Rules = [.. Laws.ProgramsOf(typeof(ProgramLawTests).Assembly)
        .Where(r => r.Name.StartsWith("Numerics.Tests.Matrices.", StringComparison.Ordinal))];

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
        LawsOf(Rules.Single(r => r.Name == rule)).All.Single(l => l.Name == law).Check();

    /// <summary>Projections are onto rows whose squared norms they are given.</summary>
    private static ProgramLaws LawsOf(ProgramRule rule) =>
        rule.Plans[0].Arrays.Any(a => a.Name == Norms) ? Laws.For(rule).Given(PutNorms) : Laws.For(rule);

    private static void PutNorms(ProgramInputs inputs)
    {
        double[] norms = inputs[Norms], a = inputs["a"];
        int columns = inputs.Columns("a");
        for (int i = 0; i < norms.Length && (i + 1) * columns <= a.Length && columns > 0; i++)
        {
            norms[i] = a[(i * columns)..((i + 1) * columns)].Sum(x => x * x);
        }

        inputs[Norms] = norms;
    }

    [Fact]
    public void A_rule_is_found_by_its_type() =>
        Assert.Equal("Numerics.Tests.Matrices.LeastSquares.Step", Laws.For<Tests.Matrices.LeastSquares.StepRule>().Rule.Name);
}
