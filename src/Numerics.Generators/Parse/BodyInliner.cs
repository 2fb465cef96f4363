using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Parse;

/// <summary>Puts a shipped body into the graph of its caller: parameters become the arguments' values.</summary>
internal sealed class BodyInliner(GraphBuilder graph, BodyInterpreter interpreter, Location? at)
{
    private int _loops;
    private int _states;
    private int _compactions;

    public Value Inline(ShippedBody body, IReadOnlyList<Value> arguments)
    {
        (_loops, _states, _compactions) = interpreter.Reserve(body.Nodes);
        var values = new Value[body.Nodes.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Place(body.Nodes[i], values, arguments);
            if (values[i] is NodeValue placed && body.Names[i].Length > 0)
            {
                graph.Suggest(placed.Id, body.Names[i]);
            }
        }

        ImmutableArray<Value> results = body.Results.Select(r => values[r]).ToImmutableArray();
        return results.Length == 1 ? results[0] : new TupleValue(results);
    }

    private Value Place(Node node, Value[] values, IReadOnlyList<Value> arguments)
    {
        switch (node.Op)
        {
            case Op.Load when arguments[node.Index] is NodeValue { Id: int given }
                && graph[given].Kind != node.Kind && graph[given].Kind.Turned() == node.Kind:
                // The body has turned its parameter: a line, whose load is of the other kind.
                return new NodeValue(interpreter.Transpose(given));
            case Op.Load or Op.Parameter:
                return arguments[node.Index];
            case Op.Length when node.Text.Length > 0:
                return arguments[node.Index] is NodeValue { Id: int sized } ? new NodeValue(interpreter.Extent(sized, node.Text)) : Value.Error;
            case Op.Length when arguments[node.Index] is NodeValue { Id: int line } && graph[line].Kind == Kind.Vec:
                return new NodeValue(interpreter.LengthOf(line, node.Type));
            case Op.LoadTurned:
                return arguments[node.Index] is NodeValue turned ? new NodeValue(interpreter.Transpose(turned.Id)) : Value.Error;
            case Op.IntegerParameter:
                return arguments[node.Index] is NodeValue whole ? new NodeValue(interpreter.Integer(whole.Id)) : Value.Error;
            case Op.ScalarParameter:
                return arguments[node.Index] is NodeValue scalar ? new NodeValue(interpreter.ToKernel(scalar.Id)) : Value.Error;
            case Op.Apply:
                return interpreter.Apply(arguments[node.Index], node.Operands.Select(o => values[o]).ToList(), at);
        }

        var operands = new int[node.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            if (values[node.Operands[i]] is not NodeValue operand)
            {
                return Value.Error;
            }

            operands[i] = operand.Id;
        }

        if (interpreter.IsUngrouped(operands))
        {
            return interpreter.OfGroups(node, operands);
        }

        Node placed = node with { Operands = operands, Index = IndexOf(node) };
        bool isKernelAlready = node.Op == Op.FromHost && graph[operands[0]].Kind != Kind.Host;
        return new NodeValue(isKernelAlready ? operands[0] : HostFolding.Add(graph, placed));
    }

    /// <summary>Loops, their states and compactions are numbered through the whole rule.</summary>
    private int IndexOf(Node node) => node.Op switch
    {
        Op.Loop => LoopParts.IndexOf(LoopParts.FirstState(node) + _states, LoopParts.NumberOf(node) + _loops),
        Op.LoopIndex => node.Index + _loops,
        Op.LoopState => node.Index + _states,
        Op.Starts => node.Index + _compactions,
        _ => node.Index,
    };
}
