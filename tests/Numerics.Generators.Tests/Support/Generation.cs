using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Numerics.Generators.Tests.Support;

/// <summary>One run of the generator over a source.</summary>
internal sealed class Generation
{
    private Generation(GeneratorDriver driver, Compilation before, Compilation after, IReadOnlyList<Diagnostic> reported)
    {
        (Driver, Before, After, Reported) = (driver, before, after, reported);
    }

    public GeneratorDriver Driver { get; }

    public Compilation Before { get; }

    /// <summary>The compilation with what was emitted.</summary>
    public Compilation After { get; }

    /// <summary>What the driver reports: CS8785 where the generator throws, NUM9001 where it fails.</summary>
    public IReadOnlyList<Diagnostic> Reported { get; }

    public IReadOnlyList<GeneratedSourceResult> Files => Driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>Errors and warnings of the emitted files alone, and errors anywhere that were not there before.</summary>
    public IReadOnlyList<Diagnostic> Problems
    {
        get
        {
            HashSet<string> before = [.. Before.GetDiagnostics().Select(d => d.ToString())];
            return [.. After.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !before.Contains(d.ToString()))];
        }
    }

    /// <summary>Runs the generator with every step tracked.</summary>
    public static Generation Run(RuleSource source) => Run(source.Compilation);

    /// <summary>Runs the generator with every step tracked.</summary>
    public static Generation Run(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new UpdateRuleGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Continue(driver, compilation);
    }

    /// <summary>Runs a driver that has run before.</summary>
    public static Generation Continue(GeneratorDriver driver, Compilation compilation)
    {
        GeneratorDriver after = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var reported);
        return new Generation(after, compilation, output, reported);
    }

    /// <summary>The compilation with what was emitted, as a reference for another one.</summary>
    public MetadataReference ToReference(string assemblyName)
    {
        using var image = new MemoryStream();
        var result = ((CSharpCompilation)After).WithAssemblyName(assemblyName).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>What the analyzer reports on the compilation as the compiler sees it: with the emitted files.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Analyze()
    {
        CompilationWithAnalyzers analysis = After.WithAnalyzers([new RuleAnalyzer()]);
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync()).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id)];
    }
}
