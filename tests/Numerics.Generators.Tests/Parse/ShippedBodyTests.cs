using Microsoft.CodeAnalysis;
using Numerics.Generators.Ir;
using Numerics.Generators.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Parse;

/// <summary>Bodies travel in metadata: a call across assemblies gives the graph that the same call inside one gives.</summary>
public class ShippedBodyTests
{
    private const string Library = """
        using System;
        using Numerics;
        using static Numerics.Functions;
        namespace Library;
        public enum Mode { Plain = -1, Signed }
        public static partial class Blocks
        {
            public const double Half = 0.5;
            public static double Decayed(double rate, int t) => rate / t;

            [BuildingBlock]
            public static Vec Ema(Vec m, Vec g, double beta = 0.9) => beta * m + (1 - beta) * g;

            [BuildingBlock]
            public static (Vec first, Scalar second) Both(Vec x, Scalar s, int t) => (Ema(x, x * s, Decayed(Half, t)), Norm(x) + s);

            [BuildingBlock]
            public static Vec Apply(Vec x, Func<Vec, Vec> f, Func<Vec, Scalar> size) => f(f(x)) * size(f(x));

            [BuildingBlock]
            public static Vec Chosen(Vec x, Mode mode, bool twice)
            {
                Vec y = mode == Mode.Plain ? x : Sign(x);
                return twice ? y + y : y;
            }

            [BuildingBlock]
            public static Mask Large(Vec x, Scalar s) => (x > s) & (x < 2 * s);

            [UpdateRule]
            public static (Vec x, Vec m) Momentum(Vec x, Vec m, Vec g, double rate = 0.1)
            {
                Vec m1 = Ema(m, g);
                return (x - rate * m1, m1);
            }
        }
        """;

    private const string Caller = """
        [UpdateRule]
        public static (Vec x, Vec m, Scalar s) Step(Vec x, Vec m, Vec g, double a, int t, Mode mode, bool flag)
        {
            var (y, s) = Blocks.Both(x, 2 * a, t);
            Vec z = Blocks.Apply(g, v => a * v, v => Max(Abs(v))) + Blocks.Apply(g, Sign, Norm);
            z += Blocks.Chosen(x, mode, flag) + Blocks.Chosen(g, Mode.Signed, true);
            (y, m) = Blocks.Momentum(y, m, Select(Blocks.Large(z, s), z, a), rate: a);
            return (y, m, s);
        }
        """;

    private static readonly Lazy<MetadataReference> Compiled = new(() => Compile(Library));

    [Fact]
    public void A_body_of_another_assembly_gives_the_graph_of_one_of_this()
    {
        RuleModel across = Source(Caller, Compiled.Value).Model();
        RuleModel within = RuleSource.File(Library.Replace("namespace Library;", "namespace Library {", StringComparison.Ordinal)
            + "}\nnamespace Test { using Library; public static partial class R {" + Caller + "} }").Model();
        var here = new Laboratory(Source(Caller, Compiled.Value));
        for (int seed = 0; seed < 10; seed++)
        {
            Arguments arguments = here.Draw(seed, 17);
            Assert.Equal(here.Definition(arguments), here.Graph(arguments));
        }

        Assert.Equal(within.Graph.Nodes.Count(n => n.Kind.IsElement()), across.Graph.Nodes.Count(n => n.Kind.IsElement()));
        Assert.DoesNotContain(across.Graph.Nodes, n => n.Op == Op.Apply);
    }

    [Fact]
    public void Constants_given_to_a_body_fold_in_it()
    {
        RuleModel rule = Source("[UpdateRule] public static Vec Step(Vec x) => Blocks.Chosen(x, Mode.Plain, false);", Compiled.Value).Model();
        Assert.Equal(Op.Load, rule.Graph[rule.Results[0].Value].Op);
    }

    [Fact]
    public void Bodies_are_found_in_a_referenced_project_too()
    {
        Compilation library = Generation.Run(RuleSource.File(Library)).After.WithAssemblyName("Library");
        RuleSource source = Source("[UpdateRule] public static Vec Step(Vec x) => Blocks.Ema(x, x);", library.ToMetadataReference());
        Assert.NotNull(source.Model());
    }

