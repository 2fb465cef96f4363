using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Benchmarks.Primitives;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>AdamW on arrays far beyond the caches, all cores.</summary>
internal sealed class LargeAdamW(ThreadPair threads, nint length, nint offset) : Comparison
{
    private readonly Problem _problem = new(length, offset);
    private readonly PrimitivesAdamW _primitives = new(length);

    internal override string Name => "adamw";

    internal override string Title => "AdamW, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 7 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => AdamW.Step(
            _problem.XSpan, _problem.MSpan, _problem.VSpan, _problem.GSpan, t,
            LearningRate, Beta1, Beta2, Epsilon, WeightDecay)),
        new($"{HandWritten}, ordinary stores", Step<Ordinary>),
        new($"{HandWritten}, ordinary stores, prefetch", Step<Prefetching<Ordinary>>),
        new($"{HandWritten}, streaming stores", Step<Streaming>),
        new($"{HandWritten}, streaming stores, prefetch", Step<Prefetching<Streaming>>),
        new($"{Primitives}, literal", t => _primitives.Literal(threads, _problem, t)),
        new($"{Primitives}, folded", t => _primitives.Folded(threads, _problem, t)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 0.95), new($"{Primitives}, literal", 3.5)];

    public override void Dispose() => _problem.Dispose();

    private void Step<S>(int t)
        where S : struct, IStores
    {
        var constants = new HandWrittenAdamW.Constants(t);
        threads.Run(_problem.Length, (start, end) => HandWrittenAdamW.Range<S>(_problem, start, end, constants));
    }
}
