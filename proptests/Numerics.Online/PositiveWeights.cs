using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Online;

/// <summary>A geometry of the user's own, as docs/online.md has it: unnormalised relative entropy on the positive
/// orthant.</summary>
public static partial class PositiveWeights
{
    [UpdateRule]
    public static (Vec x, Vec secondary, Vec hint, Scalar variation) Step(
        Vec secondary, Vec hint, Vec observed, Scalar variation,
        Optimism optimism, int round, double scale, double nextScale, double offset = 1, double growth = 0) =>
        OptimisticMirrorDescent.Step(
            secondary, hint, observed, variation,
            v => OptimisticMirrorDescent.Rate(v, scale, offset, growth),
            v => OptimisticMirrorDescent.Rate(v, nextScale, offset, growth),
            (m, g) => OptimisticMirrorDescent.Hint(m, g, optimism, round),
            Moved, g => NormInf(g));

    [UpdateRule]
    public static Vec Play(Vec secondary, Vec hint, double rate) => Moved(secondary, rate * hint);

    [BuildingBlock]
    public static Vec Moved(Vec x, Vec v) => OptimisticMirrorDescent.Mirror(x, v, y => Log(y), y => Exp(y), y => y);
}

/// <summary>The same as a learner's geometry.</summary>
public sealed class PositiveGeometry(int length) : Geometry(length)
{
    public override bool Contains(ReadOnlySpan<float> point) =>
        !point.ContainsAnyExceptInRange(float.Epsilon, float.MaxValue);

    public override void Centre(Span<float> point) => point.Fill(1);

    public override void Step(
        in MirrorState state, ReadOnlySpan<float> observed, ref double variation, in MirrorRound round) =>
        PositiveWeights.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        PositiveWeights.Play(state.Secondary, state.Hint, state.X, rate);
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
        PositiveWeights.Step(secondary, hint, g, x, ref variation, Optimism.LastGradient, 1, 0.1, 0.1);
        Assert.Equal(4, variation);
        Assert.Equal(g, hint);
        for (int i = 0; i < 3; i++)
        {
            double start = 0.5 * (1 << i);
            Assert.Equal(1, secondary[i] / (start * Math.Exp(-0.1 * g[i])), Rounding);
            Assert.Equal(1, x[i] / (start * Math.Exp(-0.2 * g[i])), Rounding);
        }
    }

    [Fact]
    public void It_has_learners()
    {
        using var learner = new OptimisticMirrorDescent.Learner(new PositiveGeometry(3), new() { StepSize = StepSize.Constant(0.1) });
        float[] secondary = [1, 1, 1], hint = new float[3], x = [1, 1, 1], g = [1, -2, 0.25f];
        double variation = 0;
        for (int t = 1; t <= 20; t++)
        {
            Assert.Equal(x, learner.Decide());
            learner.Observe(g);
            PositiveWeights.Step(secondary, hint, g, x, ref variation, Optimism.LastGradient, t, 0.1, 0.1);
            g[t % 3] += 0.5f;
        }

        learner.Expect([0, 0, 0]);
        Assert.Equal(secondary.Select(s => (double)s), learner.Decide().ToArray().Select(d => (double)d), (a, b) => Math.Abs(a - b) <= 4e-7 * a);
        Assert.Throws<ArgumentException>("Start", () => new OptimisticMirrorDescent.Learner(
            new PositiveGeometry(2), new() { StepSize = StepSize.Constant(1), Start = [1, 0] }));
    }
}
