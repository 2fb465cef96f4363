using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Ir;
using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Incremental;

/// <summary>An edit costs what it touches: models are values, and steps whose model did not change are not run again.</summary>
public class CachingTests
{
    private const string Rules = """
        using System;
        using Numerics;
        using static Numerics.Functions;
        namespace Test;
        public static partial class R
        {
            [UpdateRule] public static Vec Step(Vec x, Vec d, double rate = 0.1) => x - Helper.Scaled(d, rate);
            [UpdateRule] public static Vec Other(Vec x, Vec d) => x + d;
            [BuildingBlock] public static Vec Block(Vec x) => x * 2;
        }
        """;

    private const string Helper = """
        using Numerics;
        namespace Test;
        public static class Helper { public static Vec Scaled(Vec d, double rate) => rate * d; }
        """;

    public static TheoryData<string, string> Sources { get; } = LanguageSources.All();

    [Fact]
    public void An_unrelated_edit_leaves_every_output_as_it_was()
    {
        AssertOutputs(c => c.AddSyntaxTrees(RuleSource.Tree("class Unrelated { int i; }", "Unrelated.cs")), changed: 0);
        AssertOutputs(c => Replace(c, "Rules.cs", "public static partial class R", "// a comment\npublic static partial class R"), changed: 0);
        AssertOutputs(c => Replace(c, "Rules.cs", "x + d", "x   +   d"), changed: 0);
        AssertOutputs(c => Replace(c, "Helper.cs", "public static class Helper {", "public static class Helper { static int i;"), changed: 0);
    }

    [Fact]
    public void An_edit_of_a_rule_changes_its_output_alone()
    {
        AssertOutputs(c => Replace(c, "Rules.cs", "x + d", "x - d"), changed: 1);
        AssertOutputs(c => Replace(c, "Rules.cs", "x * 2", "x * 3"), changed: 1);
        AssertOutputs(c => Replace(c, "Rules.cs", "rate = 0.1", "rate = 0.2"), changed: 1);
    }

    [Fact]
    public void An_edit_of_a_function_in_another_file_changes_the_rules_that_call_it() =>
        AssertOutputs(c => Replace(c, "Helper.cs", "rate * d", "rate * d * d"), changed: 1);

