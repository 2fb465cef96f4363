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
using Numerics.Generators.Passes.Elements;

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
        bool isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        bool isRule = isObjective || isConstraints || KnownTypes.HasAttribute(method, "UpdateRuleAttribute");
        if (!isRule && !KnownTypes.HasAttribute(method, "BuildingBlockAttribute"))
        {
            return;
        }

        var sink = new DiagnosticSink(report);
        Location? at = method.Locations.FirstOrDefault();
        try
        {
            if (isObjective || isConstraints)
            {
                AnalyzeProblem(method, compilation, sink, cancellation);
                return;
            }

            RuleModel? rule = new RuleParser(compilation, sink, cancellation).Parse(method, !isRule);
            if (rule is null)
            {
                return;
            }

            if (rule is { IsProgram: true } && isRule)
            {
                PlanReport.Report(rule, PlanPipeline.RunPrograms(rule), sink, at);
            }
            else if (isRule)
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

    /// <summary>What is wrong with constraints that stand beside an objective is said where they are.</summary>
    private static void AnalyzeProblem(
        IMethodSymbol method, Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
    {
        Location? at = method.Locations.FirstOrDefault();
        var parser = new ProblemParser(compilation, sink, cancellation);
        if (KnownTypes.HasAttribute(method, "ConstraintsAttribute") && parser.WhyApart(method) is { } reason)
        {
            sink.Report(Descriptors.ConstraintsOf, at, method.Name, method.ContainingType.Name, reason);
        }

        if (parser.Parse(method) is { } problem)
        {
            ReportProblem(problem, sink, at, parser.UseOf);
        }
    }

    private static void ReportProblem(ProblemModel problem, DiagnosticSink sink, Location? at, Func<int, Location?> useOf)
    {
        try
        {
            if (ElementForm.Is(problem))
            {
                int operations = new ElementFunctions(new ElementProblem(problem)).Operations;
                if (operations > ElementProblem.MostOperations)
                {
                    sink.Report(
                        Descriptors.TooManyOperations, at, problem.First.Method, operations, ElementProblem.MostOperations);
                }

                return;
            }

            foreach (RuleModel rule in ConstrainedRules.All(problem))
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
            // Derivatives keep the numbers of the objective's own nodes.
            sink.Report(Descriptors.NoDerivative, useOf(e.Node) ?? at, problem.First.Method, e.What);
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
