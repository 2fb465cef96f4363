using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        bool isRule = KnownTypes.HasAttribute(method, "UpdateRuleAttribute");
        if (!isRule && !KnownTypes.HasAttribute(method, "BuildingBlockAttribute"))
        {
            return;
        }

        var sink = new DiagnosticSink(context.ReportDiagnostic);
        Location? at = method.Locations.FirstOrDefault();
        try
        {
            RuleModel? rule = new RuleParser(context.Compilation, sink, context.CancellationToken).Parse(method, !isRule);
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
