namespace Numerics.TestProblems;

/// <summary>The 68 problems of specs/constrained-test-problems.md, in its order.</summary>
public static class ConstrainedProblems
{
    private const double R2 = Powers.R2;

    /// <summary>xᵢ = tᵢ(tᵢ − 1) at twelve points from 0 to 1.</summary>
    private static readonly double[] Ends = [.. Enumerable.Range(0, 12).Select(i => i / 11.0 * ((i / 11.0) - 1))];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TestProblem> All { get; } =
    [
        new("HS6", Hs6.Problem, [-1.2, 1], 0, 9)
        {
            Objective = Hs6.Objective,
            Value = Hs6.Objective,
            Constraints = Hs6.Constraints,
            Residuals = Hs6.Constraints,
        },
        new("HS7", Hs7.Problem, [2, 2], -Math.Sqrt(3), 10)
        {
            Objective = Hs7.Objective,
            Value = Hs7.Objective,
            Constraints = Hs7.Constraints,
            Residuals = Hs7.Constraints,
            Solution = [0, 1.73205],
        },
        new("HS8", Hs8.Problem, [2, 1], -1, 4)
        {
            Objective = Hs8.Objective,
            Value = Hs8.Objective,
            Constraints = Hs8.Constraints,
            Residuals = Hs8.Constraints,
        },
        new("HS9", Hs9.Problem, [0, 0], -0.5, 5)
        {
            Objective = Hs9.Objective,
            Value = Hs9.Objective,
            Constraints = Hs9.Constraints,
            Residuals = Hs9.Constraints,
            Solution = [-3, -4],
        },
        new("HS26", Hs26.Problem, [-2.6, 2, 2], 0, 11)
        {
            Objective = Hs26.Objective,
            Value = Hs26.Objective,
            Constraints = Hs26.Constraints,
            Residuals = Hs26.Constraints,
            IsSingular = true,
        },
        new("HS27", Hs27.Problem, [2, 2, 2], 0.04, 10)
        {
            Objective = Hs27.Objective,
            Value = Hs27.Objective,
            Constraints = Hs27.Constraints,
            Residuals = Hs27.Constraints,
            Solution = [-1, 1, 0],
        },
        new("HS28", Hs28.Problem, [-4, 1, 1], 0, 1)
        {
            Objective = Hs28.Objective,
            Value = Hs28.Objective,
            Constraints = Hs28.Constraints,
            Residuals = Hs28.Constraints,
        },
        new("HS39", Hs39.Problem, [2, 2, 2, 2], -1, 13)
        {
            Objective = Hs39.Objective,
            Value = Hs39.Objective,
            Constraints = Hs39.Constraints,
            Residuals = Hs39.Constraints,
            Solution = [1, 1, 0, 0],
        },
        new("HS40", Hs40.Problem, [0.8, 0.8, 0.8, 0.8], -0.25, 3)
        {
            Objective = Hs40.Objective,
            Value = Hs40.Objective,
            Constraints = Hs40.Constraints,
            Residuals = Hs40.Constraints,
            Solution = [0.79370, 0.70711, 0.52973, 0.84090],
        },
        new("HS42", Hs42.Problem, [1, 1, 1, 1], 28 - (10 * R2), 4)
        {
            Objective = Hs42.Objective,
            Value = Hs42.Objective,
            Constraints = Hs42.Constraints,
            Residuals = Hs42.Constraints,
            Solution = [2, 2, 0.84853, 1.13137],
        },
        new("HS46", Hs46.Problem, [R2 / 2, 1.75, 0.5, 2, 2], 0, 12)
        {
            Objective = Hs46.Objective,
            Value = Hs46.Objective,
            Constraints = Hs46.Constraints,
            Residuals = Hs46.Constraints,
            IsSingular = true,
        },
        new("HS47", Hs47.Problem, [2, R2, -1, 2 - R2, 0.5], 0, 14)
        {
            Objective = Hs47.Objective,
            Value = Hs47.Objective,
            Constraints = Hs47.Constraints,
            Residuals = Hs47.Constraints,
            IsSingular = true,
        },
        new("HS48", Hs48.Problem, [3, 5, -3, 2, -2], 0, 1)
        {
            Objective = Hs48.Objective,
            Value = Hs48.Objective,
            Constraints = Hs48.Constraints,
            Residuals = Hs48.Constraints,
        },
        new("HS49", Hs49.Problem, [10, 7, 2, -3, 0.8], 0, 13)
        {
            Objective = Hs49.Objective,
            Value = Hs49.Objective,
            Constraints = Hs49.Constraints,
            Residuals = Hs49.Constraints,
            IsSingular = true,
        },
        new("HS50", Hs50.Problem, [35, -31, 11, 5, -5], 0, 8)
        {
            Objective = Hs50.Objective,
            Value = Hs50.Objective,
            Constraints = Hs50.Constraints,
            Residuals = Hs50.Constraints,
        },
        new("HS51", Hs51.Problem, [2.5, 0.5, 2, -1, 0.5], 0, 1)
        {
            Objective = Hs51.Objective,
            Value = Hs51.Objective,
            Constraints = Hs51.Constraints,
            Residuals = Hs51.Constraints,
        },
        new("HS52", Hs52.Problem, [2, 2, 2, 2, 2], 1859.0 / 349, 1)
        {
            Objective = Hs52.Objective,
            Value = Hs52.Objective,
            Constraints = Hs52.Constraints,
            Residuals = Hs52.Constraints,
            Solution = [-0.09456, 0.03152, 0.51576, -0.45272, 0.03152],
        },
        new(
            "HS56", Hs56.Problem,
            [1, 1, 1, Math.Asin(Math.Sqrt(1 / 4.2)), Math.Asin(Math.Sqrt(1 / 4.2)), Math.Asin(Math.Sqrt(1 / 4.2)), Math.Asin(Math.Sqrt(5 / 7.2))],
            -3.456, 5)
        {
            Objective = Hs56.Objective,
            Value = Hs56.Objective,
            Constraints = Hs56.Constraints,
            Residuals = Hs56.Constraints,
            Solution = [2.4, 1.2, 1.2, 0.85707, 0.56394, 0.56394, Math.PI / 2],
        },
        new("HS61", Hs61.Problem, [0, 0, 0], -143.6461422, 5)
        {
            Objective = Hs61.Objective,
            Value = Hs61.Objective,
            Constraints = Hs61.Constraints,
            Residuals = Hs61.Constraints,
            HasGate = true,
            Solution = [5.32677, -2.11900, 3.21046],
        },
        new("HS77", Hs77.Problem, [2, 2, 2, 2, 2], 0.2415051287, 8)
        {
            Objective = Hs77.Objective,
            Value = Hs77.Objective,
            Constraints = Hs77.Constraints,
            Residuals = Hs77.Constraints,
            Solution = [1.16617, 1.18211, 1.38026, 1.50604, 0.61092],
        },
        new("HS78", Hs78.Problem, [-2, 1.5, 2, -1, -1], -2.919700410, 4)
        {
            Objective = Hs78.Objective,
            Value = Hs78.Objective,
            Constraints = Hs78.Constraints,
            Residuals = Hs78.Constraints,
            Solution = [-1.71714, 1.59571, 1.82725, -0.76364, -0.76364],
        },
        new("HS79", Hs79.Problem, [2, 2, 2, 2, 2], 0.07877682087, 4)
        {
            Objective = Hs79.Objective,
            Value = Hs79.Objective,
            Constraints = Hs79.Constraints,
            Residuals = Hs79.Constraints,
            Solution = [1.19113, 1.36260, 1.47282, 1.63502, 1.67908],
        },
        new("HS100LNP", Hs100Lnp.Problem, [1, 2, 0, 4, 0, 1, 1], 680.6300574, 8)
        {
            Objective = Hs100Lnp.Objective,
            Value = Hs100Lnp.Objective,
            Constraints = Hs100Lnp.Constraints,
            Residuals = Hs100Lnp.Constraints,
            Solution = [2.33050, 1.95137, -0.47754, 4.36573, -0.62449, 1.03813, 1.59423],
        },
        new(
            "HS111LNP", Hs111Lnp.Problem,
            [-2.3, -2.3, -2.3, -2.3, -2.3, -2.3, -2.3, -2.3, -2.3, -2.3],
            -47.76109086, 12)
        {
            Objective = Hs111Lnp.Objective,
            Value = Hs111Lnp.Objective,
            Constraints = Hs111Lnp.Constraints,
            Residuals = Hs111Lnp.Constraints,
        },
        new("BT1", Bt1.Problem, [0.08, 0.06], -1, 28)
        {
            Objective = Bt1.Objective,
            Value = Bt1.Objective,
            Constraints = Bt1.Constraints,
            Residuals = Bt1.Constraints,
        },
        new("BT2", Bt2.Problem, [10, 10, 10], 0.03256820026, 11)
        {
            Objective = Bt2.Objective,
            Value = Bt2.Objective,
            Constraints = Bt2.Constraints,
            Residuals = Bt2.Constraints,
            Solution = [1.10486, 1.19667, 1.53526],
        },
        new("BT3", Bt3.Problem, [20, 20, 20, 20, 20], 4.093023256, 1)
        {
            Objective = Bt3.Objective,
            Value = Bt3.Objective,
            Constraints = Bt3.Constraints,
            Residuals = Bt3.Constraints,
            Solution = [-0.76744, 0.25581, 0.62791, -0.11628, 0.25581],
        },
        new("BT4", Bt4.Problem, [4.0382, -2.9470, -0.09115], -45.51055074, 5)
        {
            Objective = Bt4.Objective,
            Value = Bt4.Objective,
            Constraints = Bt4.Constraints,
            Residuals = Bt4.Constraints,
            Solution = [2.28450, -3.72089, 2.43640],
        },
        new("BT5", Bt5.Problem, [2, 2, 2], 961.7151721, 5)
        {
            Objective = Bt5.Objective,
            Value = Bt5.Objective,
            Constraints = Bt5.Constraints,
            Residuals = Bt5.Constraints,
            Solution = [3.51212, 0.21699, 3.55217],
        },
        new("BT6", Bt6.Problem, [2, 2, 2, 2, 2], 0.2770447888, 8)
        {
            Objective = Bt6.Objective,
            Value = Bt6.Objective,
            Constraints = Bt6.Constraints,
            Residuals = Bt6.Constraints,
            Solution = [1.28693, 1.48024, 1.37945, 1.32195, 0.62872],
        },
        new("BT7", Bt7.Problem, [-2, 1, 1, 1, 1], 306.5, 108)
        {
            Objective = Bt7.Objective,
            Value = Bt7.Objective,
            Constraints = Bt7.Constraints,
            Residuals = Bt7.Constraints,
            HasGate = true,
            Solution = [0.5, 2, 0, 2.12132, 0],
        },
        new("BT8", Bt8.Problem, [1, 1, 1, 0, 0], 1, null)
        {
            Objective = Bt8.Objective,
            Value = Bt8.Objective,
            Constraints = Bt8.Constraints,
            Residuals = Bt8.Constraints,
            HasGate = true,
            IsSingular = true,
            Solution = [1, 0, 0, 0, 0],
        },
        new("BT9", Hs39.Problem, [2, 2, 2, 2], -1, 13)
        {
            Objective = Hs39.Objective,
            Value = Hs39.Objective,
            Constraints = Hs39.Constraints,
            Residuals = Hs39.Constraints,
            Solution = [1, 1, 0, 0],
        },
        new("BT10", Bt10.Problem, [2, 2], -1, 7)
        {
            Objective = Bt10.Objective,
            Value = Bt10.Objective,
            Constraints = Bt10.Constraints,
            Residuals = Bt10.Constraints,
        },
        new("BT11", Bt11.Problem, [2, 2, 2, 2, 2], 0.8248917772, 7)
        {
            Objective = Bt11.Objective,
            Value = Bt11.Objective,
            Constraints = Bt11.Constraints,
            Residuals = Bt11.Constraints,
            Solution = [1.26758, 0.96530, 0.35104, -0.01364, -0.73242],
        },
        new("BT12", Bt12.Problem, [15.811, 1.5811, 0, 15.083, 3.7164], 6.188118812, 5)
        {
            Objective = Bt12.Objective,
            Value = Bt12.Objective,
            Constraints = Bt12.Constraints,
            Residuals = Bt12.Constraints,
            Solution = [24.75248, 0.24752, 0, 24.24348, 4.76996],
        },
        new("MARATOS", Maratos.Problem, [1.1, 0.1], -1, 14)
        {
            Objective = Maratos.Objective,
            Value = Maratos.Objective,
            Constraints = Maratos.Constraints,
            Residuals = Maratos.Constraints,
        },
        new("BYRDSPHR", Byrdsphr.Problem, [5, 1e-4, -1e-4], -0.5 - Math.Sqrt(17.5), null)
        {
            Objective = Byrdsphr.Objective,
            Value = Byrdsphr.Objective,
            Constraints = Byrdsphr.Constraints,
            Residuals = Byrdsphr.Constraints,
            HasGate = true,
            Solution = [0.5, 2.09165, 2.09165],
        },
        new("GENHS28", Genhs28.Problem, [-4, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.9271736938, 1)
        {
            Objective = Genhs28.Objective,
            Value = Genhs28.Objective,
            Constraints = Genhs28.Constraints,
            Residuals = Genhs28.Constraints,
        },
        new("MWRIGHT", Mwright.Problem, [-1, 2, 1, -2, -2], 24.97880953, 6)
        {
            Objective = Mwright.Objective,
            Value = Mwright.Objective,
            Constraints = Mwright.Constraints,
            Residuals = Mwright.Constraints,
            Solution = [-1.29460, 2.46308, 1.21264, -0.16416, -1.54488],
        },
        new(
            "ORTHREGB", Orthregb.Problem,
            [1, 0, 0, 1, 0, 1, 0, 0, 0, 9.5, 9.5, 0.5, 6.5, -5.5, 0.5, -8.5, -8.5, 0.5, -5.5, 6.5, 0.5, 0.5, 0.5, 7.5, 0.5, 0.5, -6.5],
            0, 42)
        {
            Objective = Orthregb.Objective,
            Value = Orthregb.Objective,
            Constraints = Orthregb.Constraints,
            Residuals = Orthregb.Constraints,
            IsSingular = true,
        },
        new("S316", S316.Problem, [0, 0], 334.3145751, 7)
        {
            Objective = S316.Objective,
            Value = S316.Objective,
            Constraints = S316.Constraints,
            Residuals = S316.Constraints,
            HasGate = true,
            Solution = [7.07107, -7.07107],
        },
        new("DIXCHLNG", Dixchlng.Problem, [-2, -0.5, 3, 1.0 / 3, -4, -0.25, 5, 0.2, -6, -1.0 / 6], 2471.897811, 9)
        {
            Objective = Dixchlng.Objective,
            Value = Dixchlng.Objective,
            Constraints = Dixchlng.Constraints,
            Residuals = Dixchlng.Constraints,
        },
        new("LUKVLE1", Lukvle1.Problem, [-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1], 6.232458632, 7)
        {
            Objective = Lukvle1.Objective,
            Value = Lukvle1.Objective,
            Constraints = Lukvle1.Constraints,
            Residuals = Lukvle1.Constraints,
        },
        new("LUKVLE3", Lukvle3.Problem, [3, -1, 0, 1, 3, -1, 0, 1, 3, -1], 27.58856381, 14)
        {
            Objective = Lukvle3.Objective,
            Value = Lukvle3.Objective,
            Constraints = Lukvle3.Constraints,
            Residuals = Lukvle3.Constraints,
        },
        new("BOOTH", Booth.Problem, [0, 0], 0, 1)
        {
            Constraints = Booth.Constraints,
            Residuals = Booth.Constraints,
            Solution = [1, 3],
        },
        new("HIMMELBA", Himmelba.Problem, [8, 9], 0, 1)
        {
            Constraints = Himmelba.Constraints,
            Residuals = Himmelba.Constraints,
            Solution = [5, 6],
        },
        new("HIMMELBC", Himmelbc.Problem, [1, 1], 0, 5)
        {
            Constraints = Himmelbc.Constraints,
            Residuals = Himmelbc.Constraints,
            Solution = [3, 2],
        },
        new("ZANGWIL3", Zangwil3.Problem, [100, -1, 2.5], 0, 1)
        {
            Constraints = Zangwil3.Constraints,
            Residuals = Zangwil3.Constraints,
            Solution = [0, 0, 0],
        },
        new("RSNBRNE", Rsnbrne.Problem, [-1.2, 1], 0, 11)
        {
            Constraints = Rsnbrne.Constraints,
            Residuals = Rsnbrne.Constraints,
            Solution = [1, 1],
        },
        new("CUBENE", Cubene.Problem, [-1.2, 1], 0, 4)
        {
            Constraints = Cubene.Constraints,
            Residuals = Cubene.Constraints,
            Solution = [1, 1],
        },
        new("WAYSEA1NE", Waysea1ne.Problem, [1, 5], 0, 7)
        {
            Constraints = Waysea1ne.Constraints,
            Residuals = Waysea1ne.Constraints,
            Solution = [1, 2],
        },
        new("WAYSEA2NE", Waysea2ne.Problem, [1, 5], 0, 10)
        {
            Constraints = Waysea2ne.Constraints,
            Residuals = Waysea2ne.Constraints,
            Solution = [0.424861, 1],
        },
        new("HELIXNE", Helixne.Problem, [-1, 0, 0], 0, 8)
        {
            Constraints = Helixne.Constraints,
            Residuals = Helixne.Constraints,
            Solution = [1, 0, 0],
        },
        new("GOTTFR", Gottfr.Problem, [0.5, 0.5], 0, 6)
        {
            Constraints = Gottfr.Constraints,
            Residuals = Gottfr.Constraints,
            HasGate = true,
            Solution = [0.19998, 0.66683],
        },
        new("DENSCHNCNE", Denschncne.Problem, [2, 3], 0, 7)
        {
            Constraints = Denschncne.Constraints,
            Residuals = Denschncne.Constraints,
            Solution = [1, 1],
        },
        new("DENSCHNDNE", Denschndne.Problem, [10, 10, 10], 0, 25)
        {
            Constraints = Denschndne.Constraints,
            Residuals = Denschndne.Constraints,
            HasGate = true,
            IsSingular = true,
        },
        new("DENSCHNFNE", Denschnfne.Problem, [2, 0], 0, 4)
        {
            Constraints = Denschnfne.Constraints,
            Residuals = Denschnfne.Constraints,
            Solution = [1, 1],
        },
        new("PRICE4NE", Price4ne.Problem, [1, 5], 0, 25)
        {
            Constraints = Price4ne.Constraints,
            Residuals = Price4ne.Constraints,
            HasGate = true,
            IsSingular = true,
        },
        new("HYPCIR", Hypcir.Problem, [0, 1], 0, 3)
        {
            Constraints = Hypcir.Constraints,
            Residuals = Hypcir.Constraints,
            Solution = [0.51764, 1.93185],
        },
        new("RECIPE", Recipe.Problem, [2, 5, 1], 0, 16)
        {
            Constraints = Recipe.Constraints,
            Residuals = Recipe.Constraints,
            HasGate = true,
            IsSingular = true,
            Solution = [5, 0, 0],
        },
        new("POWELLBS", Powellbs.Problem, [0, 1], 0, 12)
        {
            Constraints = Powellbs.Constraints,
            Residuals = Powellbs.Constraints,
            HasGate = true,
            Solution = [1.0982e-5, 9.10615],
        },
        new("POWELLSQ", Powellsq.Problem, [3, 1], 0, null)
        {
            Constraints = Powellsq.Constraints,
            Residuals = Powellsq.Constraints,
            HasGate = true,
            IsSingular = true,
        },
        new("HATFLDF", Hatfldf.Problem, [0.1, 0.1, 0.1], 0, null)
        {
            Constraints = Hatfldf.Constraints,
            Residuals = Hatfldf.Constraints,
            HasGate = true,
            Solution = [0.00168, 0.01692, 0.58315],
        },
        new("INTEQNE", Inteqne.Problem, Ends, 0, 2)
        {
            Constraints = Inteqne.Constraints,
            Residuals = Inteqne.Constraints,
        },
        new("MOREBVNE", Morebvne.Problem, Ends, 0, 2)
        {
            Constraints = Morebvne.Constraints,
            Residuals = Morebvne.Constraints,
        },
        new("MANCINONE", Mancinone.Problem, ManciniStart(), 0, 3)
        {
            Constraints = Mancinone.Constraints,
            Residuals = Mancinone.Constraints,
        },
        new("TRIGON1NE", Trigon1ne.Problem, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0, 8)
        {
            Constraints = Trigon1ne.Constraints,
            Residuals = Trigon1ne.Constraints,
            HasGate = true,
        },
    ];

    /// <summary>One by its name.</summary>
    public static TestProblem Of(string name) => All.Single(p => p.Name == name);

    /// <summary>xᵢ = A·(Σⱼ √(i/j)·(sin⁵ log √(i/j) + cos⁵ log √(i/j)) + (i − n/2)³) over j ≠ i, with A = −14n/((14n)² − 36(n − 1)²).</summary>
    private static double[] ManciniStart()
    {
        const double A = -140 / ((140.0 * 140) - (36 * 81));
        return [.. Enumerable.Range(1, 10).Select(i => A * (Enumerable.Range(1, 10).Where(j => j != i).Sum(j => Term(i, j))
            + Math.Pow(i - 5, 3)))];
    }

    private static double Term(double i, double j)
    {
        double v = Math.Sqrt(i / j);
        return v * (Math.Pow(Math.Sin(Math.Log(v)), 5) + Math.Pow(Math.Cos(Math.Log(v)), 5));
    }
}
