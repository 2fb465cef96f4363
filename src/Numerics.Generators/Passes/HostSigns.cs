using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>An interval that holds a host value unless it is NaN.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static Interval All => new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsPositive => Low > 0;

    public bool IsNonNegative => Low >= 0;
}

/// <summary>Bounds double host values from the declared ranges of hyperparameters, so that a factor known to be positive may
/// leave a square root.</summary>
/// <remarks>Rounding is monotonic, so bounds computed in double hold for values computed in double. Anything else than double
/// arithmetic is unbounded: an int divides to zero and wraps.</remarks>
internal sealed class HostSigns(GraphBuilder graph, IReadOnlyList<Parameter> parameters)
{
    private readonly Dictionary<int, Interval> _known = [];

    public Interval Bound(int id)
    {
        if (!_known.TryGetValue(id, out Interval bound))
        {
            bound = Ordered(Compute(graph[id]));
            _known[id] = bound;
        }

        return bound;
    }

    private Interval Compute(Node node)
    {
        switch (node.Op)
        {
            case Op.FromHost:
            case Op.HostCast when node.Type == HostTypes.Double && HostTypes.IsNumber(graph[node.A].Type):
                return Bound(node.A);
            case Op.Literal when HostTypes.TryNumber(node) is double number:
                return new Interval(number, number);
            case Op.Parameter:
                return Declared(parameters[node.Index]);
            case Op.HostConditional when node.Type == HostTypes.Double:
                (Interval b, Interval c) = (Bound(node.B), Bound(node.C));
                return new Interval(Math.Min(b.Low, c.Low), Math.Max(b.High, c.High));
            case Op.HostBinary when node.Type == HostTypes.Double:
                return Binary(node.Text, Bound(node.A), Bound(node.B));
            case Op.HostCall when node.Text is "global::System.Math.Pow" or "global::Numerics.Functions.Pow":
                return Power(Bound(node.A), Bound(node.B));
            case Op.HostCall when node.Text is "global::System.Math.Sqrt" or "global::Numerics.Functions.Sqrt":
                Interval under = Bound(node.A);
                return new Interval(Math.Sqrt(Math.Max(under.Low, 0)), Math.Sqrt(Math.Max(under.High, 0)));
            default:
                return Interval.All;
        }
    }

    private static Interval Declared(Parameter parameter)
    {
        if (parameter.Role == ParameterRole.StepNumber)
        {
            return new Interval(1, double.PositiveInfinity);
        }

        if (parameter.Role == ParameterRole.State)
        {
            // What a step returned; nothing holds it to the range.
            return Interval.All;
        }

        Ir.Range range = parameter.Range;
        return new Interval(range.Minimum == 0 && range.MinimumExcluded ? double.Epsilon : range.Minimum, range.Maximum);
    }

    /// <summary>A bound that comes out as NaN (∞ − ∞, 0·∞) is no bound.</summary>
    private static Interval Ordered(Interval bound) => new(
        double.IsNaN(bound.Low) ? double.NegativeInfinity : bound.Low,
        double.IsNaN(bound.High) ? double.PositiveInfinity : bound.High);

    private static Interval Binary(string @operator, Interval a, Interval b) => @operator switch
    {
        "+" => new Interval(a.Low + b.Low, a.High + b.High),
        "-" => new Interval(a.Low - b.High, a.High - b.Low),
        "*" when a.IsNonNegative && b.IsNonNegative => new Interval(a.Low * b.Low, a.High * b.High),
        "/" when a.IsNonNegative && b.IsNonNegative => new Interval(
            double.IsPositiveInfinity(b.High) ? 0 : a.Low / b.High, b.IsPositive ? a.High / b.Low : double.PositiveInfinity),
        _ => Interval.All,
    };

    private static Interval Power(Interval x, Interval exponent) =>
        x.IsNonNegative && x.High <= 1 && exponent.IsNonNegative ? new Interval(0, 1)
        : x.IsNonNegative ? new Interval(0, double.PositiveInfinity)
        : Interval.All;
}
