using Numerics.Fuzzer;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>Random rules over matrices, compiled with the generator, against both oracles. More of them, from other seeds:
/// <c>dotnet run -c Release --project proptests/Numerics.Fuzzer -- --matrices 10000 [seed]</c>.</summary>
public class MatrixFuzzTests
{
    private const int FirstSeed = 1;
    private const int UsualRules = 40;

    /// <summary>Random rules hang on decisions more often than real ones, and one decision of a reduction touches a whole array; still
    /// most numbers are compared.</summary>
    private const double MostSetAside = 0.35;

    [Fact]
    public void Random_rules_over_matrices_keep_the_contract()
    {
        FuzzReport report = RuleFuzzer.Run(MatrixRuleSource.Draw, FirstSeed, LawSettings.Default.Times(UsualRules));

        Assert.True(report.Failures.Count == 0, string.Join(
            Environment.NewLine,
            report.Failures.Select(f => $"seed {f.Seed}: {f.Problem}{Environment.NewLine}{f.Source}")));
        Assert.InRange(report.ShareSetAside, 0, MostSetAside);
    }
}
