using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>The functions of the vocabulary as nodes; the composite ones are lowered here.</content>
internal sealed partial class BodyInterpreter
{
    private static readonly Dictionary<string, Op> ElementFunctions = new()
    {
        ["Abs"] = Op.Abs,
        ["Sign"] = Op.Sign,
        ["Sqrt"] = Op.Sqrt,
        ["ReciprocalSqrt"] = Op.Rsqrt,
        ["Square"] = Op.Square,
        ["Exp"] = Op.Exp,
        ["Expm1"] = Op.Expm1,
        ["Log"] = Op.Log,
        ["Log1p"] = Op.Log1p,
        ["Tanh"] = Op.Tanh,
        ["Sigmoid"] = Op.Sigmoid,
        ["Softplus"] = Op.Softplus,
        ["Sin"] = Op.Sin,
        ["Cos"] = Op.Cos,
        ["Atan"] = Op.Atan,
        ["Pow"] = Op.Pow,
        ["Min"] = Op.Min,
        ["Max"] = Op.Max,
        ["Select"] = Op.Select,
        ["FusedMultiplyAdd"] = Op.Fma,
        ["Equal"] = Op.Eq,
        ["NotEqual"] = Op.Ne,
    };

    private Value CallVocabulary(IMethodSymbol method, IReadOnlyList<Value> arguments, Location? at)
    {
        if (arguments.Any(a => a is not NodeValue))
        {
            return Value.Error;
        }

        int[] a = arguments.Select((v, i) => Argument(method.Parameters[i].Type, ((NodeValue)v).Id)).ToArray();
        if (a.Any(k => graph[k].Kind == Kind.Host))
        {
            return Misfit();
        }

        if (TryMatrixFunction(method, a, at) is { } value)
        {
            return value;
        }

        bool reduces = a.Length is 1 or 2 && KnownTypes.KernelKind(method.ReturnType) is Kind.Scalar or Kind.ScalarMask
            && graph[a[0]].Kind.IsElement();
        return (method.Name, reduces) switch
        {
            (_, true) => Over(Scope.All, method.Name, a) ?? NoKernelForm(method, at),
            ("Global", _) => Global(a[0], at),
            ("Cube", _) => Arithmetic(Op.Mul, Id(Arithmetic(Op.Square, a[0])), a[0]),
            ("Clamp", _) => Arithmetic(Op.Min, Id(Arithmetic(Op.Max, a[0], a[1])), a[2]),
            _ when ElementFunctions.TryGetValue(method.Name, out Op op) => Arithmetic(op, a),
            _ => NoKernelForm(method, at),
        };
    }

    /// <summary>An argument as a kernel sees it: whole numbers that count or number stay whole.</summary>
    private int Argument(ITypeSymbol type, int id) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            && graph[id].Kind == Kind.Host
            ? graph.Add(Op.FromHost, Kind.Integer, id)
            : Kernel(id);

    private Value NoKernelForm(IMethodSymbol method, Location? at)
    {
        sink.Report(Descriptors.Unsupported, at, $"“{method.Name}”", "it has no form in a kernel");
        return Value.Error;
    }

    private static int Id(Value value) => ((NodeValue)value).Id;

    private int Constant(double value) => graph.FromHost(graph.Literal(value));

    /// <summary>The same number with every reduction taken over all tensors of the step.</summary>
    private Value Global(int scalar, Location? at)
    {
        bool found = false;
        int result = Globalize(scalar, [], ref found);
        if (!found)
        {
            sink.Report(Descriptors.GlobalOfArray, at);
        }

        return found ? Node(result) : Value.Error;
    }

    private int Globalize(int id, Dictionary<int, int> done, ref bool found)
    {
        if (done.TryGetValue(id, out int known))
        {
            return known;
        }

        Node node = graph[id];
        int result = id;
        if (node.Op.IsReduction())
        {
            found = true;
            int[] operands = new int[node.Operands.Count];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = GlobalizeElement(node.Operands[i], done, ref found);
            }

            result = graph.Add(node with { Operands = operands, Index = 1 });
        }
        else if (node.Op == Op.Length)
        {
            result = graph.Add(node with { Op = Op.TotalLength });
        }
        else if (node.Operands.Count > 0 && !node.Kind.IsElement())
        {
            int[] operands = new int[node.Operands.Count];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = Globalize(node.Operands[i], done, ref found);
            }

            result = graph.Add(node with { Operands = operands });
        }

        done[id] = result;
        return result;
    }

    /// <summary>Numbers inside an array expression stay those of one tensor, but for the shift of a LogSumExp, which the sum's
    /// terms must share.</summary>
    private int GlobalizeElement(int id, Dictionary<int, int> done, ref bool found)
    {
        Node node = graph[id];
        if (node.Op != Op.Exp || graph[node.A] is not { Op: Op.Sub } shifted || graph[shifted.B].Op != Op.ReduceMax
            || graph[shifted.B].A != shifted.A)
        {
            return id;
        }

        int shift = Globalize(shifted.B, done, ref found);
        return graph.Add(Op.Exp, node.Kind, graph.Add(Op.Sub, node.Kind, shifted.A, shift));
    }
}