    [Fact]
    public void An_unrelated_edit_leaves_kernels_for_devices_as_they_were()
    {
        MetadataReference library = Generation.Run(RuleSource.Members("[UpdateRule] public static Vec Step(Vec x) => x * 2;"))
            .ToReference("Library");
        CSharpCompilation compilation = RuleSource
            .File("[assembly: Numerics.Gpu.GpuKernelsFor(typeof(Test.R))]", [.. RuleSource.Devices, library])
            .Compilation.AddSyntaxTrees(
                RuleSource.Tree(Rules.Replace("namespace Test", "namespace Mine"), "Rules.cs"),
                RuleSource.Tree(Helper.Replace("namespace Test", "namespace Mine"), "Helper.cs"));
        Generation before = Generation.Run(compilation);

        // Two rules and a building block, the two rules for devices, and the library's.
        Assert.Equal(6, before.Files.Count);
        Generation after = Generation.Continue(
            before.Driver, compilation.AddSyntaxTrees(RuleSource.Tree("class Unrelated { int i; }", "Unrelated.cs")));
        Assert.All(
            after.Driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, o.Reason.ToString()));
    }

    [Fact]
    public void An_edit_that_breaks_a_rule_takes_its_output_away()
    {
        (Generation before, CSharpCompilation compilation) = Start();
        Generation after = Generation.Continue(before.Driver, Replace(compilation, "Rules.cs", "x + d", "x + "));
        Assert.Equal(before.Files.Count - 1, after.Files.Count);
        Assert.Empty(after.Reported);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Models_of_the_same_source_are_equal(string name, string members)
    {
        Assert.NotEmpty(name);
        RuleModel one = RuleSource.Members(members).Model();
        RuleModel other = RuleSource.Members("/* moved */ " + members).Model();
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("rate * d", "d * rate")]
    [InlineData("0.1", "0.2")]
    [InlineData("double rate", "double speed")]
    [InlineData("[AtLeast(0)]", "[Above(0)]")]
    [InlineData("[StartsAt(1)]", "")]
    [InlineData("[StateName(\"a\")]", "[StateName(\"b\")]")]
    [InlineData("public static", "internal static")]
    [InlineData("(Vec x, Vec m)", "(Vec y, Vec m)")]
    [InlineData("Step(", "Move(")]
    public void Models_of_different_sources_differ(string from, string to)
    {
        const string Rule = """
            [UpdateRule]
            public static (Vec x, Vec m) Step(Vec x, [StartsAt(1), StateName("a")] Vec m, Vec d, [AtLeast(0)] double rate = 0.1)
                => (x - rate * d, m + d);
            """;
        string text = Rule.Replace("[StartsAt(1), StateName(\"a\")]", "[StartsAt(1)][StateName(\"a\")]", StringComparison.Ordinal);
        string edited = text.Replace(from, to, StringComparison.Ordinal);
        edited = from == "double rate" ? edited.Replace("rate * d", "speed * d", StringComparison.Ordinal) : edited;
        Assert.NotEqual(text, edited);
        Assert.NotEqual(RuleSource.Members(text).Model(), RuleSource.Members(edited).Model(edited.Contains("Move(", StringComparison.Ordinal) ? "Move" : "Step"));
    }

    [Theory]
    [InlineData("[UpdateRule", "[UpdateRule, FixedPoint")]
    [InlineData("Symmetry.Permutation", "Symmetry.SignFlip")]
    [InlineData("rate = 0\"", "rate = 1\"")]
    [InlineData("Bounded(\"rate\")", "Bounded(\"Longest\")")]
    [InlineData("Vec d", "[Domain(ArrayDomain.Box)] Vec d")]
    public void Models_with_different_promises_differ(string from, string to)
    {
        const string Rule = """
            [UpdateRule, Equivariant(Symmetry.Permutation, When = "rate = 0"), Bounded("rate")]
            public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, Vec d, double rate = 0.1) => (x - rate * d, m + g);
            private static double Longest(double rate) => rate;
            """;
        RuleModel one = RuleSource.Members(Rule).Model();
        Assert.Equal(one, RuleSource.Members("/* moved */ " + Rule).Model());
        Assert.NotEqual(one, RuleSource.Members(Rule.Replace(from, to, StringComparison.Ordinal)).Model());
    }

    [Fact]
    public void Models_hold_nothing_of_the_compilation()
    {
        HashSet<Type> seen = [];
        void Look(Type type)
        {
            if (!seen.Add(type) || type.IsPrimitive || type == typeof(string) || type.IsEnum)
            {
                return;
            }

            Assert.False(type.Namespace!.StartsWith("Microsoft", StringComparison.Ordinal), type.FullName);
            foreach (Type argument in type.GetGenericArguments())
            {
                Look(argument);
            }

            foreach (var field in type.Namespace.StartsWith("Numerics", StringComparison.Ordinal)
                ? type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic) : [])
            {
                Look(field.FieldType);
            }
        }

        Look(typeof(RuleModel));
        Assert.Contains(typeof(Node), seen);
    }

    private static (Generation Run, CSharpCompilation Compilation) Start()
    {
        RuleSource source = RuleSource.File(Rules);
        CSharpCompilation compilation = source.Compilation.AddSyntaxTrees(RuleSource.Tree(Helper, "Helper.cs"));
        return (Generation.Run(compilation), compilation);
    }

    /// <summary>After an edit, all but <paramref name="changed"/> outputs come from the cache.</summary>
    private static void AssertOutputs(Func<CSharpCompilation, CSharpCompilation> edit, int changed)
    {
        (Generation before, CSharpCompilation compilation) = Start();
        Assert.Equal(3, before.Files.Count);
        Generation after = Generation.Continue(before.Driver, edit(compilation));
        var steps = after.Driver.GetRunResult().Results.Single();
        IncrementalStepRunReason[] outputs = [.. steps.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)];
        Assert.Equal(3, outputs.Length);
        Assert.Equal(3 - changed, outputs.Count(IsOld));
        IncrementalStepRunReason[] models = [.. new[] { UpdateRuleGenerator.Rules, UpdateRuleGenerator.BuildingBlocks }
            .SelectMany(n => steps.TrackedSteps[n]).SelectMany(s => s.Outputs).Select(o => o.Reason)];
        Assert.Equal(3 - changed, models.Count(IsOld));
    }

    private static bool IsOld(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string from, string to)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        string text = old.GetText().ToString();
        Assert.Contains(from, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(old, RuleSource.Tree(text.Replace(from, to, StringComparison.Ordinal), path));
    }
}
