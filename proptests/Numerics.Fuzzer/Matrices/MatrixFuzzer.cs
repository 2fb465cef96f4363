using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Fuzzer;

/// <summary>Draws rules over matrices, compiles them with the generator and compares their kernels with both oracles.</summary>
public static class MatrixFuzzer
{
    /// <summary>Runs <paramref name="count"/> rules, the first with seed <paramref name="firstSeed"/>.</summary>
    /// <param name="firstSeed">The seed.</param>
    /// <param name="count">The number of rules.</param>
    public static FuzzReport Run(int firstSeed, int count)
    {
        Dictionary<string, (int Seed, string Source)> rules = Enumerable.Range(firstSeed, count)
            .Select(seed => (Name: $"Matrix{(uint)seed}", Seed: seed))
            .ToDictionary(r => r.Name, r => (r.Seed, new MatrixSource(r.Seed).Draw(r.Name)));
        (IReadOnlyList<ProgramRule> compiled, List<FuzzFailure> failures) = Compile(rules);
        (long elements, long setAside) = (0, 0);
        foreach (ProgramRule rule in compiled)
        {
            (int seed, string source) = rules[rule.Name.Split('.')[1]];
            try
            {
                DefinitionReport report = Laws.For(rule, new LawSettings { Seed = seed }).CheckBriefly();
                (elements, setAside) = (elements + report.Elements, setAside + report.SetAside);
            }
            catch (LawViolationException failure)
            {
                failures.Add(new FuzzFailure(seed, failure.Message, source));
            }
        }

        return new FuzzReport(count, elements, setAside, failures);
    }

    private static (IReadOnlyList<ProgramRule> Rules, List<FuzzFailure> Failures) Compile(
        Dictionary<string, (int Seed, string Source)> rules)
    {
        CSharpCompilation compilation = RuleCompiler.Compilation(rules.Select(r =>
            CSharpSyntaxTree.ParseText(RuleText.Usings + r.Value.Source, RuleCompiler.Language, r.Key + ".cs")));
        CSharpGeneratorDriver
            .Create([new UpdateRuleGenerator().AsSourceGenerator()], parseOptions: RuleCompiler.Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics);
        using var stream = new MemoryStream();
        var emitted = generated.Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join(
                Environment.NewLine, emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        IReadOnlyList<ProgramRule> found = Laws.ProgramsOf(System.Reflection.Assembly.Load(stream.ToArray()));
        HashSet<string> names = [.. found.Select(r => r.Name.Split('.')[1])];
        List<FuzzFailure> failures = [.. rules.Where(r => !names.Contains(r.Key)).Select(r => new FuzzFailure(
            r.Value.Seed,
            "no kernels: " + string.Join("; ", diagnostics.Where(d => d.Location.SourceTree?.FilePath == r.Key + ".cs")),
            r.Value.Source))];
        return (found, failures);
    }
}
