using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Numerics.Generators;

namespace Numerics.Fuzzer;

/// <summary>Compiles rules after something was changed in the code that the generator emitted for them.</summary>
public static class EmittedCode
{
    /// <summary>Compiles and loads.</summary>
    /// <param name="source">The rules.</param>
    /// <param name="change">Gets the name of an emitted file and its text, and gives the text to compile.</param>
    /// <exception cref="InvalidOperationException">What came of it does not compile.</exception>
    public static Assembly Compile(string source, Func<string, string, string> change)
    {
        CSharpCompilation compilation = RuleCompiler.Compilation(
            [CSharpSyntaxTree.ParseText(RuleText.Usings + source, RuleCompiler.Language, "Source.cs")]);
        GeneratorRunResult emitted = CSharpGeneratorDriver
            .Create([new UpdateRuleGenerator().AsSourceGenerator()], parseOptions: RuleCompiler.Language)
            .RunGenerators(compilation).GetRunResult().Results[0];
        using var stream = new MemoryStream();
        var result = compilation
            .AddSyntaxTrees(emitted.GeneratedSources.Select(s => CSharpSyntaxTree.ParseText(
                SourceText.From(change(s.HintName, s.SourceText.ToString())), RuleCompiler.Language, s.HintName)))
            .Emit(stream);
        return result.Success
            ? Assembly.Load(stream.ToArray())
            : throw new InvalidOperationException(string.Join(
                Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }
}
