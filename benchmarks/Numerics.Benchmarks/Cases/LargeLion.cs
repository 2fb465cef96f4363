using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Benchmarks.Primitives;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>Lion on arrays far beyond the caches, all cores.</summary>
internal sealed class LargeLion(ThreadPair threads, nint length, nint offset) : Comparison
{
    private readonly Problem _problem = new(length, offset);
    private readonly PrimitivesLion _primitives = new(length);

    internal override string Name => "lion";

    internal override string Title => "Lion, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 5 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Lion.Step(
            _problem.XSpan, _problem.MSpan, _problem.GSpan, LionLearningRate, Beta1, LionBeta2, WeightDecay)),
        new($"{HandWritten}, ordinary stores", Step<Ordinary>),
        new($"{HandWritten}, ordinary stores, prefetch", Step<Prefetching<Ordinary>>),
        new($"{HandWritten}, streaming stores", Step<Streaming>),
        new($"{HandWritten}, streaming stores, prefetch", Step<Prefetching<Streaming>>),
        new($"{Primitives}, literal", _ => _primitives.Literal(threads, _problem)),
        new($"{Primitives}, folded", _ => _primitives.Folded(threads, _problem)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 0.95), new($"{Primitives}, literal", 3.5)];

    public override void Dispose() => _problem.Dispose();

    private void Step<S>(int t)
        where S : struct, IStores =>
        threads.Run(_problem.Length, (start, end) => HandWrittenLion.Range<S>(_problem, start, end));
}
