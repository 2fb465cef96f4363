using Numerics.Fuzzer;
using Numerics.Testing;

namespace Numerics.Properties.Kernels;

/// <summary>Random functions with their gradients and Hessian–vector products, compiled with the generator, against both oracles. More of
/// them: <c>dotnet run -c Release --project proptests/Numerics.Fuzzer -- --derivatives [--matrices] 1000 [seed]</c>.</summary>
public class DerivativeFuzzTests
{
    private const int FirstSeed = 1;
    private const int UsualRules = 12;

    /// <summary>Second derivatives at random points hang on decisions, and on differences of nearly equal numbers, more often than
    /// values do.</summary>
    private const double MostSetAside = 0.25;

    [Fact]
    public void Derivatives_over_lines_keep_the_contract() => Check(DerivativeRuleSource.Draw);

    [Fact]
    public void Derivatives_over_matrices_keep_the_contract() => Check(DerivativeRuleSource.DrawMatrices);

    private static void Check(Func<int, string, RandomRule> draw)
    {
        FuzzReport report = RuleFuzzer.Run(draw, FirstSeed, LawSettings.Default.Times(UsualRules));

        Assert.True(report.Failures.Count == 0, report.Words);
        Assert.InRange(report.ShareSetAside, 0, MostSetAside);
    }
}
