using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Parse;

/// <summary>The body of one rule, from its parameters to the values of its results.</summary>
internal sealed class BodyParser
{
    private readonly IMethodSymbol _method;
    private readonly Bodies _bodies;
    private readonly DiagnosticSink _sink;
    private readonly GraphBuilder _graph = new();
    private readonly BodyInterpreter _interpreter;

    public BodyParser(IMethodSymbol method, Bodies bodies, bool isShipped, DiagnosticSink sink, CancellationToken cancellation)
    {
        (_method, _bodies, _sink) = (method, bodies, sink);
        _interpreter = new BodyInterpreter(_graph, bodies, sink, method, isShipped, cancellation);
    }

    private Location? At => _method.Locations.FirstOrDefault();

    public Graph ToGraph() => _graph.ToGraph();

    /// <summary>Where in source the value of a node is asked for; null where that is nowhere.</summary>
    public Location? UseOf(int node) => _interpreter.UseOf(node);

    /// <summary>The results; null where anything is wrong.</summary>
    public ImmutableArray<Result>? Parse(
        ImmutableArray<Parameter> parameters, ImmutableArray<SignatureResult> results, bool isConstraints)
    {
        if (Run(Arguments(parameters)) is not { } value)
        {
            return null;
        }

        CheckSize();
        if (isConstraints && value is NodeValue line)
        {
            value = new NodeValue(_interpreter.AsList(line.Id));
        }

        ImmutableArray<Result>? bound = _sink.HasErrors ? null : Bind(results, value);
        return bound is not null && CheckLists(bound.Value, isConstraints) ? bound : null;
    }

    private void CheckSize()
    {
        double text = HostSafety.LargestText(_graph.ToGraph().Nodes, _bodies.ChecksOverflow);
        if (text > BodyInterpreter.MostNodes)
        {
            string size = BodyInterpreter.TooLarge(FormattableString.Invariant($"{text} host operations"), BodyInterpreter.MostNodes);
            _sink.Report(Descriptors.TooLarge, At, _method.Name, size);
        }
    }

    /// <summary>The body's value; null where its nesting is more than the compiler's stack holds.</summary>
    private Value? Run(Value[] arguments)
    {
        try
        {
            return _interpreter.Call(_method, arguments, null, At);
        }
        catch (InsufficientExecutionStackException)
        {
            _sink.Report(
                Descriptors.TooLarge, At, _method.Name,
                $"{_graph.Count} operations so far, nested deeper than the compiler's stack goes");
            return null;
        }
    }

    /// <summary>Numbers make a line only as the result of constraints.</summary>
    private bool CheckLists(ImmutableArray<Result> results, bool isConstraints)
    {
        bool[] needed = new RootedGraph(_graph.ToGraph(), results.Select(r => r.Value).ToArray()).Reachable();
        bool fits = !Enumerable.Range(0, needed.Length).Any(
            i => needed[i] && _graph[i].Op == Op.Listed && !(isConstraints && i == results[0].Value));
        if (!fits)
        {
            _sink.Report(
                Descriptors.Unsupported, At, "a line of numbers (Vec.Of) in its midst",
                "it is what a method marked [Constraints] returns");
        }

        return fits;
    }

    private Value[] Arguments(ImmutableArray<Parameter> parameters) =>
        parameters.Select((p, i) => Argument(_method.Parameters[i].Type, p, i)).ToArray();

    private Value Argument(ITypeSymbol type, Parameter parameter, int index)
    {
        if (parameter.Kind == Ir.ParameterKind.Function)
        {
            ITypeSymbol result = ((INamedTypeSymbol)type).DelegateInvokeMethod!.ReturnType;
            return new FunctionParameterValue(index, KnownTypes.KernelKind(result) ?? Kind.Vec);
        }

        Node node = parameter.Kind switch
        {
            Ir.ParameterKind.Array => new Node(Op.Load, parameter.Shape, EquatableArray<int>.Empty, Index: index),
            Ir.ParameterKind.Integer => new Node(Op.IntegerParameter, Kind.Integer, EquatableArray<int>.Empty, Index: index),
            Ir.ParameterKind.Scalar => new Node(Op.ScalarParameter, Kind.Scalar, EquatableArray<int>.Empty, Index: index),
            _ => new Node(Op.Parameter, Kind.Host, EquatableArray<int>.Empty, parameter.Type, Index: index),
        };
        int id = _graph.Add(node);
        _graph.Suggest(id, parameter.Name);
        return new NodeValue(id);
    }

    private ImmutableArray<Result>? Bind(ImmutableArray<SignatureResult> results, Value value)
    {
        IReadOnlyList<Value> values = value is TupleValue tuple ? tuple.Items : [value];
        if (values.Count != results.Length || values.Any(v => v is not NodeValue))
        {
            return null;
        }

        ImmutableArray<Result> bound = results.Select((r, i) =>
        {
            int id = ((NodeValue)values[i]).Id;
            return new Result(r.Name, r.Kind == Kind.Host ? id : _interpreter.ToKernel(id), r.Kind, r.Updates, r.Type);
        }).ToImmutableArray();
        return bound.All(r => _graph[r.Value].Kind == r.Kind) ? bound : null;
    }
}
