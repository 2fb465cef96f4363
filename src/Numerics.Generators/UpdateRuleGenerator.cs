using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
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

    /// <summary>The tracking name of the parsed building blocks.</summary>
    public const string BuildingBlocks = "BuildingBlocks";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<RuleModel> rules = Models(context, KnownTypes.UpdateRule, isBuildingBlock: false)
            .WithTrackingName(Rules);
        context.RegisterSourceOutput(rules, EmitRule);
        IncrementalValuesProvider<RuleModel> blocks = Models(context, KnownTypes.BuildingBlock, isBuildingBlock: true)
            .WithTrackingName(BuildingBlocks);
        context.RegisterSourceOutput(blocks, EmitBuildingBlock);
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

    private static void EmitRule(SourceProductionContext context, RuleModel rule)
    {
        try
        {
            if (PlanPipeline.Run(rule) is { } plans)
            {
                context.AddSource(RuleEmitter.HintName(rule), RuleEmitter.Emit(rule, plans));
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
