using System.Text;
using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Emit;

/// <summary>Emitted code as it was read and approved, in <c>Approved/</c>. Each file also compiles (EmittedCodeTests).</summary>
public class ApprovedCodeTests
{
    [Theory]
    [InlineData("Lion", "Lion")]
    [InlineData("AdamW", "AdamW")]
    [InlineData("Lamb", "Lamb")]
    [InlineData("Variants", "formulas under host conditions")]
    [InlineData("ScalarState", "scalar state and host state")]
    [InlineData("ConjugateGradients", "conjugate gradients: a chain of reductions")]
    [InlineData("Functions", "functions of functions")]
    public void The_code_is_as_approved(string file, string rule)
    {
        Generation run = Generation.Run(RuleSource.Members(LanguageSources.Find(rule)));
        Approved.Check(file + ".cs", Assert.Single(run.Files).SourceText.ToString());
    }

    [Fact]
    public void The_code_of_a_problem_written_element_by_element_is_as_approved()
    {
        Generation run = Generation.Run(RuleSource.File("""
            using Numerics;
            using static Numerics.Functions;
            public static partial class Hs40
            {
                /// <summary>The product.</summary>
                [Objective] public static Scalar Objective(Vec x) => -x[0] * x[1] * x[2] * x[3];
                [Constraints] public static Vec Constraints(Vec x) => Vec.Of(
                    Cube(x[0]) + Square(x[1]) - 1, Square(x[0]) * x[3] - x[2], Square(x[3]) - x[1]);
            }
            """));
        Assert.Empty(run.Problems);
        Approved.Check("Hs40.cs", Assert.Single(run.Files).SourceText.ToString());
    }

    [Theory]
    [InlineData("Lion", "Lion")]
    [InlineData("Lamb", "Lamb")]
    [InlineData("ScalarState", "scalar state and host state")]
    public void The_code_for_devices_is_as_approved(string file, string rule)
    {
        Generation run = Generation.Run(RuleSource.Members(LanguageSources.Find(rule), RuleSource.Devices));
        Approved.Check(file + ".Gpu.cs", Assert.Single(run.Files, f => f.HintName.EndsWith(".Gpu.g.cs", StringComparison.Ordinal))
            .SourceText.ToString());
    }

    [Fact]
    public void A_difference_shows_the_lines_that_differ_and_no_others() => Assert.Equal(
        ["    2 - b", "    2 + x", "    3 + y"],
        Approved.Difference(["a", "b", "c"], ["a", "x", "y", "c"]));

    [Fact]
    public void Emitted_files_have_one_encoding_and_one_kind_of_line_end() => Assert.All(
        Generation.Run(RuleSource.Members(LanguageSources.Find("Lion"))).Files,
        f =>
        {
            Assert.Equal(Encoding.UTF8, f.SourceText.Encoding);
            Assert.DoesNotContain("\r", f.SourceText.ToString(), StringComparison.Ordinal);
        });
}
