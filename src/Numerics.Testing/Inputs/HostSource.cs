using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Draws host values within their declared ranges: defaults, the ends of the range, and named hard
/// values.</summary>
internal sealed class HostSource(Random random)
{
    private static readonly double[] HardNumbers =
        [0, 1, double.BitDecrement(1), 1e-8, 0.5, 0.1, 0.9, 0.999, 1e-3, 2, -1, 1e3];

    private static readonly double[] HardSteps = [1, 2, 3, 10, 1000, (1 << 24) + 3];
    private static readonly double[] HardIntegers = [0, 1, 2, 5, 1000, -1];

    /// <summary>All host values of a rule, in declaration order: every one at its default, or each drawn by
    /// itself.</summary>
    public double[] Draw(UpdateRule rule, bool useDefaults) =>
        [.. rule.Parameters.Where(IsHost).Select(p => useDefaults && p.Default is double known ? known : Draw(p))];

    /// <summary>Scalar inputs: ordinary numbers, zero and one.</summary>
    public double[] DrawScalars(UpdateRule rule) =>
        [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Scalar).Select(_ => random.Next(4) switch
        {
            0 => 1.0,
            1 => (float)random.NextDouble(),
            2 => 4 * (random.NextDouble() - 0.5),
            _ => random.Next(8) == 0 ? 0 : 1e-3,
        })];

    private static bool IsHost(RuleParameter p) => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar);

    /// <summary>One host value within its range.</summary>
    public double Draw(RuleParameter p) => p switch
    {
        { Kind: ParameterKind.Bool } => random.Next(2),
        { Kind: ParameterKind.Enum } => Pick(p.Members),
        { Role: ParameterRole.StepNumber } => Pick([.. HardSteps.Where(v => IsAllowed(p, v)), Math.Max(p.Minimum, 1)]),
        { Kind: ParameterKind.Int } => Pick([.. HardIntegers.Where(v => IsAllowed(p, v)), .. Known(p)]),
        _ => DrawNumber(p),
    };

    private double DrawNumber(RuleParameter p)
    {
        List<double> hard = [.. HardNumbers.Where(v => IsAllowed(p, v)), .. Known(p)];
        hard.AddRange(new[] { p.Minimum, p.Maximum }.Where(double.IsFinite)
            .SelectMany(v => new[] { v, Math.BitIncrement(v), Math.BitDecrement(v) })
            .Where(v => Math.Abs(v) > double.Epsilon && IsAllowed(p, v)));
        return random.Next(3) switch
        {
            0 when Known(p).Any() => Known(p).First(),
            1 when double.IsFinite(p.Minimum) && double.IsFinite(p.Maximum) =>
                Allowed(p, p.Minimum + (random.NextDouble() * (p.Maximum - p.Minimum)), hard),
            _ => Pick(hard),
        };
    }

    private double Allowed(RuleParameter p, double value, List<double> otherwise) =>
        IsAllowed(p, value) ? value : Pick(otherwise);

    private double Pick(IReadOnlyList<double> values) => values[random.Next(values.Count)];

    private static IEnumerable<double> Known(RuleParameter p) => p.Default is double known ? [known] : [];

    /// <summary>Whether a value is in a parameter's range.</summary>
    public static bool IsAllowed(RuleParameter p, double v) =>
        (p.MinimumExcluded ? v > p.Minimum : v >= p.Minimum) && (p.MaximumExcluded ? v < p.Maximum : v <= p.Maximum);
}
