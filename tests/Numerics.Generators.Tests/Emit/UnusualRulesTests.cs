using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Emit;

/// <summary>Rules whose names, places and shapes could trip emitted code.</summary>
public class UnusualRulesTests
{
    public static TheoryData<string> Members { get; } =
    [
        "[UpdateRule] public static Vec Step(Vec @in, Vec @params, double @class, bool @true) => @in - (@true ? @class : 1) * @params;",
        "[UpdateRule] public static (Vec host, Vec values) Step(Vec host, Vec values, Vec call, double V, double T, double M) => (host * V - call, values * T + M);",
        "[UpdateRule] public static (Vec frame, Scalar i) Step(Vec frame, Vec start, Vec end, Scalar i, double rest, double inside) => (frame + start * rest + end * inside, i + Sum(frame));",
        "[UpdateRule] public static Vec Step(Vec Lane0, Vec Map0, double Runtime, double Plans) => Lane0 * Runtime + Map0 * Plans;",
        "[UpdateRule] public static (Vec x, Vec m, Vec e) Step(Vec x, Vec m, Vec g, double options, double groups, double parameters, double gradients) => (x - options * g, m * groups + parameters, gradients * g);",
        "[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec gradient, [Input] Vec gradients, [Input] double step, [Input] bool parameters, [Input] Scalar loss) => (x - step * gradients, (parameters ? m : gradient) * loss);",
        "[UpdateRule] public static Vec Step(Vec x, Vec length, double values0, int stage, double numerics) => x * numerics * stage + length * values0;",
        "[UpdateRule] public static Vec Step(Vec element, Vec field, double record, double var) => element * record + field * var;",
        "[UpdateRule] public static Vec Step(Vec x, double System, double Math, double global) => x * System * global + Sqrt(Math);",
        "[UpdateRule] private static Vec Step(Vec x, double a) => x * a;",
        "[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, [Input] double Advance, bool Variant, double StepRule) => (x - (Variant ? StepRule * g : Sign(g)) * Advance, m + g);",
        "[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, bool StepDeviceRule, double StepKernel, double StepDevice, double StepOnArrays) => (x - (StepDeviceRule ? StepKernel * g : Sign(g)) * StepDevice, m + StepOnArrays * g);",
        "[UpdateRule] public static (Vec stream, Vec block, Scalar shared, Scalar result, Scalar) Step(Vec stream, Vec block, Vec a, Scalar chunks, double tensor, double partials, double inputs, double variant) => (stream + Norm(a) * tensor, block * chunks, Sum(a) * partials, Max(a) + inputs, chunks * variant);",
        "[UpdateRule] public static (Vec gradientScale, Vec accelerator) Step(Vec gradientScale, Vec accelerator, Vec g, double Group, double Grid, double ILGPU, double Ilgpu, double Device) => (gradientScale - Group * g * ILGPU, accelerator * Grid + Ilgpu * Device);",
        "[UpdateRule] internal static (Vec, Vec, Vec destination) Step(Vec x, double destination2) => (x * 2, x * destination2, x);",
        "[UpdateRule] public static (Scalar, Scalar size) Step(Vec x, Scalar s) => (Sum(x), s * NormInf(x));",
        "[UpdateRule] public static Scalar Step(Vec x) => LogSumExp(x);",
        "[UpdateRule] public static Vec Step(Vec x) => x;",
        "[UpdateRule] [return: Updates(\"x\")] public static Vec Step(Vec x) => x;",
        "[UpdateRule] [return: Updates(\"x\")] public static Vec Step(Vec x, Vec y) => y;",
        "[UpdateRule] public static (Vec x, Vec m, int n, double p) Step(Vec x, Vec m, Vec g, int n, double p = 1) => (x - g * p / n, m, n + 1, p * n);",
        "public enum Way : byte { Left = 200, Right } [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, Way way = Way.Right, int n = -3, bool b = true, double d = double.NaN) => (x - (way == Way.Left ? n : d) * g, b ? m : -m);",
        "[UpdateRule] public static Vec Step(Vec x, double a) { double h = a; for (int i = 0; i < 60; i++) { h = a > 0.5 ? h * h + h : h; } return x * h; }",
        "[UpdateRule] public static Vec Step(Vec x, double a, bool c) { double h = a; for (int i = 0; i < 60; i++) { h = h * h + h; } return x * (c ? h : -h * h); }",
        "[UpdateRule] public static Vec Step(Vec x, double a) { for (int i = 0; i < 250; i++) { x = x * (x + i) - a; } return x; }",
        "[UpdateRule] public static Vec Step(Vec x, double a) { Vec y = x; for (int i = 0; i < 250; i++) { y = x * y + i * a; } return Sqrt(Abs(y)); }",
        "[UpdateRule] public static Vec Step(Vec x, int n) => x;",
        "[UpdateRule] public static Vec Run(Vec x, double a) => x * a;",
        "[UpdateRule] public static Vec Define(Vec x, double a) => x * a;",
        "[UpdateRule] public static (Vec x, Vec m) Scalars(Vec x, Vec m, Vec g, double clone = 1) => (x - clone * g, m);",
        "[Obsolete] [UpdateRule] public static Vec Step(Vec x, double a) => x * a;",
        "[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, double rate, double Rate, double toString, double equals) => (x - rate * Rate * g, m * toString + equals);",
        "[UpdateRule] public static Vec Step(Vec x, double a) => Deep(x, 40) * Deeper(a, 40); private static Vec Deep(Vec x, int n) => n == 0 ? x : Deep(x * x + x, n - 1); private static (double, int) Pair(double a) => (a * a + a, 1); private static Scalar Deeper(Scalar a, int n) => n == 0 ? a : Deeper(a * a + a, n - 1);",
        "[UpdateRule] public static Vec Step(Vec x, int n) { long l = n; l = l * 5_000_000_000 - (-3L) - -l; int m = -(-n) - int.MinValue; return x * (l + m - -1) * -(-2.5); }",
        "[UpdateRule] public static Vec Step(Vec x, double a) { float f = (float)a; f = f * 0.1f + -1e-40f; float inf = 1 / 0f; return x * f + inf; }",
        "[UpdateRule] public static Vec Step(Vec x, double a) { double z = 0; double n = z / z; double big = 1e300; int i = (int)(big * big); return x * n + i; }",
        "[UpdateRule] public static Vec Step(Vec x, int n, int m) { int q = 0; if (m != 0) { q = n / m; } if (m > 0 && n % m == 1) { q++; } return x * q * (m == 0 ? 1 : n / m); }",
        "/// <summary>x &lt; 1 &amp; “quotes” \"\"\" {braces}</summary>\n[UpdateRule] public static Vec Step(Vec x, Vec g, double a) => x - a * g;",
    ];

