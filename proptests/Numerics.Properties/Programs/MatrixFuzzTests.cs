using Numerics.Fuzzer;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>Random rules over matrices, compiled with the generator, against both oracles.</summary>
public class MatrixFuzzTests
{
    private const int FirstSeed = 1;
    private const int UsualRules = 40;

    [Fact]
    public void Random_rules_over_matrices_keep_the_contract()
    {
        FuzzReport report = MatrixFuzzer.Run(FirstSeed, LawSettings.Default.Times(UsualRules));

        Assert.True(report.Failures.Count == 0, string.Join(
            Environment.NewLine,
            report.Failures.Select(f => $"seed {f.Seed}: {f.Problem}{Environment.NewLine}{f.Source}")));
    }
}
