using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Calls: of the vocabulary, of the host, and of functions that are inlined.</content>
internal sealed partial class BodyInterpreter
{
    private Value Invoke(IInvocationOperation invocation, Frame frame)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return InvokeFunction(invocation, frame);
        }

        Value[] arguments = Arguments(invocation, frame);
        if (KnownTypes.IsNumerics(method.ContainingType, "Functions") && KnownTypes.KernelKind(method.ReturnType) is not null)
        {
            return CallVocabulary(invocation, method, arguments);
        }

        if (KnownTypes.IsNumerics(method.ContainingType, "Vec") || KnownTypes.IsNumerics(method.ContainingType, "Scalar"))
        {
            return Unsupported(invocation, $"“{method.Name}” of {method.ContainingType.Name}", "it is for code around a rule");
        }

        IMethodSymbol target = Implementation(method, invocation, frame);
        bool isKernel = KnownTypes.HoldsKernelValues(target.ReturnType)
            || target.Parameters.Any(p => KnownTypes.HoldsKernelValues(p.Type));
        if (!isKernel && target.MethodKind != MethodKind.LocalFunction)
        {
            return CallHost(invocation, target, arguments);
        }

        return invocation.Instance is null
            ? Call(target, arguments, WithTypes(frame, target), invocation.Syntax.GetLocation())
            : Unsupported(invocation, $"a call of the instance method “{method.Name}”", "a rule calls static functions");
    }

    /// <summary>A local function sees the caller's variables; another method only the type arguments it is given.</summary>
    private static Frame WithTypes(Frame caller, IMethodSymbol target)
    {
        if (target.MethodKind == MethodKind.LocalFunction)
        {
            return caller;
        }

        var frame = new Frame();
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in caller.TypeArguments)
        {
            frame.TypeArguments[pair.Key] = pair.Value;
        }

        return frame;
    }

    /// <summary>A static abstract member called on a type parameter is the closing type's implementation.</summary>
    private static IMethodSymbol Implementation(IMethodSymbol method, IInvocationOperation invocation, Frame frame)
    {
        if (!method.IsAbstract || !method.IsStatic || invocation.ConstrainedToType is not { } constrained)
        {
            return method;
        }

        return frame.Resolve(constrained).FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;
    }

    private Value[] Arguments(IInvocationOperation invocation, Frame frame)
    {
        var arguments = new Value[invocation.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = argument.ArgumentKind == ArgumentKind.ParamArray
                ? Unsupported(argument, "a params argument", "call a function with a fixed number of parameters")
                : Evaluate(argument.Value, frame);
        }

        return arguments;
    }

    private Value InvokeFunction(IInvocationOperation invocation, Frame frame)
    {
        Value[] arguments = Arguments(invocation, frame);
        Value function = invocation.Instance is null ? Value.Error : Evaluate(invocation.Instance, frame);
        return Apply(function, arguments, invocation.Syntax.GetLocation());
    }

    /// <summary>Calls a function value.</summary>
    public Value Apply(Value function, IReadOnlyList<Value> arguments, Location? at)
    {
        switch (function)
        {
            case MethodValue method:
                return Call(method.Method, arguments, WithTypes(method.Captured, method.Method), at);
            case FunctionParameterValue parameter when arguments.All(a => a is NodeValue):
                int[] operands = arguments.Select(a => Kernel(((NodeValue)a).Id)).ToArray();
                return Node(graph.Add(new Node(Op.Apply, Kind.Vec, operands, Index: parameter.Index)));
            case LambdaValue lambda when _depth < DeepestCall:
                Frame inner = lambda.Captured.Copy();
                Bind(inner, lambda.Lambda.Symbol, arguments);
                _depth++;
                Value result = Run(lambda.Lambda.Body, inner);
                _depth--;
                return result;
            case LambdaValue lambda:
                sink.Report(Descriptors.Recursion, at, lambda.Lambda.Symbol.Name, DeepestCall);
                return Value.Error;
            default:
                return Value.Error;
        }
    }

    private Value CallHost(IInvocationOperation invocation, IMethodSymbol method, Value[] arguments)
    {
        if (arguments.Any(a => a is not NodeValue))
        {
            return Value.Error;
        }

        int[] operands = arguments.Select(a => ((NodeValue)a).Id).ToArray();
        if (operands.Any(o => graph[o].Kind != Kind.Host))
        {
            sink.Report(Descriptors.HostOnly, invocation.Syntax.GetLocation(), method.Name);
            return Value.Error;
        }

        if (!method.IsStatic || !KnownTypes.IsHost(method.ReturnType) || method.IsGenericMethod)
        {
            return Unsupported(
                invocation, $"the call of “{method.Name}”", "host calls are static, not generic, and return a number or bool");
        }

        if (!CheckShipped(method, invocation))
        {
            return Value.Error;
        }

        string target = KnownTypes.Name(method.ContainingType) + "." + method.Name;
        return Node(graph.Add(new Node(Op.HostCall, Kind.Host, operands, KnownTypes.Name(method.ReturnType), target)));
    }

    private Value CallShipped(IMethodSymbol method, IReadOnlyList<Value> arguments, Location? at)
    {
        string? text = ShippedBodies.TryFind(method.OriginalDefinition);
        if (text is null)
        {
            sink.Report(Descriptors.NotInlinable, at, method.ToDisplayString());
            return Value.Error;
        }

        return new BodyInliner(graph, this, at).Inline(ShippedBody.Parse(text), arguments);
    }

    /// <summary>Makes a host value a kernel constant; kernel values stay.</summary>
    public int ToKernel(int id) => Kernel(id);
}
