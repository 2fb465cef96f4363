using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Parse;

/// <content>Derivatives of functions: the function runs on a variable, its derivative is made of what comes of it, and the variable is the
/// argument again. So what the function and its derivative have in common is one value.</content>
internal sealed partial class BodyInterpreter
{
    private int _variables;

    private static bool IsDerivative(string name) =>
        name is "Gradient" or "HessianVector" or "JacobianVector" or "JacobianTransposeVector";

    /// <summary>Gradient(f, x), HessianVector(f, x, v), JacobianVector(c, x, v) and JacobianTransposeVector(c, x, u).</summary>
    private Value Derivative(string name, IReadOnlyList<Value> a, Location? at)
    {
        if (a.Any(v => v == Value.Error))
        {
            return Value.Error;
        }

        if (a[0] is FunctionParameterValue)
        {
            return Refuse(at, name, "a function that the building block is given: differentiate where the function is known");
        }

        if (a[0] is not FunctionValue || a.Skip(1).Any(v => v is not NodeValue))
        {
            return Refuse(at, name, "a function by a tuple: differentiate by one array at a time");
        }

        int x = Flat(Kernel(Id(a[1])));
        if (!graph[x].Kind.IsNumbers() && graph[x].Kind != Kind.Scalar)
        {
            return Refuse(at, name, $"a function by a {graph[x].Kind}: a Vec, Row, Col, Mat or Scalar has derivatives");
        }

        int variable = graph.Add(new Node(Op.Variable, graph[x].Kind, new[] { x }, Index: _variables++));
        if (Apply(a[0], [Node(variable)], at) is not NodeValue { Id: int found })
        {
            return Value.Error;
        }

        int value = Kernel(found);
        int along = a.Count > 2 ? Flat(Kernel(Id(a[2]))) : -1;
        if (along >= 0)
        {
            Meet(name == "JacobianTransposeVector" ? value : variable, along);
        }

        try
        {
            int derivative = new FunctionDerivative(graph, (id, side) => Extents.TryFind(graph, id, side) ?? Extent(id, side))
                .Of(name, value, variable, along);
            return TryWork() ? Node(Replaced(derivative, variable, x)) : Value.Error;
        }
        catch (NoDerivativeException e)
        {
            return Refuse(UseOf(e.Node) ?? at, name, $"{e.What}, which has no derivative");
        }
    }

    /// <summary>Says that two arrays have the same lengths: a sum that nobody asks for.</summary>
    private void Meet(int a, int b)
    {
        if (graph[a].Kind.IsNumbers() && graph[a].Kind == graph[b].Kind)
        {
            graph.Add(Op.Add, graph[a].Kind, a, b);
        }
    }

    private Value Refuse(Location? at, string name, string what)
    {
        sink.Report(Descriptors.DerivativeInRule, at, name, what);
        return Value.Error;
    }

    /// <summary>A value with the variable's own value in its place.</summary>
    private int Replaced(int root, int variable, int x)
    {
        bool[] needed = new RootedGraph(graph.ToGraph(), new[] { root }).Reachable();
        var moved = new int[needed.Length];
        for (int id = 0; id < moved.Length; id++)
        {
            moved[id] = id == variable ? x : id;
            Node node = graph[id];
            if (id != variable && needed[id] && node.Operands.Any(o => moved[o] != o))
            {
                moved[id] = Rebuilt(node, node.Operands.Select(o => moved[o]).ToArray());
                graph.Suggest(moved[id], graph.NameOf(id));
            }

            if (_likes.TryGetValue(id, out int like) && like < id)
            {
                _likes[moved[id]] = moved[like];
            }
        }

        return moved[root];
    }

    /// <summary>An operation on other operands, as it would have been parsed.</summary>
    private int Rebuilt(Node node, int[] operands) => node.Op switch
    {
        Op.Turn => Transpose(operands[0]),
        Op.Stored => InMemory(operands[0]),
        Op.At => ElementAt(operands[0], [operands[1]]),
        Op.AtCell => ElementAt(operands[0], [operands[1], operands[2]]),
        Op.RowOf => RowAt(operands[0], operands[1]),
        Op.Group => Grouped(operands[0], operands[1]),
        _ when IsUngrouped(operands) => Id(OfGroups(node, operands)),
        _ => HostFolding.Add(graph, node with { Operands = operands }),
    };
}
