using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Emit;

/// <summary>Promises: read from attributes, checked, and emitted as values that call what they name.</summary>
public class PromiseTests
{
    [Fact]
    public void Every_promise_is_emitted_as_a_value()
    {
        Generation run = Generation.Run(RuleSource.Members(LanguageSources.Promises));
        Assert.Empty(run.Problems);
        string promises = string.Concat(run.Files.OrderBy(f => f.HintName, StringComparer.Ordinal).Select(f => Promises(f.SourceText.ToString())));
        Approved.Check("Promises.txt", promises);
    }

    [Fact]
    public void A_rule_without_promises_has_no_word_of_them()
    {
        Generation run = Generation.Run(RuleSource.Members("[UpdateRule] public static Vec Step(Vec x) => 2 * x;"));
        Assert.DoesNotContain("romise", Assert.Single(run.Files).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_domain_of_an_array_is_emitted() => Assert.Contains(
        "new(\"y\", Runtime::ParameterKind.Array, Runtime::ParameterRole.None, Domain: global::Numerics.ArrayDomain.Box),",
        Generation.Run(RuleSource.Members(LanguageSources.Promises)).Files.Single(f => f.HintName == "Test.R.Conjugate.g.cs").SourceText.ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Promises_do_not_enter_the_hash()
    {
        const string Rule = "[UpdateRule{0}] public static Vec Project(Vec x) => Max(x, 0);";
        string Hash(string promise) => Generation.Run(RuleSource.Members(Rule.Replace("{0}", promise, StringComparison.Ordinal)))
            .Files.Single().SourceText.ToString().Split("ulong Hash => ")[1][..18];
        Assert.Equal(Hash(""), Hash(", Projection"));
    }

    [Theory]
    [InlineData("NUM1032", "Bounded(\"rat\")", "“rat” is neither a hyperparameter of “Step” nor a static method of “R”")]
    [InlineData("NUM1032", "Bounded(\"x\")", "“x” is neither")]
    [InlineData("NUM1032", "Decreases(\"\")", "“” is neither")]
    [InlineData("NUM1032", "Decreases(\"Out\", Factor = \"none\")", "“none” is neither")]
    [InlineData("NUM1033", "Decreases(\"Array\")", "“Array” must give a Scalar or a double and take parameters of “Step”")]
    [InlineData("NUM1033", "Decreases(\"Other\")", "“Other” must give")]
    [InlineData("NUM1034", "ReducesTo(typeof(R), \"Out\")", "names another rule: “R.Out” is none")]
    [InlineData("NUM1034", "ReducesTo(typeof(R))", "names another rule: “R.Step” is none")]
    [InlineData("NUM1034", "ReducesTo(typeof(R), \"Apply\")", "has the other's parameter “z”")]
    [InlineData("NUM1034", "Projection", "gives one array and has no gradient")]
    [InlineData("NUM1034", "Conjugate(\"Out\", \"Array\")", "gives one Scalar")]
    [InlineData("NUM1034", "StronglyConvex", "gives one Scalar")]
    [InlineData("NUM1034", "Equivariant(Symmetry.None)", "names a symmetry")]
    [InlineData("NUM1035", "FixedPoint(When = \"decay = 0\")", "“decay = 0” does not set")]
    [InlineData("NUM1035", "FixedPoint(When = \"rate = -1\")", "“rate = -1” does not set")]
    [InlineData("NUM1035", "FixedPoint(When = \"rate = x\")", "“rate = x” does not set")]
    [InlineData("NUM1035", "FixedPoint(When = \"rate = 1, rate\")", "“rate” does not set")]
    public async Task A_promise_that_cannot_be_kept_is_reported_at_its_attribute(string id, string promise, string message)
    {
        RuleSource source = RuleSource.Members($$"""
            [UpdateRule, {{promise}}]
            public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, [AtLeast(0)] double rate) => (x - rate * g, m + g);
            [UpdateRule] public static Vec Apply(Vec z) => 2 * z;
            private static Scalar Out(Vec x) => Norm(x);
            private static Vec Array(Vec x) => x;
            private static Scalar Other(Vec x, double limit) => Norm(x) - limit;
            """);
        var found = Assert.Single(await Generation.Run(source).Analyze(), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal(id, found.Id);
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(promise, source.Compilation.SyntaxTrees[0].GetText().ToString(found.Location.SourceSpan));
    }

    [Theory]
    [InlineData("FixedPoint")]
    [InlineData("Equivariant(Symmetry.Permutation | Symmetry.GradientScale)")]
    [InlineData("Bounded(by: \"rate\")")]
    public async Task Promises_of_optimizers_are_refused_elsewhere(string promise)
    {
        RuleSource source = RuleSource.Members($"[UpdateRule, {promise}] public static Vec Apply(Vec z, double rate) => rate * z;");
        Assert.Equal("NUM1034", Assert.Single(await Generation.Run(source).Analyze()).Id);
    }

    /// <summary>A rule whose promise names one that is rejected would not compile: it waits until that one is repaired.</summary>
    [Fact]
    public void A_rule_that_names_a_broken_one_is_not_emitted_either()
    {
        string broken = LanguageSources.Promises.Replace("learningRate * Sign(m), g)", "learningRate * Sign(m), none)", StringComparison.Ordinal);
        Generation run = Generation.Run(RuleSource.Members(broken));
        Assert.Equal(
            ["Test.R.Conjugate.g.cs", "Test.R.Potential.g.cs", "Test.R.Project.g.cs"], run.Files.Select(f => f.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(run.Problems);
    }

    [Theory]
    [InlineData("[Bounded]")]
    [InlineData("[Bounded(by: )]")]
    [InlineData("[Bounded(nameof(none))]")]
    [InlineData("[Bounded(null!)]")]
    [InlineData("[Equivariant]")]
    [InlineData("[Equivariant(Symmetry.Non)]")]
    [InlineData("[Equivariant(1)]")]
    [InlineData("[FixedPoint(When = )]")]
    [InlineData("[FixedPoint(When = 3)]")]
    [InlineData("[ReducesTo(typeof())]")]
    [InlineData("[ReducesTo(null!)]")]
    [InlineData("[ReducesTo(typeof(int[]))]")]
    [InlineData("[Conjugate(\"A\")]")]
    public async Task A_promise_half_typed_is_an_error_and_no_failure(string promise)
    {
        RuleSource source = RuleSource.Members($"[UpdateRule] {promise} public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - g, m);");
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        Assert.Empty(run.Files);
        IEnumerable<string> ids = (await run.Analyze()).Select(d => d.Id);
        Assert.DoesNotContain("NUM9001", ids);
        Assert.True(source.CompilerErrors.Count > 0 || ids.Any());
    }

    private static string Promises(string file)
    {
        int start = file.IndexOf("    private IReadOnlyList<Runtime::Promise>? _promises;", StringComparison.Ordinal);
        int end = file.IndexOf("];\n", file.IndexOf("Promises => _promises", StringComparison.Ordinal), StringComparison.Ordinal);
        return file.Split('\n')[1] + "\n" + file[start..(end + 3)] + "\n";
    }
}
