using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>Many short independent problems in one call, against one problem of the same total.</summary>
internal sealed class ManyProblemsCase(int problems, bool isReducing) : Comparison
{
    private const int Length = 64;
    private const double Allowed = 1.3;
    private const string Flat = "one flat array";

    /// <summary>So small that the values stay where they are over any number of calls.</summary>
    private const double Rate = 1e-12;

    private readonly float[] _x = Filled.Of((nint)problems * Length, 0);
    private readonly float[] _g = Filled.Of((nint)problems * Length, 1);

    internal override string Name => isReducing ? "batch-reducing" : "batch";

    internal override string Title =>
        $"{problems:N0} problems of {Length} in one call, {(isReducing ? "with a reduction" : "elementwise")}, float";

    internal override nint Elements => _x.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders => isReducing
        ?
        [
            new(Ours, _ => ShortSteps.NormalisedBatch(problems, _x, _g, Rate)),
            new(Flat, _ => ShortSteps.Normalised(_x, _g, Rate)),
        ]
        :
        [
            new(Ours, _ => ShortSteps.DescendBatch(problems, _x, _g, Rate)),
            new(Flat, _ => ShortSteps.Descend(_x, _g, Rate)),
        ];

    internal override IReadOnlyList<Target> Targets => [new(Flat, 1 / Allowed)];

    public override void Dispose()
    {
    }
}
