using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Numerics.Fuzzer;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Mutants;

/// <summary>Rules whose emitted code was changed before it was compiled.</summary>
internal static partial class EmittedMutants
{
    private const string Adam = """
        public static partial class NAME
        {
            [UpdateRule]
            public static (Vec x, Vec m, Vec v) Step(
                Vec x, Vec m, Vec v, Vec g, [StepNumber] int t,
                [AtLeast(0)] double learningRate = 1e-3,
                [AtLeast(0), Below(1)] double beta1 = 0.9,
                [AtLeast(0), Below(1)] double beta2 = 0.999,
                [Above(0)] double epsilon = 1e-8)
            {
                Vec m1 = beta1 * m + (1 - beta1) * g;
                Vec v1 = beta2 * v + (1 - beta2) * g * g;
                double c1 = 1 - Math.Pow(beta1, t);
                double c2 = 1 - Math.Pow(beta2, t);
                return (x - learningRate * (m1 / c1) / (Sqrt(v1 / c2) + epsilon), m1, v1);
            }
        }

        """;

    private const string Normalised = """
        public static partial class NAME
        {
            [UpdateRule]
            public static Vec Step(Vec a, Vec b, [AtLeast(0)] double weight = 0.5)
                => (a + weight * b) / (1 + Norm(1 - a * a) + Max(Abs(b)));
        }

        """;

    private static readonly (string Name, string Source, Func<string, string> Change)[] All =
    [
        ("a tail reads one element too few", Adam, s => Replace(s, "nint rest = end - i;", "nint rest = end - i - 1;")),
        ("the kernel exchanges β₁ and β₂", Adam, s => Replace(
            Replace(s, "double beta1 = host[2];", "double beta1 = host[3];"),
            "double beta2 = host[3];", "double beta2 = host[2];")),
        ("the kernel has no bias correction", Adam, s => PowerOfStep().Replace(s, "0D")),
        ("a lane takes β₂ for β₁", Adam, s => Replace(s, "V.MultiplyAdd(beta1, m", "V.MultiplyAdd(beta2, m")),
        ("a lane rounds a product that the plan contracts", Adam, s => Replace(
            s, "V.MultiplyAdd(beta1, m, oneMinusBeta1 * g)", "(beta1 * m) + (oneMinusBeta1 * g)")),
        ("an overload exchanges two arrays", Adam, s => Replace(
            Replace(s, "call.Update(1, m,", "call.Update(2, m,"), "call.Update(2, v,", "call.Update(1, v,")),
        ("an overload exchanges two hyperparameters", Adam, s => Replace(
            s, "learningRate, beta1, beta2, epsilon);", "learningRate, beta2, beta1, epsilon);")),
        ("an overload does not check a range", Adam, s => RangeOfBeta2().Replace(s, "")),
        ("lanes beyond the end are summed", Normalised, s => Masked().Replace(s, "$1$2;")),
        ("a reduction's result goes into another's place", Normalised,
            s => Replace(s, "SetPartial(1, ", "SetPartial(0, ")),
    ];

    private static readonly Lazy<IReadOnlyList<UpdateRule>> Compiled = new(Compile);

    /// <summary>The mutants by name.</summary>
    public static IEnumerable<(string Name, Func<UpdateRule> Create)> Mutants =>
        All.Select((m, i) => (m.Name, (Func<UpdateRule>)(() => Compiled.Value[i])));

    /// <summary>A rule with a destination, as it was emitted.</summary>
    public static UpdateRule WithDestination => Compiled.Value[^1];

    private static List<UpdateRule> Compile()
    {
        var source = new StringBuilder();
        for (int i = 0; i < All.Length; i++)
        {
            source.Append(All[i].Source.Replace("NAME", ClassOf(i), StringComparison.Ordinal));
        }

        source.Append(Normalised.Replace("NAME", ClassOf(All.Length), StringComparison.Ordinal));
        Assembly assembly = EmittedCode.Compile(source.ToString(), Change);
        IReadOnlyList<UpdateRule> rules = Laws.RulesOf(assembly);
        return [.. Enumerable.Range(0, All.Length + 1)
            .Select(i => rules.Single(r => r.Name == $"Fuzzed.{ClassOf(i)}.Step"))];
    }

    private static string Change(string file, string text)
    {
        int i = Enumerable.Range(0, All.Length + 1).Single(k => file == $"Fuzzed.{ClassOf(k)}.Step.g.cs");
        if (i == All.Length)
        {
            return text;
        }

        string changed = All[i].Change(text);
        Assert.True(text != changed, $"“{All[i].Name}” changes nothing.");
        return changed;
    }

    private static string ClassOf(int i) => $"Mutant{i:d2}";

    private static string Replace(string text, string old, string replacement) =>
        text.Replace(old, replacement, StringComparison.Ordinal);

    [GeneratedRegex(@"global::System\.Math\.Pow\(beta\d, t\d*\)")]
    private static partial Regex PowerOfStep();

    [GeneratedRegex(@"Runtime::Check\.Range\(beta2[^;]*;")]
    private static partial Regex RangeOfBeta2();

    [GeneratedRegex(@"(sum\d* = )W\.Select\(inside, (.*), sum\d*\);")]
    private static partial Regex Masked();
}
