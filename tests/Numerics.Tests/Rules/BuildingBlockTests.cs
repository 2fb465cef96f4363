using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Tests.Rules;

/// <summary>The building blocks at their thresholds and beyond.</summary>
public class BuildingBlockTests
{
    private const double Tolerance = 1e-15;

    private static readonly Vec U = new([3.0, -4]);

    [Fact]
    public void Averages_follow_their_formulas()
    {
        Vec m = new([1.0, 2]);
        Assert.Equal([0.25 + 0.75 * 3, 0.5 + 0.75 * -4], Ema(m, U, 0.25).ToArray());
        Assert.Equal([1 / 0.75, 2 / 0.75], Debias(m, 0.5, 2).ToArray());
        Assert.Equal([3.5, -3], Trace(m, U, 0.5).ToArray());
        Assert.Equal([3 + 0.5 * 3.5, -4 + 0.5 * -3], LookAhead(Trace(m, U, 0.5), U, 0.5).ToArray());
    }

    /// <summary>The debiased average of a constant is the constant from the first step on.</summary>
    [Fact]
    public void A_debiased_average_of_a_constant_is_the_constant()
    {
        Vec m = Vec.Zeros(2);
        for (int t = 1; t <= 20; t++)
        {
            m = Ema(m, U, 0.9);
            Assert.Equal(3, Debias(m, 0.9, t)[0].Value, 1e-13);
        }
    }

    [Fact]
    public void Clip_by_value_bounds_each_element()
    {
        Assert.Equal([2, -2], ClipByValue(U, 2).ToArray());
        Assert.Equal([3, -3.5], ClipByValue(U, 3.5).ToArray());
    }

    [Fact]
    public void Clip_by_norm_shrinks_above_the_limit_only()
    {
        Assert.Equal([3, -4], ClipByNorm(U, 5).ToArray());
        Assert.Equal(2.5, Norm(ClipByNorm(U, 2.5)).Value, Tolerance);
        Assert.Equal([1.5, -2], ClipByGlobalNorm(U, 2.5).ToArray());
        Assert.Equal([0, 0], ClipByNorm(Vec.Zeros(2), 0).ToArray());
        Assert.Equal(double.NaN, ClipByNorm(new Vec([1, double.NaN]), 1)[0]);
    }

    [Fact]
    public void Clip_grad_norm_is_PyTorchs()
    {
        Assert.Equal(3 * (2.5 / (5 + 1e-6)), ClipGradNorm(U, 2.5)[0].Value, Tolerance);
        Assert.Equal(3 * (5 / (5 + 1e-6)), ClipGradNorm(U, 5)[0].Value, Tolerance);
        Assert.Equal(3, ClipGradNorm(U, 6)[0]);
    }

    [Fact]
    public void Clip_by_block_rms_divides_by_the_excess()
    {
        double rms = Math.Sqrt(12.5);
        Assert.Equal(3 / rms, ClipByBlockRms(U, 1)[0].Value, Tolerance);
        Assert.Equal(3, ClipByBlockRms(U, 4)[0]);
    }

    [Fact]
    public void Decay_couples_or_not()
    {
        Vec x = new([10.0, 20]);
        Assert.Equal([4, -2], CoupledDecay(U, x, 0.1).ToArray());
        Assert.Equal([9.5, 19], DecoupledDecay(x, 0.5, 0.1).ToArray());
    }

    [Fact]
    public void Trust_ratio_is_one_where_a_norm_is_zero()
    {
        Assert.Equal(2, TrustRatio(2 * U, U).Value);
        Assert.Equal(1, TrustRatio(Vec.Zeros(2), U).Value);
        Assert.Equal(1, TrustRatio(U, Vec.Zeros(2)).Value);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(double.MaxValue, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void A_step_is_skipped_as_a_whole(double element, bool finite)
    {
        Vec g = new([0, element]);
        Vec after = new([1.0, 1]);
        Vec before = new([2.0, 2]);
        Assert.Equal(finite, AllFinite(g).Value);
        Assert.Same(finite ? after : before, SkipIfNotFinite(after, before, g));
    }

    [Fact]
    public void Unscale_divides() => Assert.Equal([0.75, -1], Unscale(U, 4).ToArray());
}
