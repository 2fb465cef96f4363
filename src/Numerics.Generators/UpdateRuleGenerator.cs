using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
using Numerics.Generators.Emit.Device;
using Numerics.Generators.Ir;
using Numerics.Generators.Parse;
using Numerics.Generators.Passes;

namespace Numerics.Generators;

/// <summary>Emits kernels for each method marked [UpdateRule], and ships the bodies of building blocks.</summary>
/// <remarks>Invalid rules give no output; <see cref="RuleAnalyzer"/> says what is wrong with them.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class UpdateRuleGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the parsed rules.</summary>
    public const string Rules = "Rules";

    /// <summary>The tracking name of the parsed objectives.</summary>
    public const string Objectives = "Objectives";

    /// <summary>The tracking name of the parsed constraints that have no objective.</summary>
    public const string Constraints = "Constraints";

    /// <summary>The tracking name of the parsed building blocks.</summary>
    public const string BuildingBlocks = "BuildingBlocks";

    /// <summary>The tracking name of whether the project references Numerics.Gpu.</summary>
    public const string HasDevices = "HasDevices";

    /// <summary>The tracking name of the rules of other assemblies that are wanted for devices.</summary>
    public const string RulesForDevices = "RulesForDevices";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<RuleModel> rules = Models(context, KnownTypes.UpdateRule, isBuildingBlock: false)
            .WithTrackingName(Rules);
        context.RegisterSourceOutput(rules, EmitRule);
        IncrementalValuesProvider<ProblemModel> objectives = Problems(context, KnownTypes.Objective).WithTrackingName(Objectives);
        context.RegisterSourceOutput(objectives, EmitProblem);
        IncrementalValuesProvider<ProblemModel> constraints = Problems(context, KnownTypes.Constraints).WithTrackingName(Constraints);
        context.RegisterSourceOutput(constraints, EmitProblem);
        IncrementalValuesProvider<RuleModel> blocks = Models(context, KnownTypes.BuildingBlock, isBuildingBlock: true)
            .WithTrackingName(BuildingBlocks);
        context.RegisterSourceOutput(blocks, EmitBuildingBlock);

        IncrementalValueProvider<bool> hasDevices = context.CompilationProvider
            .Select((c, _) => c.GetTypeByMetadataName(KnownTypes.DeviceRule) is not null).WithTrackingName(HasDevices);
        context.RegisterSourceOutput(
            rules.Combine(hasDevices).Where(r => r.Right).Select((r, _) => r.Left),
            (c, rule) => EmitForDevices(c, rule, isReferenced: false));
        context.RegisterSourceOutput(
            objectives.Combine(hasDevices).Where(r => r.Right).Select((r, _) => r.Left),
            EmitProblemForDevices);
        context.RegisterSourceOutput(
            constraints.Combine(hasDevices).Where(r => r.Right).Select((r, _) => r.Left),
            EmitProblemForDevices);
        IncrementalValuesProvider<RuleModel> referenced = context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownTypes.GpuKernelsFor,
            static (_, _) => true,
            Referenced).SelectMany((r, _) => r).WithTrackingName(RulesForDevices);
        context.RegisterSourceOutput(referenced, (c, rule) => EmitForDevices(c, rule, isReferenced: true));
    }

    /// <summary>The rules of the types that <c>GpuKernelsFor</c> names.</summary>
    private static EquatableArray<RuleModel> Referenced(
        GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        try
        {
            return context.Attributes.Select(a => a.ConstructorArguments.FirstOrDefault().Value).OfType<INamedTypeSymbol>()
                .SelectMany(t => ReferencedRules.Parse(context.SemanticModel.Compilation, t, cancellation)).ToImmutableArray();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return EquatableArray<RuleModel>.Empty;
        }
    }

    private static IncrementalValuesProvider<RuleModel> Models(
        IncrementalGeneratorInitializationContext context, string attribute, bool isBuildingBlock) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (_, _) => true,
            (c, cancellation) => TryParse(c, isBuildingBlock, cancellation)).Where(m => m is not null).Select((m, _) => m!);

    /// <summary>The model; null for an invalid rule, and for one on which the parser fails: the analyzer, which runs the same
    /// parser, reports both.</summary>
    private static RuleModel? TryParse(
        GeneratorAttributeSyntaxContext context, bool isBuildingBlock, CancellationToken cancellation)
    {
        try
        {
            return context.TargetSymbol is IMethodSymbol method
                ? new RuleParser(context.SemanticModel.Compilation, new DiagnosticSink(null), cancellation)
                    .Parse(method, isBuildingBlock)
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    private static void EmitRule(SourceProductionContext context, RuleModel rule) => TryEmitRule(context, rule);

    /// <summary>Whether there was something to emit.</summary>
    private static bool TryEmitRule(SourceProductionContext context, RuleModel rule)
    {
        try
        {
            string? text = rule.IsProgram
                ? PlanPipeline.RunPrograms(rule) is { } programs ? RuleEmitter.Emit(rule, programs) : null
                : PlanPipeline.Run(rule) is { } plans ? RuleEmitter.Emit(rule, plans) : null;
            if (text is not null)
            {
                context.AddSource(RuleEmitter.HintName(rule), text);
            }

            return text is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Internal, null, rule.FullName, e.Message));
            return false;
        }
    }

    private static IncrementalValuesProvider<ProblemModel> Problems(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, TryParseProblem)
            .Where(p => p is not null).Select((p, _) => p!);

    private static ProblemModel? TryParseProblem(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        try
        {
            return context.TargetSymbol is IMethodSymbol method
                ? new ProblemParser(context.SemanticModel.Compilation, new DiagnosticSink(null), cancellation).Parse(method)
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    private static void EmitProblem(SourceProductionContext context, ProblemModel problem) => Derive(context, problem, () =>
    {
        if (Passes.Elements.ElementForm.Is(problem))
        {
            if (Emit.Elements.ElementEmitter.Emit(problem) is { } text)
            {
                context.AddSource(RuleEmitter.HintName(problem.First), text);
            }

            return;
        }

        bool isWhole = true;
        foreach (RuleModel rule in Passes.Derivatives.ConstrainedRules.All(problem))
        {
            isWhole &= TryEmitRule(context, rule);
        }

        if (isWhole && ProductProblemEmitter.Emit(problem) is { } description)
        {
            context.AddSource(ProductProblemEmitter.HintName(problem), description);
        }
    });

    /// <summary>A problem that is written with arrays: the value, the constraints, and their derivatives.</summary>
    private static void EmitProblemForDevices(SourceProductionContext context, ProblemModel problem) => Derive(context, problem, () =>
    {
        if (Passes.Elements.ElementForm.Is(problem))
        {
            return;
        }

        foreach (RuleModel rule in Passes.Derivatives.ConstrainedRules.All(problem))
        {
            EmitForDevices(context, rule, isReferenced: false);
        }
    });

    private static void Derive(SourceProductionContext context, ProblemModel problem, Action emit)
    {
        try
        {
            emit();
        }
        catch (Passes.Derivatives.NoDerivativeException)
        {
            // The analyzer says so at the place.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Internal, null, problem.First.FullName, e.Message));
        }
    }

    private static void EmitForDevices(SourceProductionContext context, RuleModel rule, bool isReferenced)
    {
        try
        {
            IDeviceParts? parts = rule.IsProgram
                ? PlanPipeline.RunPrograms(rule) is { } programs && DeviceProgramParts.Fits(programs) ? new DeviceProgramParts(rule, programs) : null
                : PlanPipeline.Run(rule) is { } plans && DeviceKernelParts.Fits(plans) ? new DeviceKernelParts(rule, plans) : null;
            if (parts is not null)
            {
                context.AddSource(DeviceRuleEmitter.HintName(rule), new DeviceRuleEmitter(rule, parts, isReferenced).Emit());
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Internal, null, rule.FullName, e.Message));
        }
    }

    private static void EmitBuildingBlock(SourceProductionContext context, RuleModel block)
    {
        if (block.IsShipped)
        {
            context.AddSource(BodyEmitter.HintName(block), BodyEmitter.EmitFile(block));
        }
    }
}
