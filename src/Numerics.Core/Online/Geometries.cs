using Numerics.Runtime;

namespace Numerics.Rules;

/// <summary>The whole space.</summary>
internal sealed class WholeGeometry(int length) : EuclideanGeometry(length)
{
    public override bool Contains(ReadOnlySpan<float> point) => Feasible.AreFinite(point);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticGradientDescent.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        LeaderWhole.Step(
            start, state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticGradientDescent.Play(state.Secondary, state.Hint, state.X, rate);

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        LeaderWhole.Play(start, state.Secondary, state.Hint, state.X, rate);
}

/// <summary>x ≥ 0.</summary>
internal sealed class OrthantGeometry(int length) : EuclideanGeometry(length)
{
    public override bool Contains(ReadOnlySpan<float> point) => Feasible.AreFinite(point) && Feasible.AreWithin(
        point, 0, float.MaxValue);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticOrthant.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        LeaderOrthant.Step(
            start, state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticOrthant.Play(state.Secondary, state.Hint, state.X, rate);

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        LeaderOrthant.Play(start, state.Secondary, state.Hint, state.X, rate);
}

/// <summary>l ≤ x ≤ u.</summary>
internal sealed class BoxGeometry : EuclideanGeometry
{
    private readonly float _lower;
    private readonly float _upper;

    public BoxGeometry(int length, float lower, float upper)
        : base(length)
    {
        Check.Range(lower, nameof(lower), float.MinValue, false, float.MaxValue, true);
        Check.Range(upper, nameof(upper), lower, true, float.MaxValue, false);
        (_lower, _upper) = (lower, upper);
    }

    public override double Diameter => ((double)_upper - _lower) * Math.Sqrt(Length);

    public override bool Contains(ReadOnlySpan<float> point) => Feasible.AreWithin(point, _lower, _upper);

    public override void Centre(Span<float> point) => point.Fill((_lower / 2) + (_upper / 2));

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticBox.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation, _lower, _upper,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        LeaderBox.Step(
            start, state.Secondary, state.Hint, observed, state.X, ref variation, _lower, _upper,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticBox.Play(state.Secondary, state.Hint, state.X, _lower, _upper, rate);

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        LeaderBox.Play(start, state.Secondary, state.Hint, state.X, _lower, _upper, rate);
}

/// <summary>‖x‖ ≤ R.</summary>
internal sealed class BallGeometry : EuclideanGeometry
{
    private readonly double _radius;

    public BallGeometry(int length, double radius)
        : base(length)
    {
        Check.Range(radius, nameof(radius), 0, true, float.MaxValue, false);
        _radius = radius;
    }

    public override double Diameter => 2 * _radius;

    public override bool Contains(ReadOnlySpan<float> point) => Math.Sqrt(Feasible.SquaredNorm(point)) <= _radius * (
        1 + Feasible.Tolerance);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticBall.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation, _radius,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        LeaderBall.Step(
            start, state.Secondary, state.Hint, observed, state.X, ref variation, _radius,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticBall.Play(state.Secondary, state.Hint, state.X, _radius, rate);

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        LeaderBall.Play(start, state.Secondary, state.Hint, state.X, _radius, rate);
}

/// <summary>The simplex, Euclidean.</summary>
internal sealed class SimplexGeometry(int length) : EuclideanGeometry(length)
{
    public override double Diameter => Length > 1 ? Math.Sqrt(2) : 0;

    public override bool Contains(ReadOnlySpan<float> point) => Feasible.IsDistribution(point);

    public override void Centre(Span<float> point) => point.Fill(1f / Length);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticSimplex.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        LeaderSimplex.Step(
            start, state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticSimplex.Play(state.Secondary, state.Hint, state.X, rate);

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        LeaderSimplex.Play(start, state.Secondary, state.Hint, state.X, rate);
}

/// <summary>The simplex with the entropy; a start has no zeros.</summary>
internal sealed class EntropyGeometry(int length) : Geometry(length)
{
    public override bool IsEntropy => true;

    public override bool Contains(ReadOnlySpan<float> point) => Feasible.IsDistribution(point);

    public override bool CanStart(ReadOnlySpan<float> point) => !point.Contains(0);

    public override void Centre(Span<float> point) => point.Fill(1f / Length);

    /// <summary>Σ u·ln(u/x), with 0·ln 0 = 0.</summary>
    public override double Divergence(ReadOnlySpan<float> u, ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int i = 0; i < u.Length; i++)
        {
            sum += u[i] == 0 ? 0 : u[i] * Math.Log((double)u[i] / x[i]);
        }

        return sum;
    }

    /// <summary>L = −ln(p)/η, up to a constant: 0 for the uniform distribution.</summary>
    public override void Begin(ReadOnlySpan<float> start, double rate, Span<float> secondary)
    {
        for (int i = 0; i < start.Length; i++)
        {
            secondary[i] = (float)(Math.Log((double)start[0] / start[i]) / rate);
        }
    }

    public override void BeginLeading(ReadOnlySpan<float> start, double rate, Span<float> secondary) =>
        Begin(start, rate, secondary);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticEntropy.Step(
            state.Secondary, state.Hint, observed, state.X, ref variation,
            round.Optimism, round.Number, round.NextScale, round.Offset, round.Growth);

    /// <summary>The rule's form for all steps.</summary>
    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        Step(state, observed, ref variation, round);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticEntropy.Play(state.Secondary, state.Hint, state.X, rate);

    /// <summary>The rule's form for all steps.</summary>
    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) => Play(state, rate);
}
