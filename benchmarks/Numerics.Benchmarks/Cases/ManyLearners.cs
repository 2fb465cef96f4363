using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of many independent learners on the simplex in one call, beside one call for each.</summary>
internal sealed class ManyLearners(int count) : Comparison
{
    private const int Length = 64;
    private readonly Problem _problem = new((nint)count * Length);
    private readonly double[] _variations = new double[count];

    internal override string Name => "online-many";

    internal override string Title => $"{count} learners of {Length} on the simplex, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => OptimisticSimplex.StepBatch(
            count, _problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, _variations, Optimism.LastGradient, 1, 1, 1)),
        new("one call for each", _ => OneByOne()),
    ];

    public override void Dispose() => _problem.Dispose();

    private void OneByOne()
    {
        for (int i = 0; i < count; i++)
        {
            OptimisticSimplex.Step(
                _problem.XSpan.Slice(i * Length, Length), _problem.MSpan.Slice(i * Length, Length),
                _problem.GSpan.Slice(i * Length, Length), _problem.VSpan.Slice(i * Length, Length), ref _variations[i],
                Optimism.LastGradient, 1, 1, 1);
        }
    }
}
