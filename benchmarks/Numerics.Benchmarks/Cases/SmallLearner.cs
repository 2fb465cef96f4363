using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of a learner with a hundred coordinates, its checks and all: the target is a microsecond.</summary>
internal sealed class SmallLearner : Comparison
{
    private const int Length = 100;
    private readonly OptimisticMirrorDescent.Learner _box = new(
        Geometry.Box(Length, -1, 1), new() { StepSize = StepSize.Convex(20, 10) });
    private readonly OptimisticMirrorDescent.Learner _ball = new(
        Geometry.Ball(Length, 1), new() { StepSize = StepSize.Convex(2, 10) });
    private readonly OptimisticMirrorDescent.Learner _simplex = new(
        Geometry.Simplex(Length), new() { StepSize = StepSize.Convex(1.5, 10) });
    private readonly OptimisticMirrorDescent.Learner _entropy = new(
        Geometry.Entropy(Length), new() { StepSize = StepSize.Entropy(Length, 1) });
    private readonly OptimisticMirrorDescent.Learner _turning = new(
        Geometry.Simplex(Length), new() { StepSize = StepSize.Constant(4.0 / Length) });
    private readonly Problem _problem = new(Length);
    private readonly float[] _turned = new float[Length];
    private int _round;

    internal override string Name => "online-small";

    internal override string Title => "a round of a learner, float: the box first, then other sets";

    internal override nint Elements => Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => _box.Observe(_problem.GSpan)),
        new("ball", _ => _ball.Observe(_problem.GSpan)),
        new("simplex", _ => _simplex.Observe(_problem.GSpan)),
        new("simplex, half above 0", _ => Turn()),
        new("entropy", _ => _entropy.Observe(_problem.GSpan)),
    ];

    public override void Dispose()
    {
        _problem.Dispose();
        _box.Dispose();
        _ball.Dispose();
        _simplex.Dispose();
        _turning.Dispose();
        _entropy.Dispose();
    }

    /// <summary>Losses that turn around each round, which keep half of the coordinates above 0.</summary>
    private void Turn()
    {
        if (_round == 0)
        {
            System.Numerics.Tensors.TensorPrimitives.Negate(_problem.GSpan, _turned);
        }

        _turning.Observe((_round++ & 1) == 0 ? _problem.GSpan : _turned);
    }
}
