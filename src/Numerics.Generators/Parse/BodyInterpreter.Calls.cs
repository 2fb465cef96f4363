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
        if (KnownTypes.IsNumerics(method.ContainingType, "Vec") && method.Name is "Of" or "Generate")
        {
            return List(invocation, frame);
        }

        if (TryArguments(invocation, frame) is not { } arguments)
        {
            return Value.Error;
        }

        Location at = invocation.Syntax.GetLocation();
        int before = graph.Count;
        Value value = Invoke(invocation, method, arguments, frame, at);
        for (int id = before; id < graph.Count; id++)
        {
            if (!_uses.ContainsKey(id))
            {
                _uses.Add(id, at);
            }
        }

        return value;
    }

    private Value Invoke(
        IInvocationOperation invocation, IMethodSymbol method, IReadOnlyList<Value> arguments, Frame frame, Location at)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Apply(invocation.Instance is null ? Value.Error : Evaluate(invocation.Instance, frame), arguments, at);
        }

        return invocation.Instance is null
            ? Dispatch(Implementation(method, invocation.ConstrainedToType, frame), arguments, frame, at)
            : InvokeInstance(invocation, method, arguments, frame);
    }

    private Value InvokeInstance(
        IInvocationOperation invocation, IMethodSymbol method, IReadOnlyList<Value> arguments, Frame frame) =>
        TryPart(invocation, method.Name, Evaluate(invocation.Instance!, frame), arguments) is { } part ? part
        : KnownTypes.KernelKind(method.ContainingType) is null
            ? Unsupported(invocation, $"a call of the instance method “{method.Name}”", "a rule calls static functions")
            : Unsupported(invocation, $"“{method.Name}” of {method.ContainingType.Name}", "it is for code around a rule");

    /// <summary>A static method by its kind: of the vocabulary, inlined, or left to the host.</summary>
    private Value Dispatch(IMethodSymbol method, IReadOnlyList<Value> arguments, Frame frame, Location? at)
    {
        if (KnownTypes.IsNumerics(method.ContainingType, "Functions") && method.Name is "Repeat" or "FixedPoint")
        {
            return Loop(method, arguments, at);
        }

        if (KnownTypes.IsNumerics(method.ContainingType, "Functions") && method.Name == "OrElse")
        {
            return OrElse(arguments, at);
        }

        if (KnownTypes.IsNumerics(method.ContainingType, "Functions") && method.Name == "Compact")
        {
            return Compact(arguments, at);
        }

        if (KnownTypes.IsNumerics(method.ContainingType, "Functions") && IsDerivative(method.Name))
        {
            return Derivative(method.Name, arguments, at);
        }

        if (KnownTypes.IsNumerics(method.ContainingType, "Functions")
            && (KnownTypes.KernelKind(frame.Resolve(method.ReturnType)) is not null || arguments.Any(IsKernel)))
        {
            return CallVocabulary(method, arguments, at);
        }

        if (KnownTypes.KernelKind(method.ContainingType) is not null)
        {
            sink.Report(
                Descriptors.Unsupported, at, $"“{method.Name}” of {method.ContainingType.Name}", "it is for code around a rule");
            return Value.Error;
        }

        bool isInlined = method.MethodKind == MethodKind.LocalFunction || method.ReturnType.IsTupleType
            || KnownTypes.HoldsKernelValues(method.ReturnType) || method.Parameters.Any(p => KnownTypes.HoldsKernelValues(p.Type));
        return isInlined ? Call(method, arguments, frame, at) : CallHost(method, arguments, at);
    }

    /// <summary>Whether a value is known only when the kernel runs: an element x[0], a double for C#, makes its function one of the
    /// kernel.</summary>
    private bool IsKernel(Value value) => value is NodeValue { Id: int id } && graph[id].Kind != Kind.Host;

    /// <summary>A static abstract member called on a type parameter is the closing type's implementation.</summary>
    private static IMethodSymbol Implementation(IMethodSymbol method, ITypeSymbol? constrained, Frame frame) =>
        method is { IsStatic: true } && (method.IsAbstract || method.IsVirtual) && constrained is not null
            ? frame.Resolve(constrained).FindImplementationForInterfaceMember(Closed(method, frame)) as IMethodSymbol ?? method
            : method;

    /// <summary>A member of a generic interface that a type parameter closes.</summary>
    private static IMethodSymbol Closed(IMethodSymbol method, Frame frame) =>
        frame.Resolve(method.ContainingType) is INamedTypeSymbol closed
        && closed.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(
            m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition)) is { } member
            ? member
            : method;

    /// <summary>The arguments in parameter order; null, and reported, where one has no place in a rule.</summary>
    private Value[]? TryArguments(IInvocationOperation invocation, Frame frame)
    {
        var arguments = new Value[invocation.TargetMethod.Parameters.Length];
        bool fits = true;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)
            {
                Unsupported(argument, "a params argument", "call a function with a fixed number of parameters");
                fits = false;
            }
            else if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
            {
                Unsupported(argument, "a ref or out argument", "a rule's functions return what they compute");
                fits = false;
            }
            else
            {
                arguments[parameter.Ordinal] = Evaluate(argument.Value, frame);
            }
        }

        return fits ? arguments : null;
    }

    /// <summary>Calls a function value.</summary>
    public Value Apply(Value function, IReadOnlyList<Value> arguments, Location? at)
    {
        switch (function)
        {
            case MethodValue method:
                return Dispatch(method.Method, arguments, method.Captured, at);
            case FunctionParameterValue parameter when arguments.All(a => a is NodeValue):
                int[] operands = arguments.Select(a => Kernel(((NodeValue)a).Id)).ToArray();
                return Node(graph.Add(new Node(Op.Apply, parameter.Result, operands, Index: parameter.Index)));
            case LambdaValue lambda when TryEnter(lambda.Lambda.Symbol, at):
                Frame inner = lambda.Captured.Enter(lambda.Lambda.Symbol);
                Bind(inner, lambda.Lambda.Symbol, arguments);
                return Run(lambda.Lambda.Body, inner);
            default:
                return Value.Error;
        }
    }

    private Value CallHost(IMethodSymbol method, IReadOnlyList<Value> arguments, Location? at)
    {
        if (arguments.Any(a => a is null || a == Value.Error))
        {
            return Value.Error;
        }

        if (arguments.OfType<NodeValue>().Any(a => graph[a.Id].Kind != Kind.Host))
        {
            sink.Report(Descriptors.HostOnly, at, method.Name);
            return Value.Error;
        }

        if (!method.IsStatic || method.IsAbstract || method.IsGenericMethod || method.ReturnsByRef || method.ReturnsByRefReadonly
            || !KnownTypes.IsHost(method.ReturnType) || KnownTypes.IsOpen(method.ContainingType)
            || arguments.Any(a => a is not NodeValue))
        {
            sink.Report(
                Descriptors.Unsupported,
                at,
                $"the call of “{method.Name}”",
                "host calls are static, not generic, take numbers, bool or enumerations and return one");
            return Value.Error;
        }

        if (!CheckVisible(method, at))
        {
            return Value.Error;
        }

        int[] operands = arguments.Select((a, i) => HostArgument(((NodeValue)a).Id, method.Parameters[i].Type)).ToArray();
        string target = KnownTypes.Name(method.ContainingType) + "." + KnownTypes.Escaped(method.Name);
        return Node(graph.Add(new Node(Op.HostCall, Kind.Host, operands, KnownTypes.Name(method.ReturnType), target)));
    }

    /// <summary>An argument with exactly the parameter's type, so that the call emitted binds to the same overload.</summary>
    private int HostArgument(int id, ITypeSymbol type) => KnownTypes.IsHost(type) ? graph.Cast(id, KnownTypes.Name(type)) : id;

    private Value CallShipped(IMethodSymbol method, IReadOnlyList<Value> arguments, Location? at)
    {
        if (arguments.Any(a => a is null || a == Value.Error))
        {
            return Value.Error;
        }

        if (ShippedBodies.TryFind(method.OriginalDefinition) is not { } body)
        {
            sink.Report(Descriptors.NotInlinable, at, method.ToDisplayString());
            return Value.Error;
        }

        _depth++;
        Value result = new BodyInliner(graph, this, at).Inline(body, arguments);
        _depth--;
        return result;
    }

    /// <summary>Makes a host value a kernel constant; kernel values stay.</summary>
    public int ToKernel(int id) => Kernel(id);
}
