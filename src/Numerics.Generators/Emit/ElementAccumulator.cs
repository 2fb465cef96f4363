using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>An accumulator in the element type, where that gives the bits of one in double: of the least or greatest element, which
/// widens without rounding, and of a count in a block, which is exact.</summary>
internal sealed class ElementAccumulator
{
    private readonly string _name;
    private readonly string _other;
    private readonly Kind _kind;

    // Extremes in two, since each comparison waits for the one before, or one that looks for NaN; their order changes no bit.
    private ElementAccumulator(Kind kind, string name, Names names) => (_kind, _name, _other) = (
        kind, names.Take(name), IsExtreme(kind) ? names.Take("other" + Names.Capital(name)) : "");

    private enum Kind
    {
        Least,
        Greatest,

        /// <summary>Of the masks that are true.</summary>
        Count,
    }

    /// <summary><see cref="TryName"/>, declared.</summary>
    public static ElementAccumulator? TryDeclare(SourceWriter w, PassPlan pass, LaneReduction reduction, Names names)
    {
        ElementAccumulator? accumulator = TryName(pass, reduction, names);
        accumulator?.Declare(w);
        return accumulator;
    }

    /// <summary>The accumulator of a pass's reduction, of at most a block, its names taken; null where there is none.</summary>
    public static ElementAccumulator? TryName(PassPlan pass, LaneReduction reduction, Names names) =>
        CountedMasks.IsCounted(pass, reduction) ? new(Kind.Count, "count", names) : TryNameExtreme(reduction.Op, names);

    /// <summary>The accumulator of a least or greatest element, its names taken; null for another reduction.</summary>
    public static ElementAccumulator? TryNameExtreme(Op op, Names names) => op switch
    {
        Op.ReduceMax => new(Kind.Greatest, "greatest", names),
        Op.ReduceMin => new(Kind.Least, "least", names),
        _ => null,
    };

    /// <summary>The names of its variables.</summary>
    public IReadOnlyList<string> Variables => _other.Length == 0 ? [_name] : [_name, _other];

    /// <summary>Declares its variables, at the neutral element.</summary>
    public void Declare(SourceWriter w)
    {
        string neutral = _kind switch
        {
            Kind.Greatest => "V.Constant(float.NegativeInfinity, double.NegativeInfinity)",
            Kind.Least => "V.Constant(float.PositiveInfinity, double.PositiveInfinity)",
            _ => "V.Zero",
        };
        foreach (string variable in Variables)
        {
            w.Line($"V {variable} = {neutral};");
            neutral = variable;
        }
    }

    /// <summary>Takes another vector in.</summary>
    /// <param name="w">Where.</param>
    /// <param name="value">The vector.</param>
    /// <param name="isTail">Whether it has but the first <c>rest</c> lanes.</param>
    public void Accumulate(SourceWriter w, string value, bool isTail)
    {
        string next = IsExtreme(_kind) ? $"V.{Operation}({_name}, {value})" : $"V.SubtractBits({_name}, {value})";
        w.Line(isTail ? $"{_name} = V.Select(V.FirstLanes(rest), {next}, {_name});"
            : IsExtreme(_kind) ? $"({_name}, {_other}) = V.Take{_kind}({_name}, {_other}, {value});"
            : $"{_name} = {next};");
    }

    /// <summary>All lanes as one number.</summary>
    public string Folded() => IsExtreme(_kind)
        ? $"W.{Operation}Lanes(V.Widen(V.{Operation}({_name}, {_other})))"
        : $"W.SumLanes(V.Widen(V.FromBits({_name})))";

    private string Operation => _kind == Kind.Least ? "Min" : "Max";

    private static bool IsExtreme(Kind kind) => kind is Kind.Least or Kind.Greatest;
}