    [Fact]
    public void A_line_that_a_body_turns_is_turned_in_its_caller()
    {
        const string Block = """
            using Numerics;
            using static Numerics.Functions;
            namespace Library;
            public static partial class Blocks
            {
                [BuildingBlock]
                public static Mat Square(Row g) => Outer(Transpose(g), g);
            }
            """;
        Compilation library = Generation.Run(RuleSource.File(Block)).After.WithAssemblyName("Library");
        RuleModel rule = Source(
            "[UpdateRule] public static Mat Step(Mat a, Row g, Col h) => a + Blocks.Square(g) + Blocks.Square(Transpose(h));",
            library.ToMetadataReference()).Model();
        Assert.All(new[] { 1, 2 }, parameter => Assert.Equal(
            [Kind.Row, Kind.Col],
            rule.Graph.Nodes.Where(n => n.Op == Op.Load && n.Index == parameter).Select(n => n.Kind).Order()));
    }

    [Fact]
    public void A_body_prints_and_reads_back()
    {
        RuleModel rule = Source(Caller, Compiled.Value).Model();
        string text = ShippedBody.Print(rule.Graph, rule.Results.Select(r => r.Value));
        ShippedBody body = Assert.IsType<ShippedBody>(ShippedBody.TryParse(text));
        Assert.Equal(rule.Graph.Nodes, body.Nodes);
        Assert.Equal(rule.Graph.Names, body.Names);
        Assert.Equal(rule.Results.Select(r => r.Value), body.Results);
    }

    [Fact]
    public void A_loop_whose_rounds_are_a_result_prints_and_reads_back()
    {
        RuleModel rule = Source(
            "[UpdateRule] public static (Scalar end, Integer rounds) Step(Vec x) => FixedPoint(Sum(x), t => t / 2, 10);",
            Compiled.Value).Model();
        ShippedBody body = Assert.IsType<ShippedBody>(
            ShippedBody.TryParse(ShippedBody.Print(rule.Graph, rule.Results.Select(r => r.Value))));
        Assert.Equal(rule.Graph.Nodes, body.Nodes);
        Assert.Contains(body.Nodes, n => n.Op == Op.LoopResult && n.Index < 0);
    }

    [Fact]
    public void A_damaged_body_is_no_body()
    {
        RuleModel rule = Source(Caller, Compiled.Value).Model();
        string text = ShippedBody.Print(rule.Graph, rule.Results.Select(r => r.Value));
        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            int at = random.Next(text.Length);
            string damaged = random.Next(2) == 0 ? text[..at] : text[..at] + (char)random.Next(9, 127) + text[(at + 1)..];
            if (ShippedBody.TryParse(damaged) is { } body)
            {
                Assert.All(Enumerable.Range(0, body.Nodes.Count), n => Assert.All(body.Nodes[n].Operands, o => Assert.InRange(o, 0, n - 1)));
            }
        }

        Assert.Null(ShippedBody.TryParse(""));
        Assert.Null(ShippedBody.TryParse("Load\tVec\t\t0\t\t\tx\n"));
        Assert.Null(ShippedBody.TryParse("result\t0\n"));
        Assert.Null(ShippedBody.TryParse("Add\tVec\t0,1\t0\t\t\t\nresult\t0\n"));
    }

    [Fact]
    public void A_body_with_a_parameter_that_the_method_lacks_is_not_inlined()
    {
        const string Damaged = """
            [assembly: Numerics.RuleBody("M:Damaged.Block(Numerics.Vec)", 1, "Load\tVec\t\t7\t\t\tx\nresult\t0\n")]
            public static class Damaged { public static Numerics.Vec Block(Numerics.Vec x) => x; }
            """;
        MetadataReference library = RuleSource.File(Damaged).ToReference("Damaged");
        ParsedRule parsed = RuleSource.Members("[UpdateRule] public static Vec Step(Vec x) => Damaged.Block(x);", library).Parse();
        Assert.Equal("NUM1021", Assert.Single(parsed.Reported).Id);
    }

    private static RuleSource Source(string members, MetadataReference library) => RuleSource.File(
        RuleSource.Head.Replace("using System;", "using System;\nusing Library;", StringComparison.Ordinal) + members + "\n}\n", library);

    private static MetadataReference Compile(string text)
    {
        Generation run = Generation.Run(RuleSource.File(text));
        Assert.Empty(run.Problems);
        using var image = new MemoryStream();
        var result = run.After.WithAssemblyName("Library").Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image.ToArray()));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
