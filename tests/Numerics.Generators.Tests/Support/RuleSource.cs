using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Parse;

namespace Numerics.Generators.Tests.Support;

/// <summary>A rule as its user types it, compiled in memory against the framework and Numerics.Core.</summary>
internal sealed class RuleSource
{
    /// <summary>What stands before the members that a test writes: they are members of <c>Test.R</c>.</summary>
    public const string Head = """
        using System;
        using Numerics;
        using static Numerics.Functions;
        namespace Test;
        public static partial class R
        {

        """;

    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var n && (n.StartsWith("System.", StringComparison.Ordinal)
                || n is "mscorlib.dll" or "netstandard.dll" or "Numerics.Core.dll"))
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>What a project that writes kernels for devices references besides.</summary>
    public static readonly MetadataReference[] Devices =
    [
        MetadataReference.CreateFromFile(typeof(Gpu.DeviceRule).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
    ];

    private RuleSource(CSharpCompilation compilation)
    {
        Compilation = compilation;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The errors that the C# compiler itself reports.</summary>
    public IReadOnlyList<Diagnostic> CompilerErrors =>
        [.. Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];

    /// <summary>Members of the static partial class <c>Test.R</c>.</summary>
    public static RuleSource Members(string members, params MetadataReference[] more) => File(Head + members + "\n}\n", more);

    /// <summary>A whole file.</summary>
    public static RuleSource File(string text, params MetadataReference[] more) => new(CSharpCompilation.Create(
        "Rules",
        [Tree(text, "Rules.cs")],
        Framework.AddRange(more),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));

    public static SyntaxTree Tree(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose), path);

    /// <summary>The first method of this name, wherever it is declared.</summary>
    public IMethodSymbol? TryMethod(string name) =>
        Compilation.GetSymbolsWithName(name, SymbolFilter.Member).OfType<IMethodSymbol>().FirstOrDefault();

    /// <summary>What the parser makes of a method, and what it reports.</summary>
    public ParsedRule Parse(string method = "Step", bool isBuildingBlock = false)
    {
        List<Diagnostic> reported = [];
        var sink = new DiagnosticSink(reported.Add);
        IMethodSymbol symbol = TryMethod(method) ?? throw new ArgumentException($"There is no method {method}.");
        RuleModel? model = new RuleParser(Compilation, sink, CancellationToken.None).Parse(symbol, isBuildingBlock);
        return new ParsedRule(this, model, reported, sink.HasErrors);
    }

    /// <summary>The model of a rule that has nothing wrong.</summary>
    public RuleModel Model(string method = "Step", bool isBuildingBlock = false)
    {
        ParsedRule parsed = Parse(method, isBuildingBlock);
        Assert.Empty(CompilerErrors);
        Assert.Empty(parsed.Reported);
        return Assert.IsType<RuleModel>(parsed.Model);
    }

    /// <summary>The compiled source, loaded.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext("rule", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The compiled source as a reference for another one.</summary>
    public MetadataReference ToReference(string assemblyName)
    {
        using var image = new MemoryStream();
        var result = Compilation.WithAssemblyName(assemblyName).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}

/// <summary>The parser's answer.</summary>
internal sealed record ParsedRule(RuleSource Source, RuleModel? Model, IReadOnlyList<Diagnostic> Reported, bool IsRejected);
