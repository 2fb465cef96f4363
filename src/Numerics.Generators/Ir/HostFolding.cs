namespace Numerics.Generators.Ir;

/// <summary>Folds host operations on int, bool and exact double constants: loop counters, and branches on known values.</summary>
internal static class HostFolding
{
    public static int? TryFold(GraphBuilder graph, string @operator, int left, int right)
    {
        Node a = graph[left];
        Node b = graph[right];
        if (HostTypes.TryTruth(a) is bool p && HostTypes.TryTruth(b) is bool q)
        {
            return TryTruth(@operator, p, q) is bool truth ? graph.Literal(truth) : null;
        }

        if (HostTypes.TryNumber(a) is not double x || HostTypes.TryNumber(b) is not double y)
        {
            return null;
        }

        if (TryCompare(@operator, x, y) is bool compared)
        {
            return graph.Literal(compared);
        }

        return a.Type == HostTypes.Int && b.Type == HostTypes.Int ? TryInt(graph, @operator, (int)x, (int)y) : null;
    }

    public static int? TryFoldUnary(GraphBuilder graph, string @operator, int operand)
    {
        Node a = graph[operand];
        return (@operator, HostTypes.TryTruth(a), HostTypes.TryNumber(a)) switch
        {
            ("!", bool truth, _) => graph.Literal(!truth),
            ("-", _, double number) when a.Type == HostTypes.Double => graph.Literal(-number),
            ("-", _, double number) when a.Type == HostTypes.Int => graph.Literal((int)-number),
            ("+", _, double) => operand,
            _ => null,
        };
    }

    private static bool? TryTruth(string @operator, bool p, bool q) => @operator switch
    {
        "&&" or "&" => p & q,
        "||" or "|" => p | q,
        "^" or "!=" => p ^ q,
        "==" => p == q,
        _ => null,
    };

    private static bool? TryCompare(string @operator, double x, double y) => @operator switch
    {
        "<" => x < y,
        "<=" => x <= y,
        ">" => x > y,
        ">=" => x >= y,
        "==" => x == y,
        "!=" => x != y,
        _ => null,
    };

    private static int? TryInt(GraphBuilder graph, string @operator, int x, int y) => @operator switch
    {
        "+" => graph.Literal(unchecked(x + y)),
        "-" => graph.Literal(unchecked(x - y)),
        "*" => graph.Literal(unchecked(x * y)),
        "/" when y != 0 => graph.Literal(x / y),
        "%" when y != 0 => graph.Literal(x % y),
        _ => null,
    };
}
