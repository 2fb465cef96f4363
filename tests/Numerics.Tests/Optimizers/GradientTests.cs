namespace Numerics.Tests.Optimizers;

/// <summary>Clipping, unscaling, and steps that are skipped.</summary>
public class GradientTests
{
    /// <summary>Two roundings to double in the factor, one in each product and difference.</summary>
    private const double Tolerance = 8 * 2.2e-16;

    private static readonly Momentum.Options Plain = new() { LearningRate = 1, Beta = 0 };

    [Fact]
    public void Clipping_is_by_the_norm_of_all_groups()
    {
        double[] a = [0], b = [0];
        using var optimizer = new Momentum.Optimizer([new(a, Plain), new(b, Plain)]) { MaxGradientNorm = 1 };
        optimizer.Step(new double[][] { [3], [4] });
        double factor = 1 / (5 + 1e-6);
        Assert.Equal(-3 * factor, a[0], Tolerance * 3);
        Assert.Equal(-4 * factor, b[0], Tolerance * 4);
        Assert.Equal(5, optimizer.GradientNorm);
    }

    [Fact]
    public void A_gradient_within_the_norm_is_not_touched()
    {
        float[] clipped = [0.1f, 0.7f], plain = [0.1f, 0.7f];
        float[] gradient = [0.3f, -0.4f];
        using var first = new Momentum.Optimizer(clipped) { MaxGradientNorm = 1 };
        using var second = new Momentum.Optimizer(plain);
        first.Step(gradient);
        second.Step(gradient);
        Assert.Equal(plain, clipped);
        Assert.True(double.IsNaN(second.GradientNorm));
    }

    [Fact]
    public void The_scale_comes_before_the_norm()
    {
        double[] x = [0, 0];
        using var optimizer = new Momentum.Optimizer(x, Plain) { GradientScale = 1 / 1024.0 };
        optimizer.Step(new double[] { 3 * 1024, 4 * 1024 });
        Assert.Equal([-3.0, -4], x);
        optimizer.MaxGradientNorm = 10;
        optimizer.Step(new double[] { 3 * 1024, 4 * 1024 });
        Assert.Equal([-6.0, -8], x);
        Assert.Equal(5, optimizer.GradientNorm);
    }

    [Fact]
    public void A_rules_own_reductions_see_the_scaled_gradient()
    {
        double[] x = [0, 0];
        using var optimizer = new Normalized.Optimizer(x) { GradientScale = 2 };
        optimizer.Step(new double[] { 3, 4 });
        Assert.Equal((10, -0.6), (optimizer.Number(0, "size"), x[0]));
        optimizer.MaxGradientNorm = 5;
        optimizer.Step(new double[] { 3, 4 });

        // Clipping leaves 5·10/(10 + 10⁻⁶).
        Assert.Equal(5, optimizer.Number(0, "size"), 5e-7);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_step_with_a_gradient_that_is_not_finite_is_skipped_as_a_whole(double bad)
    {
        double[] a = [1], b = [1];
        using var optimizer = new Product.Optimizer([new(a, new() { LearningRate = 1 }), new(b, new() { LearningRate = 1 })]);
        optimizer.SkipNonFiniteGradients = true;
        Assert.Equal(StepOutcome.NonFiniteGradient, optimizer.Step(new double[][] { [1], [bad] }));
        Assert.Equal((1, 1, 0, 0), (a[0], b[0], optimizer.StepCount(0), optimizer.StepCount(1)));
        Assert.Equal((1, 1), (optimizer.Number(0, "product"), optimizer.SkippedSteps));
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new double[][] { [1], [1] }));
        Assert.Equal((-1.0, 1), (a[0], optimizer.StepCount()));
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(5e-324)]
    public void Finite_gradients_of_any_size_have_a_norm_and_are_not_skipped(double size)
    {
        double[] x = new double[5000];
        using var optimizer = new Momentum.Optimizer(x, Plain) { SkipNonFiniteGradients = true, MaxGradientNorm = 1e300 };
        double[] gradient = new double[5000];
        gradient[10] = size;
        gradient[4999] = -size;
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(gradient));
        double expected = Math.Sqrt(2) * size;
        Assert.Equal(expected, optimizer.GradientNorm, Tolerance * expected);
        Assert.Equal(-size * Math.Min(1, 1e300 / expected), x[10], Tolerance * size);
    }

    [Fact]
    public void A_norm_beyond_the_range_still_clips()
    {
        double[] x = new double[64];
        using var optimizer = new Momentum.Optimizer(x, Plain) { SkipNonFiniteGradients = true, MaxGradientNorm = 1 };
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(Enumerable.Repeat(double.MaxValue, 64).ToArray()));

        // The factor 1/(8·max) is subnormal, 52 bits less four: 2⁻⁴⁸ and a bit.
        Assert.Equal(-1 / 8.0, x[0], 1e-14);
    }

    [Fact]
    public void Float_gradients_at_the_edge_of_the_range_are_finite()
    {
        float[] x = new float[3];
        using var optimizer = new Momentum.Optimizer(x, new() { LearningRate = 0 }) { SkipNonFiniteGradients = true };
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new float[] { float.MaxValue, float.MaxValue, -float.MaxValue }));
        Assert.Equal(StepOutcome.NonFiniteGradient, optimizer.Step(new float[] { 0, float.NaN, 0 }));
        optimizer.GradientScale = 2;
        Assert.Equal(StepOutcome.NonFiniteGradient, optimizer.Step(new float[] { 0, float.MaxValue, 0 }));
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new float[] { float.MaxValue / 2, float.MaxValue / 2, float.MaxValue / 2 }));
    }

    [Fact]
    public void The_norm_does_not_depend_on_the_grouping()
    {
        var random = new Random(7);
        float[][] gradients = [.. Enumerable.Range(0, 9).Select(_ => Enumerable.Range(0, 7001).Select(_ => random.NextSingle()).ToArray())];
        float[][] flat = [.. gradients.Select(g => new float[g.Length])], grouped = [.. flat.Select(g => new float[g.Length])];
        using var one = new Momentum.Optimizer(flat, Plain) { MaxGradientNorm = 1 };
        using var two = new Momentum.Optimizer(
            [new(grouped.Where((_, i) => i % 2 == 1).ToArray(), Plain), new(grouped.Where((_, i) => i % 2 == 0).ToArray(), Plain)],
            grouped)
        { MaxGradientNorm = 1 };
        one.Step(gradients);
        two.Step(gradients);
        Assert.Equal(one.GradientNorm, two.GradientNorm);
        Assert.All(flat.Zip(grouped), p => Assert.Equal(p.First, p.Second));
    }
}
