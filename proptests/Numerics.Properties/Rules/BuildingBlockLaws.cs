using FsCheck.Xunit;
using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specification's laws of the building blocks (8).</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 60, Replay = "(20260303,1)")]
public class BuildingBlockLaws
{
    private const double Rounding = 1e-12;

    private const double Exponent = 4;

    private static IEnumerable<Func<Vec, Vec>> Clips(double limit) =>
        [u => ClipByNorm(u, limit), u => ClipByGlobalNorm(u, limit), u => ClipGradNorm(u, limit)];

    /// <summary>A clipped array is no longer than the limit, points the same way, and clipping again changes no more
    /// than PyTorch's offset does.</summary>
    [Property]
    public void Clipping_bounds_the_norm_and_keeps_the_direction(Case c)
    {
        Vec u = c.Array(Exponent);
        double size = Norm(u).Value;
        Assert.All(Clips(0.3 * size + 1e-9), clip =>
        {
            Vec clipped = clip(u);
            double limit = 0.3 * size + 1e-9;
            Assert.True(Norm(clipped).Value <= limit * (1 + Rounding));
            Assert.Equal(size * Norm(clipped).Value, Dot(u, clipped).Value, Rounding * size * size);
            Case.Near(clipped, clip(clipped), (ClipNormOffset / limit + Rounding) * limit);
        });
    }

    /// <summary>Below the limit nothing changes.</summary>
    [Property]
    public void Clipping_leaves_what_is_short_enough(Case c)
    {
        Vec u = c.Array(Exponent);
        Assert.All(Clips(1.1 * Norm(u).Value + 1), clip => Case.Same(u, clip(u)));
        Case.Same(u, ClipByValue(u, NormInf(u).Value));
        Case.Same(ClipByValue(u, 1), ClipByValue(ClipByValue(u, 1), 1));
    }

    /// <summary>Clipping and scaling do not commute: order in a chain matters.</summary>
    [Property]
    public void Clip_and_scale_do_not_commute(Case c)
    {
        Vec u = c.Array(1) + 100;
        Assert.NotEqual(ClipByNorm(3 * u, 1)[0], (3 * ClipByNorm(u, 1))[0]);
    }

    /// <summary>Averages and traces are linear in what they take in.</summary>
    [Property]
    public void Averages_and_traces_are_linear(Case c)
    {
        (Vec m, Vec n, Vec u, Vec v) = (c.Array(1), c.Array(1), c.Array(1), c.Array(1));
        double tolerance = Rounding * (Norm(m) + Norm(n) + Norm(u) + Norm(v)).Value;
        Case.Near(2 * Ema(m, u, 0.9) - 3 * Ema(n, v, 0.9), Ema(2 * m - 3 * n, 2 * u - 3 * v, 0.9), tolerance);
        Case.Near(2 * Trace(m, u, 0.9) - 3 * Trace(n, v, 0.9), Trace(2 * m - 3 * n, 2 * u - 3 * v, 0.9), tolerance);
    }

    /// <summary>Loss scaling is undone exactly for powers of two.</summary>
    [Property]
    public void Unscaling_undoes_scaling(Case c)
    {
        Vec g = c.Array(Exponent);
        Case.Same(g, Unscale(65536 * g, 65536));
    }
}
