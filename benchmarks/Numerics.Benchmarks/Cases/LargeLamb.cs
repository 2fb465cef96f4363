using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>LAMB on arrays far beyond the caches, all cores: two passes.</summary>
internal sealed class LargeLamb(ThreadPair threads, nint length, nint offset) : Comparison
{
    private readonly Problem _problem = new(length, offset);
    private readonly HandWrittenLamb _lamb = new();

    internal override string Name => "lamb";

    internal override string Title => "LAMB, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 10 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => Lamb.Step(
            _problem.XSpan, _problem.MSpan, _problem.VSpan, _problem.GSpan, t,
            LearningRate, Beta1, Beta2, LambEpsilon, WeightDecay)),
        new($"{HandWritten}, ordinary stores", t => _lamb.Step<Ordinary>(threads, _problem, t)),
        new($"{HandWritten}, ordinary stores, prefetch", t => _lamb.Step<Prefetching<Ordinary>>(threads, _problem, t)),
        new($"{HandWritten}, streaming stores", t => _lamb.Step<Streaming>(threads, _problem, t)),
        new($"{HandWritten}, streaming stores, prefetch", t => _lamb.Step<Prefetching<Streaming>>(threads, _problem, t)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.1)];

    public override void Dispose() => _problem.Dispose();
}
