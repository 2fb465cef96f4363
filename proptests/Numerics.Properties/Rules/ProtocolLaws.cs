namespace Numerics.Properties.Rules;

/// <summary>The specification's small protocol: 20000 explicit steps with a falling rate bring every row to its own
/// stationary point.</summary>
public class ProtocolLaws
{
    private const int Dimension = 12;
    private const int Steps = 20_000;
    private const double WeightDecay = 1;

    /// <summary>How far the residual must fall for a row to count as reproduced: the protocol's own criterion.</summary>
    private const double Reproduced = 1e-4;

    /// <summary>R ≥ 0 up to the rounding of its three terms, which cancel.</summary>
    private const double Slack = 1e-12;

    private static readonly Quadratic F = Quadratic.Draw(new Case(Dimension, Steps, 20260306), rows: 24, waves: false);

    public static TheoryData<string> Rows() => [.. LionKappaRow.All.Select(r => r.Name)];

    private static Vec Start(LionKappaRow row) =>
        row.MomentumSign < 0 ? Vec.Filled(Dimension, 1.0 / Dimension) : Vec.Zeros(Dimension);

    private static Vec Run(LionKappaRow row)
    {
        (Vec x, Vec m) = (Start(row), Vec.Zeros(Dimension));
        for (int t = 0; t < Steps; t++)
        {
            double rate = 0.1 * (1 - (double)t / Steps);
            (x, m) = row.Step(x, m, F.Gradient(x), rate, 0.9, 0.99, WeightDecay);
        }

        return x;
    }

    /// <summary>R(x_T) ≤ 10⁻⁴·R(x₀): fixed points solve the composite problem.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_solves_its_problem(string name)
    {
        LionKappaRow row = LionKappaRow.Named(name);
        Vec start = Start(row);
        Vec end = Run(row);
        double before = row.Residual(start, F.Gradient(start), WeightDecay).Value;
        double after = row.Residual(end, F.Gradient(end), WeightDecay).Value;
        Assert.True(after <= Reproduced * before, $"R falls from {before} to {after}");
        Assert.True(after >= -Slack * before, $"R is {after}");
    }
}
