using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
using Numerics.Generators.Emit.Device;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Parse;

/// <summary>Whether a method, where it is declared, can be a rule or a building block, and what is emitted of it find a place.</summary>
internal sealed class RuleShape(Compilation compilation, DiagnosticSink sink, IMethodSymbol method)
{
    private const string Advice = "a rule is an ordinary static method, not a local, virtual or explicitly implemented one";

    private readonly Location? _at = method.Locations.FirstOrDefault();

    public bool Check(bool isBuildingBlock)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.IsVirtual)
        {
            sink.Report(Descriptors.Unsupported, _at, $"“{method.Name}”, which its type does not call by that name", Advice);
            return false;
        }

        if (isBuildingBlock && (!method.IsStatic || method.IsGenericMethod || !RuleDeclaration.IsPublic(method)))
        {
            sink.Report(Descriptors.BuildingBlockShape, _at, method.Name);
            return false;
        }

        if (!method.IsStatic)
        {
            sink.Report(Descriptors.NotStatic, _at, method.Name);
            return false;
        }

        if (method.IsGenericMethod || RuleDeclaration.ContainingTypes(method).Any(t => t.IsGenericType))
        {
            sink.Report(Descriptors.GenericRule, _at, method.Name);
            return false;
        }

        return isBuildingBlock || (CheckTypes() && CheckNames());
    }

    private bool CheckTypes()
    {
        if (RuleDeclaration.ContainingTypes(method).FirstOrDefault(t => t.IsFileLocal) is { } local)
        {
            sink.Report(Descriptors.Unsupported, _at, $"the file-local type “{local.Name}”", "kernels go into another file");
            return false;
        }

        INamedTypeSymbol? closed = RuleDeclaration.ContainingTypes(method).FirstOrDefault(t => !RuleDeclaration.IsPartial(t));
        if (closed is not null)
        {
            sink.Report(Descriptors.NotPartial, _at, closed.Name);
        }

        return closed is null;
    }

    /// <summary>What is emitted must not meet a member that is already there, nor another rule of the same name.</summary>
    private bool CheckNames()
    {
        string? taken = Emitted().FirstOrDefault(n => method.ContainingType.GetMembers(n).Any(IsWritten));
        bool isTwice = IsTwice();
        if (taken is not null || isTwice)
        {
            sink.Report(Descriptors.NameTaken, _at, taken ?? method.Name + "Rule", method.ContainingType.Name, method.Name);
        }

        return taken is null && !isTwice;
    }

    /// <summary>The names of what is emitted beside the method.</summary>
    private string[] Emitted()
    {
        string prefix = OptimizerEmitter.PrefixOf(method.Name);
        string[] derivatives = KnownTypes.HasAttribute(method, "ObjectiveAttribute") ? [.. Objectives.DerivedNames(method.Name)] : [];
        return
        [
            FacadeEmitter.CommonName(method.Name), method.Name + "Rule", method.Name + "Kernel", BatchEmitter.NameOf(method.Name),
            BatchEmitter.CommonName(method.Name),
            prefix + "Options", prefix + "Optimizer",
            .. derivatives.Length > 0 ? Objectives.MemberNames(method.Name) : [],
            .. KnownTypes.HasAttribute(method, "ConstraintsAttribute") ? ConstrainedNames.All(method.Name) : [],
            .. Enumerable.Range(1, SplitVariants.Most - 1).Select(v => KernelEmitter.NameOf(method.Name, v)),
            .. compilation.GetTypeByMetadataName(KnownTypes.DeviceRule) is null ? []
                : derivatives.Append(method.Name).SelectMany(DeviceRuleEmitter.MemberNames),
        ];
    }

    private bool IsTwice() => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .Sum(m => m.GetAttributes().Count(a => KnownTypes.IsNumerics(a.AttributeClass, "UpdateRuleAttribute")
            || KnownTypes.IsNumerics(a.AttributeClass, "ObjectiveAttribute")
            || KnownTypes.IsNumerics(a.AttributeClass, "ConstraintsAttribute"))) > 1;

    /// <summary>A type can't have a member of its own name.</summary>
    public void CheckEnclosing(bool isOptimizer)
    {
        string prefix = OptimizerEmitter.PrefixOf(method.Name);
        string type = method.ContainingType.Name;
        if (type == FacadeEmitter.CommonName(method.Name) || type == method.Name + "Rule" || type == BatchEmitter.NameOf(method.Name)
            || type == BatchEmitter.CommonName(method.Name)
            || Enumerable.Range(0, SplitVariants.Most).Any(v => type == KernelEmitter.NameOf(method.Name, v))
            || (isOptimizer && (type == prefix + "Options" || type == prefix + "Optimizer")))
        {
            sink.Report(Descriptors.NameTaken, _at, type, type, method.Name);
        }
    }

    /// <summary>Whether a person wrote the member: the analyzer also sees what was emitted.</summary>
    private static bool IsWritten(ISymbol member) => member.DeclaringSyntaxReferences
        .Any(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
}
