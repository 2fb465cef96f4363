using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Tests.Support;

/// <summary>Evaluates graphs with the eager vocabulary itself, so that a graph and the C# it was parsed from agree to the bit.</summary>
/// <param name="graph">The graph.</param>
/// <param name="assembly">Where host functions of the rule's own source are found.</param>
/// <param name="length">The arrays' length.</param>
/// <param name="leaf">The value of a node that is given; null for one to compute.</param>
internal sealed class Evaluation(Graph graph, Assembly assembly, int length, Func<int, Node, object?> leaf)
{
    private readonly Dictionary<int, object> _values = [];

    public object this[int id]
    {
        get
        {
            if (!_values.TryGetValue(id, out object? value))
            {
                value = leaf(id, graph[id]) ?? Compute(graph[id]);
                _values[id] = value;
            }

            return value;
        }
    }

    private object Compute(Node node)
    {
        switch (node.Op)
        {
            case Op.Literal:
                return Literal(node);
            case Op.Length or Op.TotalLength:
                return node.Type == HostTypes.Int ? length : (object)(double)length;
            case Op.HostConditional or Op.Choose:
                return this[(bool)this[node.A] ? node.B : node.C];
            case Op.HostBinary when node.Text is "&&":
                return (bool)this[node.A] && (bool)this[node.B];
            case Op.HostBinary when node.Text is "||":
                return (bool)this[node.A] || (bool)this[node.B];
            case Op.HostBinary:
                return Host(node.Text, this[node.A], this[node.B]);
            case Op.HostUnary:
                return Host(node.Text, this[node.A]);
            case Op.HostCast:
                return Cast(node.Type, this[node.A]);
            case Op.HostMember:
                return Member(node.Text);
            case Op.HostCall:
                return Call(node.Text, [.. node.Operands.Select(o => this[o])]);
            case Op.FromHost:
                return new Scalar((double)this[node.A]);
            default:
                return Apply(node.Op, node.Kind, [.. node.Operands.Select(o => this[o])], length);
        }
    }

    /// <summary>An operation of the kernel on eager values.</summary>
    public static object Apply(Op op, Kind kind, object[] operands, int length)
    {
        dynamic a = operands[0];
        dynamic b = operands.Length > 1 ? operands[1] : 0;
        dynamic c = operands.Length > 2 ? operands[2] : 0;
        if (op == Op.Ne && kind == Kind.Mask && operands.All(o => o is Scalar))
        {
            a = Vec.Filled(length, ((Scalar)operands[0]).Value);
        }

        return op switch
        {
            Op.Neg => -a,
            Op.Abs => Functions.Abs(a),
            Op.Sign => Functions.Sign(a),
            Op.Sqrt => Functions.Sqrt(a),
            Op.Rsqrt => Functions.ReciprocalSqrt(a),
            Op.Square => Functions.Square(a),
            Op.Exp => Functions.Exp(a),
            Op.Expm1 => Functions.Expm1(a),
            Op.Log => Functions.Log(a),
            Op.Log1p => Functions.Log1p(a),
            Op.Tanh => Functions.Tanh(a),
            Op.Sigmoid => Functions.Sigmoid(a),
            Op.Softplus => Functions.Softplus(a),
            Op.Sin => Functions.Sin(a),
            Op.Cos => Functions.Cos(a),
            Op.Atan => Functions.Atan(a),
            Op.Not => !a,
            Op.Add => a + b,
            Op.Sub => a - b,
            Op.Mul => a * b,
            Op.Div => a / b,
            Op.Pow => Functions.Pow(a, b),
            Op.Min => Functions.Min(a, b),
            Op.Max => Functions.Max(a, b),
            Op.Lt => a < b,
            Op.Le => a <= b,
            Op.Eq => Functions.Equal(a, b),
            Op.Ne => Functions.NotEqual(a, b),
            Op.And => a & b,
            Op.Or => a | b,
            Op.Xor => a ^ b,
            Op.Mad => (a * b) + c,
            Op.Fma => Functions.FusedMultiplyAdd(a, b, c),
            Op.Select => Functions.Select(a, b, c),
            Op.ReduceSum => Functions.Sum(a),
            Op.ReduceDot => Functions.Dot(a, b),
            Op.ReduceMin => Functions.Min(a),
            Op.ReduceMax => Functions.Max(a),
            _ => throw new InvalidOperationException($"{op} is no operation of a kernel."),
        };
    }

    private object Literal(Node node) => node.Type switch
    {
        HostTypes.Double => HostTypes.TryNumber(node)!.Value,
        HostTypes.Float => (float)HostTypes.TryNumber(node)!.Value,
        HostTypes.Int => (int)HostTypes.TryInteger(node)!.Value,
        HostTypes.Long => HostTypes.TryInteger(node)!.Value,
        HostTypes.Bool => node.Text == "true",
        _ => Enum.ToObject(Find(node.Type), long.Parse(node.Text[(node.Text.LastIndexOf('(') + 1)..^1], CultureInfo.InvariantCulture)),
    };

    private static object Host(string @operator, dynamic a) => @operator switch
    {
        "-" => -a,
        "!" => !a,
        "~" => ~a,
        _ => a,
    };

    private static object Host(string @operator, dynamic a, dynamic b) => @operator switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        "==" => a == b,
        "!=" => a != b,
        "&" => a & b,
        "|" => a | b,
        "^" => a ^ b,
        "<<" => a << b,
        ">>" => a >> b,
        _ => throw new InvalidOperationException($"{@operator} is no operator."),
    };

    private object Cast(string type, dynamic value) => type switch
    {
        HostTypes.Double => (double)value,
        HostTypes.Float => (float)value,
        HostTypes.Int => unchecked((int)value),
        HostTypes.Long => unchecked((long)value),
        _ => Enum.ToObject(Find(type), (object)value),
    };

    private object Call(string target, object[] arguments)
    {
        int dot = target.LastIndexOf('.');
        MethodInfo method = Find(target[..dot]).GetMethod(
            target[(dot + 1)..].TrimStart('@'),
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic,
            [.. arguments.Select(a => a.GetType())])
            ?? throw new InvalidOperationException($"There is no {target} of these arguments.");
        return method.Invoke(null, arguments)!;
    }

    private object Member(string target)
    {
        int dot = target.LastIndexOf('.');
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        Type type = Find(target[..dot]);
        return type.GetProperty(target[(dot + 1)..], Any)?.GetValue(null) ?? type.GetField(target[(dot + 1)..], Any)!.GetValue(null)!;
    }

    /// <summary>A type by its name in emitted code; nested ones stand after a dot there and after a plus in metadata.</summary>
    private Type Find(string name)
    {
        if (name.EndsWith('>'))
        {
            int open = name.IndexOf('<', StringComparison.Ordinal);
            return Find(name[..open] + "`1").MakeGenericType(Find(name[(open + 1)..^1]));
        }

        string metadata = name.Replace("global::", "", StringComparison.Ordinal);
        while (true)
        {
            Type? type = assembly.GetType(metadata) ?? Type.GetType(metadata)
                ?? AssemblyLoadContext.Default.Assemblies.Select(a => a.GetType(metadata)).FirstOrDefault(t => t is not null);
            int dot = metadata.LastIndexOf('.');
            if (type is not null || dot < 0)
            {
                return type ?? throw new InvalidOperationException($"There is no type {name}.");
            }

            metadata = metadata[..dot] + "+" + metadata[(dot + 1)..];
        }
    }
}
