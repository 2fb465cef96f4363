using System.Numerics;

namespace Numerics.Generators.Ir;

/// <summary>Folds host operations on constants, as C# evaluates them: loop counters, and branches on known values.</summary>
internal static class HostFolding
{
    /// <summary>Adds a node whose operands may have become constants.</summary>
    public static int Add(GraphBuilder graph, Node node) => node.Op switch
    {
        Op.HostBinary => graph.Host(node.Text, node.Type, node.A, node.B),
        Op.HostUnary => graph.HostUnary(node.Text, node.Type, node.A),
        Op.HostCast => graph.Cast(node.A, node.Type),
        Op.HostConditional or Op.Choose when node.B == node.C => node.B,
        Op.HostConditional or Op.Choose when HostTypes.TryTruth(graph[node.A]) is bool known => known ? node.B : node.C,
        _ => graph.Add(node),
    };

    public static int? TryFold(GraphBuilder graph, string @operator, string type, int left, int right)
    {
        Node a = graph[left];
        Node b = graph[right];
        if (type == HostTypes.Bool && (HostTypes.TryTruth(a) ?? HostTypes.TryTruth(b)) is not null)
        {
            return TryLogic(graph, @operator, left, right);
        }

        if (@operator == "-" && left == right && HostTypes.IsInteger(type))
        {
            return Integer(graph, 0, type);
        }

        if (HostTypes.TryInteger(a) is long i && HostTypes.TryInteger(b) is long j)
        {
            return TryCompare(@operator, i.CompareTo(j)) is bool compared
                ? graph.Literal(compared)
                : TryExact(@operator, type, i, j) is { } exact && !(@operator == "/" && Overflows(exact, type))
                    ? Integer(graph, exact, type)
                    : null;
        }

        if (HostTypes.TryNumber(a) is double x && HostTypes.TryNumber(b) is double y)
        {
            return TryCompare(@operator, x, y) is bool compared ? graph.Literal(compared)
                : TryCompute(@operator, x, y) is not double number ? null
                : type == HostTypes.Float ? graph.Literal((float)number) : graph.Literal(number);
        }

        return IsEnum(a) && IsEnum(b) && a.Type == b.Type && (@operator is "==" or "!=")
            ? graph.Literal((a.Text == b.Text) == (@operator == "=="))
            : null;
    }

    public static int? TryFoldUnary(GraphBuilder graph, string @operator, int operand)
    {
        Node a = graph[operand];
        return @operator switch
        {
            "+" => operand,
            "!" when HostTypes.TryTruth(a) is bool truth => graph.Literal(!truth),
            "!" when a is { Op: Op.HostUnary, Text: "!" } => a.A,
            "-" when HostTypes.TryInteger(a) is long integer => Integer(graph, -(BigInteger)integer, a.Type),
            "~" when HostTypes.TryInteger(a) is long integer => Integer(graph, ~(BigInteger)integer, a.Type),
            "-" when HostTypes.TryNumber(a) is double number =>
                a.Type == HostTypes.Float ? graph.Literal((float)-number) : graph.Literal(-number),
            _ => null,
        };
    }

    /// <summary>A constant as another type, out of range as .NET converts: integers wrap, numbers saturate, NaN gives 0.</summary>
    public static int? TryCast(GraphBuilder graph, int operand, string type)
    {
        Node a = graph[operand];
        if (HostTypes.TryNumber(a) is not double number)
        {
            return null;
        }

        return type switch
        {
            HostTypes.Double => graph.Literal(HostTypes.TryInteger(a) is long exact ? (double)exact : number),
            HostTypes.Float => graph.Literal(HostTypes.TryInteger(a) is long exact ? (float)exact : (float)number),
            HostTypes.Int or HostTypes.Long when HostTypes.TryInteger(a) is long integer => Integer(graph, integer, type),
            HostTypes.Int => graph.Literal((int)Saturate(number, int.MinValue, int.MaxValue)),
            HostTypes.Long => graph.Literal(Saturate(number, long.MinValue, long.MaxValue)),
            _ => null,
        };
    }

    private static bool IsEnum(Node node) => node.Op == Op.Literal && node.Type.StartsWith("global::", StringComparison.Ordinal);

    /// <summary>Whether an operation on these constants leaves its type.</summary>
    public static bool Overflows(GraphBuilder graph, string @operator, string type, int left, int right) =>
        HostTypes.IsInteger(type) && HostTypes.TryInteger(graph[left]) is long x && HostTypes.TryInteger(graph[right]) is long y
        && TryExact(@operator, type, x, y) is { } exact && Overflows(exact, type);

    private static bool Overflows(BigInteger value, string type) => type == HostTypes.Int
        ? value < int.MinValue || value > int.MaxValue
        : value < long.MinValue || value > long.MaxValue;

    private static int Integer(GraphBuilder graph, BigInteger value, string type)
    {
        long wrapped = unchecked((long)(ulong)(value & ulong.MaxValue));
        return type == HostTypes.Int ? graph.Literal(unchecked((int)wrapped)) : graph.Literal(wrapped);
    }

    private static long Saturate(double value, long least, long most) =>
        double.IsNaN(value) ? 0 : value <= least ? least : value >= most ? most : (long)value;

    private static BigInteger? TryExact(string @operator, string type, BigInteger x, BigInteger y) => @operator switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" when !y.IsZero => BigInteger.Divide(x, y),
        "%" when !y.IsZero => BigInteger.Remainder(x, y),
        "&" => x & y,
        "|" => x | y,
        "^" => x ^ y,
        "<<" => x << ShiftCount(y, type),
        ">>" => x >> ShiftCount(y, type),
        _ => null,
    };

    private static int ShiftCount(BigInteger count, string type) => (int)(count & (type == HostTypes.Int ? 31 : 63));

    private static int? TryLogic(GraphBuilder graph, string @operator, int left, int right)
    {
        (bool known, int other) = HostTypes.TryTruth(graph[left]) is bool truth
            ? (truth, right)
            : (HostTypes.TryTruth(graph[right])!.Value, left);
        return @operator switch
        {
            "&&" or "&" => known ? other : graph.Literal(false),
            "||" or "|" => known ? graph.Literal(true) : other,
            "==" => known ? other : graph.HostUnary("!", HostTypes.Bool, other),
            "!=" or "^" => known ? graph.HostUnary("!", HostTypes.Bool, other) : other,
            _ => null,
        };
    }

    /// <summary>Rounded to float afterwards this is float arithmetic too: double has more than twice its digits.</summary>
    private static double? TryCompute(string @operator, double x, double y) => @operator switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        _ => null,
    };

    private static bool? TryCompare(string @operator, int order) => TryCompare(@operator, order, 0.0);

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
}