    public static TheoryData<string> Files { get; } =
    [
        "using Numerics; public static partial class Bare { [UpdateRule] public static Vec Step(Vec x) => x * 2; }",
        "using Numerics; namespace A.@namespace.B; public partial record struct @class { public static partial class Inner { [UpdateRule] public static Vec Step(Vec x) => x * 2; } }",
        "using Numerics; namespace System.Numerics.Mine { internal partial class Outer { private partial struct Inner { [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - g, m + g); } } }",
        "using Numerics; namespace Numerics.Runtime { public partial record Outer { [UpdateRule] public static Vec Step(Vec x) => x * 2; } }",
        "using Numerics; namespace N { public partial interface IOuter { [UpdateRule] public static Vec Step(Vec x, double a) => x * a; } }",
        "using Numerics; namespace N; public static partial class R { [UpdateRule] public static Vec Step(Vec x, double a) => x * a; [UpdateRule] public static (Vec x, Vec m) Other(Vec x, Vec m, Vec g) => (x - g, m); } public static partial class R { [UpdateRule] public static Vec Third(Vec x) => x; }",
        "using Numerics; namespace N; public static partial class Optimizer { [UpdateRule] public static Vec Step(Vec x, double a) => x * a; }",
        "using Numerics; namespace N; public static partial class Lion { [UpdateRule] public static Vec Step(Vec x) => x; [UpdateRule] public static Vec step(Vec x) => x; } public static partial class LION { [UpdateRule] public static Vec Step(Vec x) => x; }",
        "using Numerics; namespace N; public partial class B { [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - g, m); } public partial class D : B { [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, double a) => (x - a * g, m); }",
        "using Numerics; namespace N; public static partial class Step { [UpdateRule] public static Vec Walk(Vec x, double a) => x * a; }",
        "using Numerics; namespace N; public static partial class R { public static partial class Double { [UpdateRule] public static Vec Step(Vec x, double Vec) => x * Vec; } public class System; public class Span; public class Functions; }",
    ];

