using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Numerics.Generators.Parse;

/// <summary>A method's own symbol, whose parameters its body names, and the body.</summary>
internal sealed record Body(IMethodSymbol Method, IOperation Operation);

/// <summary>The bodies of this compilation's methods as operations, each bound once.</summary>
internal sealed class Bodies(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<IMethodSymbol, Body?> _bodies = new(SymbolEqualityComparer.Default);

    public bool ChecksOverflow => compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { CheckOverflow: true };

    public bool IsAccessible(ISymbol symbol, ISymbol within) => compilation.IsSymbolAccessibleWithin(symbol, within);

    /// <summary>The body; null where the method is of another assembly or has none.</summary>
    public Body? TryFind(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol written = method.OriginalDefinition;
        written = written.PartialImplementationPart ?? written;
        if (!_bodies.TryGetValue(written, out Body? body))
        {
            body = Bind(written, cancellation);
            _bodies[written] = body;
        }

        return body;
    }

    /// <summary>Whether a method of this compilation lacks a body that the compiler asks for.</summary>
    public bool IsUnfinished(IMethodSymbol method, CancellationToken cancellation) =>
        method is { IsAbstract: false, IsExtern: false } && Syntax(method.OriginalDefinition, cancellation) is not null;

    private Body? Bind(IMethodSymbol method, CancellationToken cancellation)
    {
        if (Syntax(method, cancellation) is not { } syntax)
        {
            return null;
        }

        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
        {
            model = compilation.GetSemanticModel(syntax.SyntaxTree);
            _models[syntax.SyntaxTree] = model;
        }

        IOperation? operation = model.GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
        return operation is null ? null : new Body(method, operation);
    }

    private SyntaxNode? Syntax(IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxNode? syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return syntax is not null && compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? syntax : null;
    }
}
