using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of optimistic mirror descent on a box, a million coordinates, all cores: two passes.</summary>
internal sealed class LargeOptimisticBox(ThreadPair threads, nint length) : Comparison
{
    private const double Scale = 2, Offset = 1e6;
    private readonly Problem _problem = new(length);
    private readonly HandWrittenOptimisticBox _box = new(Scale, Offset, 1);
    private double _variation;

    internal override string Name => "online";

    internal override string Title => "optimistic mirror descent on a box, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 7 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => OptimisticBox.Step(
            _problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, ref _variation, -1, 1, Optimism.LastGradient, 1,
            Scale, Scale, Offset, 1)),
        new(HandWritten, _ => _box.Step(threads, _problem)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose() => _problem.Dispose();
}
