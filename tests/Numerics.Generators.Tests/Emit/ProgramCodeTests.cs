using Microsoft.CodeAnalysis;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Emit;

/// <summary>Emitted code of rules over matrices, as it was read and approved; and what such rules can't contain.</summary>
public class ProgramCodeTests
{
    private const string LeastSquares = """
        [UpdateRule]
        public static (Row w, Scalar residual) Step(Row w, Mat a, Col y, double step, double ridge)
        {
            Col r = Dot(a, w) - y;
            return (w - step * (Dot(r, a) + ridge * w), Norm(r));
        }
        """;

    private const string Kaczmarz = """
        [UpdateRule]
        [return: Updates("x")]
        public static Row Sweep(Row x, Mat a, Col b, Col rowNormSquared, ulong key, long round)
            => Repeat(64, x, (z, j) =>
            {
                Integer i = RandomIndex(key, round * 64 + j, a.Rows);
                return z - (Dot(a.Row(i), z) - b[i]) / rowNormSquared[i] * a.Row(i);
            });
        """;

    private const string SoftMax = "[UpdateRule] public static Mat Apply(Mat a) => SoftMaxRows(a);";

    [Theory]
    [InlineData("LeastSquares", LeastSquares)]
    [InlineData("Kaczmarz", Kaczmarz)]
    [InlineData("SoftMaxRows", SoftMax)]
    public void The_code_is_as_approved(string file, string rule)
    {
        Generation run = Generation.Run(RuleSource.Members(rule));
        Assert.DoesNotContain(run.Problems, p => p.Severity == DiagnosticSeverity.Error);
        Approved.Check(file + ".cs", Assert.Single(run.Files).SourceText.ToString());
    }

    [Theory]
    [InlineData("[UpdateRule] public static Row Step(Row x, Mat a) => x - a[-1, 0] * x;")]
    [InlineData("[UpdateRule] public static Row Step(Row x, Mat a) => x - a.Row(-1);")]
    [InlineData("[UpdateRule] public static Vec Step(Vec x) => x - Groups(x, 4)[0, 4];")]
    [InlineData("[UpdateRule] public static Vec Step(Vec x) => x * Sum(Groups(x, 4).Column(7));")]
    [InlineData("[UpdateRule] public static Vec Step(Vec x) => With(x, -3, 1);")]
    [InlineData("[UpdateRule] public static Vec Step(Vec x) => BlockMean(x, 0);")]
    public async Task A_constant_that_can_only_be_out_of_range_is_reported(string rule) =>
        Assert.Equal("NUM1020", Assert.Single(await Generation.Run(RuleSource.Members(rule)).Analyze()).Id);

    [Fact]
    public async Task A_host_number_as_state_is_reported() => Assert.Equal("NUM1020", Assert.Single(await Generation.Run(
        RuleSource.Members("[UpdateRule] public static Vec Step(Vec x) => x * Repeat(3, 1.0, (s, j) => s * 2);")).Analyze()).Id);
}
