using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Numerics.Generators;
using Numerics.Testing;
using Numerics.Runtime;

namespace Numerics.Fuzzer;

/// <summary>What became of rules that were compiled together.</summary>
/// <param name="Rules">The rules that run, by name.</param>
/// <param name="Problems">Why the others do not: diagnostics of the compiler or of the generator.</param>
public sealed record CompiledRules(
    IReadOnlyDictionary<string, Rule> Rules, IReadOnlyDictionary<string, string> Problems);

/// <summary>Compiles random rules in memory, with the generator, many in one compilation.</summary>
public static class RuleCompiler
{
    internal static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => p.Length > 0).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>Compiles and loads the rules.</summary>
    public static CompiledRules Compile(IReadOnlyList<RandomRule> rules)
    {
        Dictionary<string, string> problems = [];
        List<RandomRule> left = [.. rules];
        while (left.Count > 0)
        {
            (Assembly? assembly, Dictionary<string, string> found) = TryCompile(left);
            foreach ((string name, string problem) in found)
            {
                problems[name] = problem;
            }

            if (assembly is not null)
            {
                return new CompiledRules(Instances(assembly, left.Select(r => r.Name)), problems);
            }

            left.RemoveAll(r => found.ContainsKey(r.Name));
        }

        return new CompiledRules(new Dictionary<string, Rule>(), problems);
    }

    private static Dictionary<string, Rule> Instances(Assembly assembly, IEnumerable<string> names)
    {
        Dictionary<string, Rule> found = ((IEnumerable<Rule>)[.. Laws.RulesOf(assembly), .. Laws.ProgramsOf(assembly)])
            .ToDictionary(r => r.Name);
        return names.ToDictionary(n => n, n => found[$"Fuzzed.{n}.Step"]);
    }

    private static (Assembly?, Dictionary<string, string>) TryCompile(List<RandomRule> rules)
    {
        CSharpCompilation compilation = Compilation(rules);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new UpdateRuleGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(
                compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics);
        Dictionary<string, string> problems = [];
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        using var stream = new MemoryStream();
        var emitted = generated.Emit(stream);
        foreach (Diagnostic diagnostic in diagnostics.Concat(emitted.Diagnostics).Where(IsProblem))
        {
            string place =
                diagnostic.Location.SourceTree?.FilePath ?? diagnostic.GetMessage(CultureInfo.InvariantCulture);
            string name = rules.FirstOrDefault(r => place.Contains($"{r.Name}.", StringComparison.Ordinal))?.Name
                ?? throw new InvalidOperationException(diagnostic.ToString());
            problems[name] =
                (problems.TryGetValue(name, out string? before) ? before + Environment.NewLine : "") + diagnostic;
        }

        AddRejected(rules, result, compilation, problems);
        return problems.Count > 0 ? (null, problems) : (Assembly.Load(stream.ToArray()), problems);
    }

    private static CSharpCompilation Compilation(IEnumerable<RandomRule> rules) => Compilation(rules
        .Select(r => CSharpSyntaxTree.ParseText(RuleText.Usings + RuleText.Of(r), Language, r.Name + ".cs"))
        .Append(CSharpSyntaxTree.ParseText(RuleText.Usings + RuleText.Shared, Language, "Shared.cs")));

    internal static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Fuzzed" + Guid.NewGuid().ToString("N"),
        trees,
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Errors; in emitted code warnings too.</summary>
    private static bool IsProblem(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error
        || (diagnostic.Severity == DiagnosticSeverity.Warning
            && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    /// <summary>The generator says nothing of a rule that it rejects; the analyzer has the reason.</summary>
    private static void AddRejected(
        List<RandomRule> rules, GeneratorRunResult result, CSharpCompilation compilation,
        Dictionary<string, string> problems)
    {
        HashSet<string> written = [.. result.GeneratedSources.Select(s => s.HintName)];
        List<RandomRule> rejected = [.. rules.Where(r =>
            !problems.ContainsKey(r.Name) && !written.Contains($"Fuzzed.{r.Name}.Step.g.cs"))];
        if (rejected.Count == 0)
        {
            return;
        }

        ImmutableArray<Diagnostic> reasons = compilation.WithAnalyzers([new RuleAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        foreach (RandomRule rule in rejected)
        {
            problems[rule.Name] = "rejected: " + string.Join(
                Environment.NewLine, reasons.Where(d => d.Location.SourceTree?.FilePath == rule.Name + ".cs"));
        }
    }
}
