using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of many independent learners in one call, beside one learner of the same total and one call for each.</summary>
internal sealed class ManyLearners(int count, ManyLearners.Kind kind) : Comparison
{
    private const int Length = 64;
    private const string Flat = "one flat array";
    private const double Allowed = 1.3;
    private const Optimism Hint = Optimism.LastGradient;
    private readonly Problem _problem = new((nint)count * Length);
    private readonly double[] _variations = new double[count];
    private double _variation;

    /// <summary>Where the learners play.</summary>
    internal enum Kind
    {
        Simplex,
        Entropy,
        Box,
    }

    internal override string Name => NameOf(kind);

    internal override string Title => $"{count} learners of {Length}, {kind}, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Together()),
        new(Flat, _ => One(_problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, ref _variation)),
        new("one call for each", _ => OneByOne()),
    ];

    internal override IReadOnlyList<Target> Targets => [new(Flat, 1 / Allowed)];

    /// <summary>The name on the command line.</summary>
    internal static string NameOf(Kind kind) => "online-many-" + kind.ToString().ToLowerInvariant();

    public override void Dispose() => _problem.Dispose();

    private void Together()
    {
        Span<float> x = _problem.XSpan, m = _problem.MSpan, g = _problem.GSpan, v = _problem.VSpan;
        switch (kind)
        {
            case Kind.Simplex: OptimisticSimplex.StepBatch(count, x, m, g, v, _variations, Hint, 1, 1, 1); break;
            case Kind.Entropy: OptimisticEntropy.StepBatch(count, x, m, g, v, _variations, Hint, 1, 1); break;
            default: OptimisticBox.StepBatch(count, x, m, g, v, _variations, -1, 1, Hint, 1, 1, 1); break;
        }
    }

    private void One(Span<float> x, Span<float> m, Span<float> g, Span<float> v, ref double variation)
    {
        switch (kind)
        {
            case Kind.Simplex: OptimisticSimplex.Step(x, m, g, v, ref variation, Hint, 1, 1, 1); break;
            case Kind.Entropy: OptimisticEntropy.Step(x, m, g, v, ref variation, Hint, 1, 1); break;
            default: OptimisticBox.Step(x, m, g, v, ref variation, -1, 1, Hint, 1, 1, 1); break;
        }
    }

    private void OneByOne()
    {
        for (int i = 0; i < count; i++)
        {
            int start = i * Length;
            One(
                _problem.XSpan.Slice(start, Length), _problem.MSpan.Slice(start, Length), _problem.GSpan.Slice(start, Length),
                _problem.VSpan.Slice(start, Length), ref _variations[i]);
        }
    }
}
