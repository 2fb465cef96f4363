using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>One call of AdamW on a short array, the powers of its bias corrections included.</summary>
internal sealed class SmallAdamW(int length) : Comparison
{
    private readonly Problem _problem = new(length);

    internal override string Name => "adamw-small";

    internal override string Title => "AdamW, float, one call";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => AdamW.Step(
            _problem.XSpan, _problem.MSpan, _problem.VSpan, _problem.GSpan, t,
            LearningRate, Beta1, Beta2, Epsilon, WeightDecay)),
        new(HandWritten, t => HandWrittenAdamW.Small(
            _problem.XSpan, _problem.MSpan, _problem.VSpan, _problem.GSpan, t, LearningRate, Beta1, Beta2, Epsilon, WeightDecay)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose() => _problem.Dispose();
}
