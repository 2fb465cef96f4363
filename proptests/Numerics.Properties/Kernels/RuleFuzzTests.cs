using Numerics.Fuzzer;
using Numerics.Testing;

namespace Numerics.Properties.Kernels;

/// <summary>Random rules, compiled with the generator, against both oracles. More of them, from other seeds:
/// <c>dotnet run -c Release --project proptests/Numerics.Fuzzer -- 10000 [seed]</c>.</summary>
public class RuleFuzzTests
{
    private const int FirstSeed = 1;
    private const int UsualRules = 60;
    private const int RulesOverMatrices = 12;

    /// <summary>Random rules leave the type's range and hang on decisions more often than real ones, but most numbers
    /// are compared.</summary>
    private const double MostSetAside = 0.15;

    [Fact]
    public void Random_rules_keep_the_contract()
    {
        FuzzReport report = RuleFuzzer.Run(FirstSeed, LawSettings.Default.Times(UsualRules));

        Assert.True(report.Failures.Count == 0, report.Words);
        Assert.InRange(report.ShareSetAside, 0, MostSetAside);
    }

    [Fact]
    public void Random_rules_over_matrices_keep_the_contract()
    {
        FuzzReport report = RuleFuzzer.Run(MatrixRuleSource.Draw, FirstSeed, LawSettings.Default.Times(RulesOverMatrices));

        Assert.True(report.Failures.Count == 0, report.Words);
        Assert.InRange(report.ShareSetAside, 0, MostSetAside);
    }
}
