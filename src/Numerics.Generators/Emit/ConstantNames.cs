using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>Readable names for values that the author left unnamed: <c>oneMinusBeta1</c>, <c>minusLearningRate</c>.</summary>
internal static class ConstantNames
{
    private const int Longest = 36;

    /// <summary>A value nested deeper has a longer name than that.</summary>
    private const int Deepest = 6;

    /// <summary>A name made of the expression's parts; null where it would be long.</summary>
    public static string? Describe(Graph graph, int id)
    {
        string? name = Parts(graph, id, 0);
        return name is null || name.Length > Longest ? null : name;
    }

    private static string? Parts(Graph graph, int id, int depth)
    {
        if (graph.Names[id].Length > 0)
        {
            return graph.Names[id];
        }

        Node node = graph[id];
        return depth > Deepest ? null : node.Op switch
        {
            Op.FromHost or Op.HostCast => Parts(graph, node.A, depth + 1),
            Op.Literal => Literal(node),
            Op.HostUnary when node.Text == "-" => Join("minus", Parts(graph, node.A, depth + 1)),
            Op.Neg => Join("minus", Parts(graph, node.A, depth + 1)),
            Op.HostBinary => Join(Parts(graph, node.A, depth + 1), Word(node.Text), Parts(graph, node.B, depth + 1)),
            Op.Add or Op.Sub or Op.Mul or Op.Div => Join(Parts(graph, node.A, depth + 1), Word(Symbol(node.Op)), Parts(graph, node.B, depth + 1)),
            Op.HostCall when node.Text.EndsWith(".Sqrt", StringComparison.Ordinal) => Join("rootOf", Parts(graph, node.A, depth + 1)),
            Op.Sqrt => Join("rootOf", Parts(graph, node.A, depth + 1)),
            Op.ReduceSum => Join("sumOf", Parts(graph, node.A, depth + 1)),
            Op.ReduceMin => Join("leastOf", Parts(graph, node.A, depth + 1)),
            Op.ReduceMax => Join("greatestOf", Parts(graph, node.A, depth + 1)),
            Op.ReduceDot when node.A == node.B => Join("squaredNormOf", Parts(graph, node.A, depth + 1)),
            Op.ReduceDot => Join("dotOf", Parts(graph, node.A, depth + 1), "And", Parts(graph, node.B, depth + 1)),
            _ => null,
        };
    }

    private static string Symbol(Op op) => op switch
    {
        Op.Add => "+",
        Op.Sub => "-",
        Op.Mul => "*",
        _ => "/",
    };

    private static string? Word(string @operator) => @operator switch
    {
        "+" => "Plus",
        "-" => "Minus",
        "*" => "Times",
        "/" => "Over",
        _ => null,
    };

    private static string? Literal(Node node) => HostTypes.TryNumber(node) switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        -1 => "minusOne",
        0.5 => "half",
        double.PositiveInfinity => "infinity",
        _ => null,
    };

    private static string? Join(params string?[] parts) => parts.Any(p => p is null)
        ? null
        : parts[0] + string.Concat(parts.Skip(1).Select(p => Names.Capital(p!)));
}
