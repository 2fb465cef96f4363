using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>An interval that holds a host value, from the declared ranges of hyperparameters.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static Interval All => new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsNonNegative => Low >= 0;
}

/// <summary>Bounds host values, so that a factor known to be non-negative may leave a square root.</summary>
internal static class HostSigns
{
    public static Interval Bound(GraphBuilder graph, int id, IReadOnlyList<Parameter> parameters)
    {
        Node node = graph[id];
        switch (node.Op)
        {
            case Op.FromHost or Op.HostCast:
                return Bound(graph, node.A, parameters);
            case Op.Literal when HostTypes.TryNumber(node) is double number:
                return new Interval(number, number);
            case Op.Parameter:
                Parameter parameter = parameters[node.Index];
                return parameter.Role == ParameterRole.StepNumber
                    ? new Interval(1, double.PositiveInfinity)
                    : new Interval(parameter.Range.Minimum, parameter.Range.Maximum);
            case Op.HostBinary:
                return Binary(node.Text, Bound(graph, node.A, parameters), Bound(graph, node.B, parameters));
            case Op.HostCall when node.Operands.Count == 2 && node.Text.EndsWith("Math.Pow", StringComparison.Ordinal):
                return Power(Bound(graph, node.A, parameters), Bound(graph, node.B, parameters));
            case Op.HostCall when node.Text.EndsWith(".Sqrt", StringComparison.Ordinal):
                return new Interval(0, double.PositiveInfinity);
            default:
                return Interval.All;
        }
    }

    private static Interval Binary(string @operator, Interval a, Interval b) => @operator switch
    {
        "+" => new Interval(a.Low + b.Low, a.High + b.High),
        "-" => new Interval(a.Low - b.High, a.High - b.Low),
        "*" when a.IsNonNegative && b.IsNonNegative => new Interval(0, double.PositiveInfinity),
        "/" when a.IsNonNegative && b.IsNonNegative => new Interval(0, double.PositiveInfinity),
        _ => Interval.All,
    };

    private static Interval Power(Interval x, Interval exponent) =>
        x.IsNonNegative && x.High <= 1 && exponent.IsNonNegative ? new Interval(0, 1)
        : x.IsNonNegative ? new Interval(0, double.PositiveInfinity)
        : Interval.All;
}
