using System.Globalization;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Diagnostics;

/// <summary>What has no derivative is reported where it is used, by an objective and by a rule that differentiates.</summary>
public class NoDerivativeTests
{
    public static TheoryData<string, string, string> Uses => new()
    {
        { "Vec", "Norm(SumByKey(x, k, 3))", "SumByKey(x, k, 3)" },
        { "Vec", "Sum(Repeat(3, x, (s, i) => s * s))", "Repeat(3, x, (s, i) => s * s)" },
        { "Vec", "Sum(FixedPoint(x, s => Sin(s), 9).Value)", "FixedPoint(x, s => Sin(s), 9)" },
        { "Mat", "Sum(Dot(Compact(x, x > 0, 8).Matrix, k))", "Dot(Compact(x, x > 0, 8).Matrix, k)" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task An_objective_says_where(string kind, string formula, string use)
    {
        string other = kind == "Mat" ? "Row k" : "[Constant] Vec k";
        RuleSource source = RuleSource.Members($"[Objective] public static Scalar Value({kind} x, {other}) => {formula};");
        Assert.Empty(source.CompilerErrors);
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        AssertAt(source, "NUM1039", use, await run.Analyze());
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task A_rule_says_where(string kind, string formula, string use)
    {
        string other = kind == "Mat" ? "Row k" : "Vec k";
        RuleSource source = RuleSource.Members($$"""
            [UpdateRule]
            public static {{kind}} Step({{kind}} y, {{other}}) => y - Gradient(x => {{formula}}, y);
            """);
        Assert.Empty(source.CompilerErrors);
        AssertAt(source, "NUM1047", use, await Generation.Run(source).Analyze());
    }

    [Fact]
    public async Task A_problem_that_unrolls_to_too_much_says_its_size_and_the_limit()
    {
        RuleSource source = RuleSource.Members("""
            [Objective]
            public static Scalar Value(Vec x)
            {
                Scalar sum = 0;
                for (int i = 0; i < 120; i++)
                {
                    sum = (sum + x[i]) * x[i + 1];
                }

                return sum;
            }
            """);
        Diagnostic reported = Assert.Single(await Generation.Run(source).Analyze());
        Assert.Equal("NUM2004", reported.Id);
        Assert.Matches("unroll to [0-9]+ operations where 20000 is the limit", reported.GetMessage(CultureInfo.InvariantCulture));
    }

    private static void AssertAt(RuleSource source, string id, string use, IEnumerable<Diagnostic> reported)
    {
        Diagnostic diagnostic = Assert.Single(reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(use, source.Compilation.SyntaxTrees[0].GetText().ToString(diagnostic.Location.SourceSpan));
    }
}
