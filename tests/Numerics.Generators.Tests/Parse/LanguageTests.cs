using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Parse;

/// <summary>What a rule may be written with: for each source the parsed graph gives what the C# itself gives, to the bit, and
/// the plan what the graph gives up to rounding.</summary>
public class LanguageTests
{
    /// <summary>Factors move and products contract, a few roundings each; values are around 1.</summary>
    private const double PlanTolerance = 1e-9;

    private const int Length = 37;

    public static TheoryData<string, string> Sources { get; } = LanguageSources.All();

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_graph_gives_what_the_code_gives(string name, string members)
    {
        Assert.NotEmpty(name);
        var laboratory = new Laboratory(RuleSource.Members(members));
        for (int seed = 0; seed < 20; seed++)
        {
            Arguments arguments = laboratory.Draw(seed, Length);
            double[][] definition = laboratory.Definition(arguments);
            Assert.Equal(definition, laboratory.Graph(arguments));
            AssertClose(definition, laboratory.Plan(arguments));
        }
    }

    private static void AssertClose(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int k = 0; k < expected[i].Length; k++)
            {
                double error = Math.Abs(expected[i][k] - actual[i][k]) / Math.Max(1, Math.Abs(expected[i][k]));
                bool isSame = expected[i][k].Equals(actual[i][k]) || error <= PlanTolerance;
                Assert.True(isSame, $"result {i} at {k}: {expected[i][k]:R} but the plan gives {actual[i][k]:R}");
            }
        }
    }
}
