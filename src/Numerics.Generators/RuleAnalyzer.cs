using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit.Device;
using Numerics.Generators.Ir;
using Numerics.Generators.Parse;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Derivatives;

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
        context.RegisterCompilationAction(AnalyzeReferences);
    }

    /// <summary>Types that are named for devices in vain.</summary>
    private static void AnalyzeReferences(CompilationAnalysisContext context)
    {
        foreach (AttributeData attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == KnownTypes.GpuKernelsFor
                && attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol type
                && ReferencedRules.WhyNone(context.Compilation, type) is string reason)
            {
                SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.NothingForDevices, syntax?.GetLocation(), type.ToDisplayString(), reason));
            }
        }
    }

    private static void Analyze(
        IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        bool isObjective = KnownTypes.HasAttribute(method, "ObjectiveAttribute");
        bool isRule = isObjective || KnownTypes.HasAttribute(method, "UpdateRuleAttribute");
        if (!isRule && !KnownTypes.HasAttribute(method, "BuildingBlockAttribute"))
        {
            return;
        }

        var sink = new DiagnosticSink(report);
        Location? at = method.Locations.FirstOrDefault();
        try
        {
            RuleModel? rule = new RuleParser(compilation, sink, cancellation).Parse(method, !isRule);
            if (rule is not null && isObjective)
            {
                ReportObjective(rule, sink, at);
            }
            else if (rule is { IsProgram: true } && isRule)
            {
                PlanReport.Report(rule, PlanPipeline.RunPrograms(rule), sink, at);
            }
            else if (rule is not null && isRule)
            {
                PlanSet? plans = PlanPipeline.Run(rule);
                PlanReport.Report(rule, plans, sink, at);
                ReportDevices(compilation, rule, plans, sink, at);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            sink.Report(Descriptors.Internal, at, method.Name, e.Message);
        }
    }

    private static void ReportObjective(RuleModel objective, DiagnosticSink sink, Location? at)
    {
        try
        {
            foreach (RuleModel rule in Objectives.All(objective))
            {
                bool isPlanned = rule.IsProgram ? PlanPipeline.RunPrograms(rule) is not null : PlanPipeline.Run(rule) is not null;
                if (!isPlanned)
                {
                    sink.Report(Descriptors.TooManyVariants, at, rule.Method);
                }
            }
        }
        catch (NoDerivativeException e)
        {
            sink.Report(Descriptors.NoDerivative, at, objective.Method, e.Op);
        }
    }

    private static void ReportDevices(
        Compilation compilation, RuleModel rule, PlanSet? plans, DiagnosticSink sink, Location? at)
    {
        int numbers = plans is null ? 0 : DeviceRuleEmitter.MostNumbersOf(plans);
        if (numbers > DeviceKernelEmitter.MostNumbers && compilation.GetTypeByMetadataName(KnownTypes.DeviceRule) is not null)
        {
            sink.Report(Descriptors.TooManyNumbers, at, rule.Method, numbers);
        }
    }
}