    [Fact]
    public void Overloads_of_a_building_block_are_all_shipped() => AssertCompiles(
        RuleSource.Members("""
            [BuildingBlock] public static Vec Block(Vec x) => x;
            [BuildingBlock] public static Vec Block(Vec x, Vec y) => x + y;
            """),
        2);

    [Theory]
    [MemberData(nameof(Members))]
    public void A_rule_gives_code_that_compiles(string members) => AssertCompiles(RuleSource.Members(members), 1);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_rule_anywhere_gives_code_that_compiles(string file) =>
        AssertCompiles(RuleSource.File(file), file.Split("[UpdateRule]").Length - 1);

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_rule_gives_code_for_devices_that_compiles(string members)
    {
        RuleSource source = RuleSource.Members(members, RuleSource.Devices);
        Generation run = Generation.Run(source);
        bool isTooLarge = (await run.Analyze()).Any(d => d.Id == Descriptors.TooManyNumbers.Id);
        AssertCompiles(source, run, isTooLarge ? 1 : 2);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_rule_anywhere_gives_code_for_devices_that_compiles(string file) =>
        AssertCompiles(RuleSource.File(file, RuleSource.Devices), 2 * (file.Split("[UpdateRule]").Length - 1));

    [Fact]
    public void What_overflows_is_not_computed_ahead_of_a_condition_in_a_project_that_checks()
    {
        const string Square = "(double)(n * n);";
        CSharpCompilation compilation = RuleSource.Members(
            "[UpdateRule] public static Vec Step(Vec x, int n) => x * (n < 1000 ? (n * n) + 0.5 * (n * n) : 0.0);").Compilation;
        Assert.Contains(Square, Emitted(checksOverflow: false), StringComparison.Ordinal);
        Assert.DoesNotContain(Square, Emitted(checksOverflow: true), StringComparison.Ordinal);

        string Emitted(bool checksOverflow) => Assert.Single(Generation.Run(
            compilation.WithOptions(compilation.Options.WithOverflowChecks(checksOverflow))).Files).SourceText.ToString();
    }

    /// <summary>What could not be emitted is said to the user instead.</summary>
    [Theory]
    [InlineData("public static partial class Optimizer { [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - g, m); }", "NUM1014")]
    [InlineData("public static partial class Options { [UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - g, m); }", "NUM1014")]
    [InlineData("public static partial class StepRule { [UpdateRule] public static Vec Step(Vec x) => x; }", "NUM1014")]
    [InlineData("public static partial class A { public class StepKernel1; [UpdateRule] public static Vec Step(Vec x, bool b) => b ? x : x * x; }", "NUM1014")]
    [InlineData("public static partial class A { public static void F(Vec y) { [UpdateRule] static Vec Step(Vec x) => x; Step(y); } }", "NUM1020")]
    [InlineData("public partial interface IA { [UpdateRule] static virtual Vec Step(Vec x) => x; }", "NUM1020")]
    [InlineData("public interface IA { static abstract Vec Step(Vec x); } public partial class A : IA { [UpdateRule] static Vec IA.Step(Vec x) => x; }", "NUM1020")]
    public async Task A_rule_that_nothing_can_be_emitted_for_is_reported(string file, string id)
    {
        RuleSource source = RuleSource.File("using Numerics; namespace N; " + file);
        Assert.Empty(source.CompilerErrors);
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        Assert.Empty(run.Files);
        Assert.Equal(id, Assert.Single(await run.Analyze()).Id);
    }

    private static void AssertCompiles(RuleSource source, int files) => AssertCompiles(source, Generation.Run(source), files);

    private static void AssertCompiles(RuleSource source, Generation run, int files)
    {
        Assert.Empty(source.CompilerErrors);
        Assert.Empty(run.Reported);
        Assert.Equal(files, run.Files.Count);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems.Take(5)) + "\n" + run.Files[0].SourceText);
    }
}
