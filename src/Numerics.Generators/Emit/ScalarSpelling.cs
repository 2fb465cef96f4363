using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>Spells host values and kernel numbers as C# on doubles.</summary>
/// <param name="graph">The graph.</param>
/// <param name="leaf">The spelling of a value that is already there (a parameter, a slot, a local); null for one to compute.</param>
/// <param name="functions">The class whose functions are called.</param>
internal sealed class ScalarSpelling(Graph graph, Func<int, string?> leaf, string functions = ScalarSpelling.HostFunctions)
{
    /// <summary>The functions of the vocabulary, for code that runs on the host.</summary>
    public const string HostFunctions = "global::Numerics.Functions.";

    /// <summary>The same functions for code that ILGPU compiles.</summary>
    public const string DeviceFunctions = "Device::DeviceFunctions.";

    /// <summary>The operations of sixteen lanes, each the number of another problem.</summary>
    public const string WideFunctions = "W.";

    /// <summary>Whether lanes are spelled.</summary>
    public bool IsWide => functions == WideFunctions;

    /// <summary>Whether lanes can compute a value as numbers do, to the bit.</summary>
    public static bool CanBeWide(Node node) => node.Kind is Kind.Scalar or Kind.ScalarMask && node.Op
        is Op.FromHost or Op.Neg or Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Square or Op.Sqrt or Op.Abs or Op.Min or Op.Max or Op.Fma
        or Op.Lt or Op.Le or Op.Eq or Op.Ne or Op.And or Op.Or or Op.Not or Op.Select;

    /// <summary>The C# type of a value.</summary>
    public string TypeOf(Node node) => node.Kind switch
    {
        Kind.Host => node.Type,
        _ when IsWide => "W",
        Kind.ScalarMask => HostTypes.Bool,
        Kind.Integer => HostTypes.Long,
        _ => HostTypes.Double,
    };

    public string Spell(int id) => leaf(id) ?? Compute(id);

    /// <summary>The value as an operand: in parentheses unless it is a name, a call or a plain literal.</summary>
    private string Operand(int id)
    {
        string text = Spell(id);
        return text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '@') || IsWhole(text) ? text : "(" + text + ")";
    }

    /// <summary>Whether the text is one call or index whose closing bracket ends it.</summary>
    private static bool IsWhole(string text)
    {
        int open = text.IndexOfAny(['(', '[']);
        if (open <= 0 || !text.Take(open).All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or ':' or '@'))
        {
            return false;
        }

        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return i == text.Length - 1;
            }
        }

        return false;
    }

    /// <summary>The value computed from its operands, wherever it may already stand.</summary>
    public string Compute(int id)
    {
        Node node = graph[id];
        return node.Op switch
        {
            Op.Literal => node.Text,
            Op.FromHost when node.Kind == Kind.Integer => Whole(node.A),
            Op.FromHost => IsWide ? $"W.Broadcast({Spell(node.A)})" : Spell(node.A),
            Op.Length => Length(node, "length"),
            Op.TotalLength => Length(node, "totalLength"),
            Op.HostUnary => node.Text + Operand(node.A),
            Op.HostBinary => $"{Operand(node.A)} {node.Text} {Operand(node.B)}",
            Op.HostConditional or Op.Choose => $"{Operand(node.A)} ? {Operand(node.B)} : {Operand(node.C)}",
            Op.HostCast => $"({node.Type}){Operand(node.A)}",
            Op.HostCall => $"{node.Text}({Arguments(node)})",
            Op.HostMember => node.Text,
            _ => IsWide ? Lanes(node) : Arithmetic(node),
        };
    }

    private string Lanes(Node node) => LaneSpelling.Compute(
        new(LaneOp.Arithmetic, node.Op, node.A, node.Operands.Count > 1 ? node.B : -1, node.Operands.Count > 2 ? node.C : -1, ""),
        Spell, Operand, lanes: "W");

    private static string Length(Node node, string name) =>
        node.Type == HostTypes.Double ? name : $"({node.Type}){name}";

    private string Whole(int host) => graph[host].Type switch
    {
        HostTypes.Long => Spell(host),
        HostTypes.Int => $"(long){Operand(host)}",
        _ => $"unchecked((long){Operand(host)})",
    };

    /// <summary>A key as the host has it, or the bits of a whole number.</summary>
    private string Key(int id) => leaf(id) is null && graph[id].Op == Op.FromHost && graph[graph[id].A].Type == HostTypes.ULong
        ? Spell(graph[id].A)
        : $"unchecked((ulong){Operand(id)})";

    private string Arithmetic(Node node) => node.Op switch
    {
        Op.Rem => Infix(node, "%"),
        Op.ToScalar => $"(double){Operand(node.A)}",
        Op.ToInteger => $"(long){Operand(node.A)}",
        Op.Min or Op.Max when node.Kind == Kind.Integer => $"global::System.Math.{node.Op}({Arguments(node)})",
        Op.Uniform or Op.Normal or Op.Rademacher or Op.RandomIndex =>
            functions == HostFunctions
                ? $"Runtime::Draws.{node.Op}({Key(node.A)}, {string.Join(", ", node.Operands.Skip(1).Select(Spell))})"
                : $"Device::DeviceDraws.{node.Op}({Key(node.A)}, {string.Join(", ", node.Operands.Skip(1).Select(Spell))}, -1)",
        Op.Neg => "-" + Operand(node.A),
        Op.Add => Infix(node, "+"),
        Op.Sub => Infix(node, "-"),
        Op.Mul => Infix(node, "*"),
        Op.Div => Infix(node, "/"),
        Op.Lt => Infix(node, "<"),
        Op.Le => Infix(node, "<="),
        Op.Eq => Infix(node, "=="),
        Op.Ne => Infix(node, "!="),
        Op.And => Infix(node, "&"),
        Op.Or => Infix(node, "|"),
        Op.Xor => Infix(node, "^"),
        Op.Not => "!" + Operand(node.A),
        Op.Select => $"{Operand(node.A)} ? {Operand(node.B)} : {Operand(node.C)}",
        Op.Sqrt => $"global::System.Math.Sqrt({Arguments(node)})",
        Op.Abs => $"global::System.Math.Abs({Arguments(node)})",
        Op.Fma => $"{(functions == HostFunctions ? "global::System.Math." : functions)}FusedMultiplyAdd({Arguments(node)})",
        Op.Rsqrt => $"{functions}ReciprocalSqrt({Arguments(node)})",
        _ => $"{functions}{node.Op}({Arguments(node)})",
    };

    private string Infix(Node node, string @operator) => $"{Operand(node.A)} {@operator} {Operand(node.B)}";

    private string Arguments(Node node) => string.Join(", ", node.Operands.Select(Spell));
}
