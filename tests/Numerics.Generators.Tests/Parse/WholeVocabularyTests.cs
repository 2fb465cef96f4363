using System.Reflection;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Parse;

/// <summary>Every function of the vocabulary in a rule of its own: it is accepted, or it is reported where it stands.</summary>
public class WholeVocabularyTests
{
    /// <summary>Each kernel type as a parameter, and as an expression of one.</summary>
    private static readonly Dictionary<string, (string Type, string Expression)> Arguments = new()
    {
        ["Vec"] = ("Vec", "{0}"),
        ["Row"] = ("Row", "{0}"),
        ["Col"] = ("Col", "{0}"),
        ["Mat"] = ("Mat", "{0}"),
        ["Points"] = ("Points", "{0}"),
        ["Csr"] = ("Csr", "{0}"),
        ["Scalar"] = ("Scalar", "{0}"),
        ["Integer"] = ("Integer", "{0}"),
        ["SparseRow"] = ("Csr", "{0}.Row(0)"),
        ["Mask"] = ("Vec", "({0} > 0)"),
        ["RowMask"] = ("Row", "({0} > 0)"),
        ["ColMask"] = ("Col", "({0} > 0)"),
        ["MatMask"] = ("Mat", "({0} > 0)"),
        ["ScalarMask"] = ("Scalar", "({0} > 0)"),
        ["Double"] = ("double", "{0}"),
        ["Int32"] = ("int", "{0}"),
        ["Int64"] = ("long", "{0}"),
        ["UInt64"] = ("ulong", "{0}"),
    };

    private static readonly string[] Shapes = ["Row", "Col", "Mat"];

    [Fact]
    public async Task Every_function_is_accepted_or_reported()
    {
        List<string> calls = [.. typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .SelectMany(Closed).Distinct()];
        Assert.True(calls.Count > 200, $"{calls.Count} functions");
        string members = string.Concat(calls.Select((c, i) => c.Replace("NAME", $"M{i}_", StringComparison.Ordinal) + "\n"));
        RuleSource source = RuleSource.Members(members);
        Assert.Empty(source.CompilerErrors);
        Generation run = Generation.Run(source);
        Assert.Empty(run.Reported);
        string text = source.Compilation.SyntaxTrees[0].ToString();
        string[] reported = [.. (await run.Analyze()).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => text.Split('\n')[d.Location.GetLineSpan().StartLinePosition.Line])];
        for (int i = 0; i < calls.Count; i++)
        {
            string name = $"M{i}_";
            bool isAccepted = run.Files.Any(f => f.HintName.Contains($".{name}", StringComparison.Ordinal));
            bool isReported = reported.Any(l => l.Contains($" {name}(", StringComparison.Ordinal));
            Assert.True(isAccepted != isReported, $"{(isAccepted ? "both" : "neither")}: {calls[i]}");
        }

        Assert.DoesNotContain(run.Problems, p => p.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>A function as rules, one for each shape that it takes; none for one of the host's, or one that takes functions.</summary>
    private static IEnumerable<string> Closed(MethodInfo method) =>
        (method.IsGenericMethod ? Shapes : [""]).Select(shape => Rule(method, shape)).OfType<string>();

    private static string? Rule(MethodInfo method, string shape)
    {
        string[] types = [.. method.GetParameters().Select(p => Named(p.ParameterType, shape))];
        if (!types.All(Arguments.ContainsKey) || !types.Any(t => char.IsUpper(Arguments[t].Type[0])) || Result(method, shape) is not { } result)
        {
            return null;
        }

        IEnumerable<string> parameters = types.Select((t, i) => $"{Arguments[t].Type} p{i}").Prepend("Vec other");
        IEnumerable<string> arguments = types.Select((t, i) => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, Arguments[t].Expression, $"p{i}"));
        string call = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, result.Form, $"{method.Name}({string.Join(", ", arguments)})");
        return $"[UpdateRule] public static {result.Type} NAME({string.Join(", ", parameters)}) => {call};";
    }

    /// <summary>A result as one that a rule can have.</summary>
    private static (string Type, string Form)? Result(MethodInfo method, string shape) => Named(method.ReturnType, shape) switch
    {
        "Vec" or "Row" or "Col" or "Mat" or "Scalar" or "Integer" => (Named(method.ReturnType, shape), "{0}"),
        "ScalarMask" => ("Scalar", "Select({0}, (Scalar)1, 0)"),
        "Mask" or "RowMask" or "ColMask" or "MatMask" => ("Scalar", "CountTrue({0})"),
        "ValueTuple`2" => ("Integer", "{0}.Item2"),
        _ => null,
    };

    /// <summary>A type's name; of a type parameter, or of what is made of one, that of the shape.</summary>
    private static string Named(Type type, string shape) => type.Name switch
    {
        "S" or "Shaped`2" => shape,
        "M" or "ShapedMask`2" => shape + "Mask",
        string name => name,
    };
}
