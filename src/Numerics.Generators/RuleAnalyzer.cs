using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Parse;
using Numerics.Generators.Passes;

namespace Numerics.Generators;

/// <summary>Reports what is wrong with a rule, at the place: it runs the generator's own parser and passes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(
            c => Analyze((IMethodSymbol)c.Symbol, c.Compilation, c.ReportDiagnostic, c.CancellationToken), SymbolKind.Method);

        // Symbol actions leave out local functions; an attribute on one asks for an answer too.
        context.RegisterOperationAction(
            c => Analyze(((ILocalFunctionOperation)c.Operation).Symbol, c.Compilation, c.ReportDiagnostic, c.CancellationToken),
            OperationKind.LocalFunction);
    }

    private static void Analyze(
        IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        bool isRule = KnownTypes.HasAttribute(method, "UpdateRuleAttribute");
        if (!isRule && !KnownTypes.HasAttribute(method, "BuildingBlockAttribute"))
        {
            return;
        }

        var sink = new DiagnosticSink(report);
        Location? at = method.Locations.FirstOrDefault();
        try
        {
            RuleModel? rule = new RuleParser(compilation, sink, cancellation).Parse(method, !isRule);
            if (rule is not null && isRule)
            {
                PlanReport.Report(rule, PlanPipeline.Run(rule), sink, at);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            sink.Report(Descriptors.Internal, at, method.Name, e.Message);
        }
    }
}
