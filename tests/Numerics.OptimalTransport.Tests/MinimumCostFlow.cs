using Google.OrTools.Graph;

namespace Numerics.OptimalTransport.Tests;

/// <summary>The exact optimum of a transport problem, by OR-Tools' minimum-cost flow.</summary>
internal static class MinimumCostFlow
{
    /// <summary>Costs and weights are rounded to multiples of one part in so many.</summary>
    public const long Units = 1_000_000;

    /// <summary>The least ⟨C, P⟩; weights must be multiples of 1/Units.</summary>
    public static double Solve(Problem p)
    {
        var flow = new MinCostFlow();
        for (int i = 0; i < p.Rows; i++)
        {
            for (int j = 0; j < p.Columns; j++)
            {
                flow.AddArcWithCapacityAndUnitCost(i, p.Rows + j, Units, Rounded(p.Cost[(i * p.Columns) + j]));
            }

            flow.SetNodeSupply(i, Rounded(p.A[i]));
        }

        for (int j = 0; j < p.Columns; j++)
        {
            flow.SetNodeSupply(p.Rows + j, -Rounded(p.B[j]));
        }

        Assert.Equal(MinCostFlowBase.Status.OPTIMAL, flow.Solve());
        return (double)flow.OptimalCost() / Units / Units;
    }

    private static long Rounded(double x) => (long)Math.Round(x * Units);
}
