using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>One call of Lion on a short array.</summary>
internal sealed class SmallLion(int length) : Comparison
{
    private readonly Problem _problem = new(length);

    internal override string Name => "lion-small";

    internal override string Title => "Lion, float, one call";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Lion.Step(
            _problem.XSpan, _problem.MSpan, _problem.GSpan, LionLearningRate, Beta1, LionBeta2, WeightDecay)),
        new(HandWritten, _ => HandWrittenLion.Small(
            _problem.XSpan, _problem.MSpan, _problem.GSpan, LionLearningRate, Beta1, LionBeta2, WeightDecay)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose() => _problem.Dispose();
}
