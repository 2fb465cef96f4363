using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>An accumulator in the element type, where that gives the bits of one in double: of the least or greatest element, which
/// widens without rounding, and of a count in a block, which is exact.</summary>
internal sealed class ElementAccumulator
{
    private readonly string _name;
    private readonly string _other;
    private readonly string _operation;

    // In two turns, since each comparison waits for the one before; their order changes no bit.
    private ElementAccumulator(string operation, string name, Names names) => (_operation, _name, _other) = (
        operation, names.Take(name), operation == Count ? "" : names.Take("other" + Names.Capital(name)));

    private const string Count = "Count";

    /// <summary><see cref="TryName"/>, declared.</summary>
    public static ElementAccumulator? TryDeclare(SourceWriter w, Op op, bool isCount, Names names)
    {
        ElementAccumulator? accumulator = TryName(op, isCount, names);
        accumulator?.Declare(w);
        return accumulator;
    }

    /// <summary>The accumulator of a reduction, its names taken; null where there is none.</summary>
    /// <param name="op">The reduction.</param>
    /// <param name="isCount">Whether it adds zeros and ones, of at most a block.</param>
    /// <param name="names">The names taken.</param>
    public static ElementAccumulator? TryName(Op op, bool isCount, Names names) => op switch
    {
        Op.ReduceMax => new("Max", "greatest", names),
        Op.ReduceMin => new("Min", "least", names),
        Op.ReduceSum when isCount => new(Count, "count", names),
        _ => null,
    };

    /// <summary>The names of its variables.</summary>
    public IReadOnlyList<string> Variables => _other.Length == 0 ? [_name] : [_name, _other];

    /// <summary>Declares its variables, at the neutral element.</summary>
    public void Declare(SourceWriter w)
    {
        string neutral = _operation switch
        {
            "Max" => "V.Constant(float.NegativeInfinity, double.NegativeInfinity)",
            "Min" => "V.Constant(float.PositiveInfinity, double.PositiveInfinity)",
            _ => "V.Zero",
        };
        foreach (string variable in Variables)
        {
            w.Line($"V {variable} = {neutral};");
            neutral = variable;
        }
    }

    /// <summary>Whether a reduction of a pass adds zeros and ones.</summary>
    public static bool IsCount(Graph graph, PassPlan pass, LaneReduction reduction)
    {
        bool IsZeroOrOne(int node) => pass.Nodes[node].Op == LaneOp.Constant && graph[pass.Nodes[node].C] is { Op: Op.FromHost } number
            && graph[number.A] is { Op: Op.Literal, Text: "0D" or "1D" };
        return reduction.Op == Op.ReduceSum && pass.Nodes[reduction.A] is { Op: LaneOp.Arithmetic, Arithmetic: Op.Select } chosen
            && IsZeroOrOne(chosen.B) && IsZeroOrOne(chosen.C);
    }

    /// <summary>Takes another vector in.</summary>
    /// <param name="w">Where.</param>
    /// <param name="value">The vector.</param>
    /// <param name="isTail">Whether it has but the first <c>rest</c> lanes.</param>
    public void Accumulate(SourceWriter w, string value, bool isTail)
    {
        string next = _operation == Count ? $"{_name} + {value}" : $"V.{_operation}({_name}, {value})";
        w.Line(isTail ? $"{_name} = V.Select(V.FirstLanes(rest), {next}, {_name});"
            : _operation == Count ? $"{_name} = {next};"
            : $"({_name}, {_other}) = V.Take{(_operation == "Min" ? "Least" : "Greatest")}({_name}, {_other}, {value});");
    }

    /// <summary>All lanes as one number.</summary>
    public string Folded() => _operation == Count
        ? $"W.SumLanes(V.Widen({_name}))"
        : $"W.{_operation}Lanes(V.Widen(V.{_operation}({_name}, {_other})))";
}
