using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Runs a rule's C# on symbols: each statement once, each call inlined, both sides of host conditions; what is left
/// is a graph of values.</summary>
/// <remarks>Host loops unroll, host conditions become choices. Whatever is not of the language is reported at its place and
/// becomes <see cref="Value.Error"/>, which the rest of the run swallows, so that one run reports all there is. The work is
/// bounded: loops in loops, and returns under conditions in a row, multiply.</remarks>
internal sealed partial class BodyInterpreter(
    GraphBuilder graph,
    Bodies bodies,
    DiagnosticSink sink,
    IMethodSymbol rule,
    bool isShipped,
    CancellationToken cancellation)
{
    public const int DeepestCall = 48;
    public const int MostTrips = 256;
    public const int MostTripsCounted = 2048;
    public const int MostWork = 50_000;
    public const int MostNodes = 4_000;

    /// <summary>The calls that made the values, the innermost first.</summary>
    private readonly Dictionary<int, Location> _uses = [];

    private int _depth;
    private int _work;

    /// <summary>Runs a method with these arguments.</summary>
    public Value Call(IMethodSymbol method, IReadOnlyList<Value> arguments, Frame? caller, Location? at)
    {
        if (!TryEnter(method, at))
        {
            return Value.Error;
        }

        if (bodies.TryFind(method, cancellation) is not { } body)
        {
            return bodies.IsUnfinished(method, cancellation) ? Broken() : CallShipped(method, arguments, at);
        }

        Frame frame = method.MethodKind == MethodKind.LocalFunction && caller is not null
            ? caller.Enter(method.OriginalDefinition)
            : new Frame(body.Method);
        Bind(frame, body.Method, arguments);
        BindTypes(frame, method, caller);
        return Run(body.Operation, frame);
    }

    /// <summary>Where a value is asked for in source; null where that is nowhere.</summary>
    public Location? UseOf(int id) => _uses.TryGetValue(id, out Location at) ? at : null;

    /// <summary>Whether the call may go on: calls end, and the whole run does.</summary>
    private bool TryEnter(ISymbol function, Location? at)
    {
        if (_depth >= DeepestCall)
        {
            sink.Report(Descriptors.Recursion, at, function.Name, DeepestCall);
        }

        return _depth < DeepestCall;
    }

    /// <summary>Counts a step; false, reported once, where the rule unfolds to more than a kernel could be.</summary>
    private bool TryWork()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_work <= MostWork && (++_work > MostWork || graph.Count > MostNodes))
        {
            string size = graph.Count > MostNodes
                ? TooLarge($"{graph.Count} operations and more", MostNodes)
                : TooLarge($"{MostWork + 1} steps of the compiler and more", MostWork);
            _work = MostWork + 1;
            sink.Report(Descriptors.TooLarge, rule.Locations.FirstOrDefault(), rule.Name, size);
        }

        return _work <= MostWork;
    }

    /// <summary>What a rule that is too large unfolds to.</summary>
    public static string TooLarge(string size, int most) => FormattableString.Invariant($"{size} where {most} is the limit");

    private void Bind(Frame frame, IMethodSymbol method, IReadOnlyList<Value> arguments)
    {
        for (int i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            frame[method.Parameters[i]] = Fit(arguments[i], method.Parameters[i].Type);
        }
    }

    /// <summary>Type parameters of the method and of the types around it get the arguments of this call.</summary>
    private static void BindTypes(Frame frame, IMethodSymbol method, Frame? caller)
    {
        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            ITypeSymbol argument = method.TypeArguments[i];
            frame.SetType(method.OriginalDefinition.TypeParameters[i], caller?.Resolve(argument) ?? argument);
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeArguments.Length; i++)
            {
                ITypeSymbol argument = type.TypeArguments[i];
                frame.SetType(type.OriginalDefinition.TypeParameters[i], caller?.Resolve(argument) ?? argument);
            }
        }
    }

    private Value Run(IOperation body, Frame frame)
    {
        _depth++;
        Value? result = Execute(Continuation.Of(body), frame);
        _depth--;
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
        sink.RejectBroken();
        return Value.Error;
    }

    /// <summary>Values that do not fit where they stand. The compiler says so, or else the rule as a whole is reported.</summary>
    private Value Misfit()
    {
        sink.Reject();
        return Value.Error;
    }
}
