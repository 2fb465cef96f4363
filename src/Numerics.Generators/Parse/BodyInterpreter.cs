using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Runs a rule's C# on symbols: each statement once, each call inlined, both sides of host conditions; what is left
/// is a graph of values.</summary>
/// <remarks>Host loops unroll, host conditions become choices. Whatever is not of the language is reported at its place and
/// becomes <see cref="Value.Error"/>, which the rest of the run swallows, so that one run reports all there is.</remarks>
internal sealed partial class BodyInterpreter(
    GraphBuilder graph,
    Compilation compilation,
    DiagnosticSink sink,
    string? shippedAs,
    CancellationToken cancellation)
{
    private const int DeepestCall = 48;
    private const int MostTrips = 256;

    private int _depth;

    /// <summary>Runs a method with these arguments.</summary>
    public Value Call(IMethodSymbol method, IReadOnlyList<Value> arguments, Frame? captured, Location? at)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_depth >= DeepestCall)
        {
            sink.Report(Descriptors.Recursion, at, method.Name, DeepestCall);
            return Value.Error;
        }

        if (TryGetBody(method) is not { } body)
        {
            return CallShipped(method, arguments, at);
        }

        Frame frame = captured?.Copy() ?? new Frame();
        Bind(frame, method.OriginalDefinition, arguments);
        BindTypes(frame, method, captured);
        _depth++;
        Value result = Run(body, frame);
        _depth--;
        return result;
    }

    private static void Bind(Frame frame, IMethodSymbol method, IReadOnlyList<Value> arguments)
    {
        for (int i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            frame[method.Parameters[i]] = arguments[i];
        }
    }

    private static void BindTypes(Frame frame, IMethodSymbol method, Frame? caller)
    {
        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            frame.TypeArguments[method.OriginalDefinition.TypeParameters[i]] =
                caller?.Resolve(method.TypeArguments[i]) ?? method.TypeArguments[i];
        }
    }

    /// <summary>The method's body as an operation: a block, or the expression after =&gt;.</summary>
    private IOperation? TryGetBody(IMethodSymbol method)
    {
        SyntaxNode? syntax = method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }

        IOperation? operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation);
        return operation switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
    }

    private Value Run(IOperation body, Frame frame)
    {
        Value? result = Execute(Continuation.Of(body), frame);
        return result ?? Value.Error;
    }

    private Value Unsupported(IOperation operation, string what, string advice)
    {
        sink.Report(Descriptors.Unsupported, operation.Syntax.GetLocation(), what, advice);
        return Value.Error;
    }

    /// <summary>An operation that does not compile: the compiler says so, the rule is rejected in silence.</summary>
    private Value Broken()
    {
        sink.Reject();
        return Value.Error;
    }
}
