using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Online;

/// <summary>A geometry of the user's own, as docs/online.md has it: unnormalised relative entropy on the positive
/// orthant.</summary>
public static partial class PositiveWeights
{
    [UpdateRule]
    public static (Vec x, Vec secondary, Vec hint, Scalar variation) Step(
        Vec secondary, Vec hint, Vec observed, Scalar variation, double rate = 0.1) =>
        OptimisticMirrorDescent.Step(
            secondary, hint, observed, variation, v => rate, v => rate, (m, g) => g,
            (x, v) => OptimisticMirrorDescent.Mirror(x, v, y => Log(y), y => Exp(y), y => y),
            g => NormInf(g));
}

public class OwnGeometryTests
{
    /// <summary>∇ψ* ∘ (∇ψ − v) is x·exp(−v): eight roundings of exp and log, whose arguments are of the size of
    /// 1.</summary>
    private const double Rounding = 2e-15;

    [Fact]
    public void It_is_inlined_into_one_rule()
    {
        double[] secondary = [0.5, 1, 2], hint = new double[3], x = new double[3], g = [1, -2, 0.25];
        double variation = 0;
        PositiveWeights.Step(secondary, hint, g, x, ref variation);
        Assert.Equal(4, variation);
        Assert.Equal(g, hint);
        for (int i = 0; i < 3; i++)
        {
            double start = 0.5 * (1 << i);
            Assert.Equal(1, secondary[i] / (start * Math.Exp(-0.1 * g[i])), Rounding);
            Assert.Equal(1, x[i] / (start * Math.Exp(-0.2 * g[i])), Rounding);
        }
    }
}
