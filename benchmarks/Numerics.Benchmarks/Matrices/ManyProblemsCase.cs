using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>Many short independent problems in one call, against one problem of the same total.</summary>
internal sealed class ManyProblemsCase(int problems, ManyProblemsCase.Kind kind) : Comparison
{
    private const int Length = 64;
    private const double Allowed = 1.3;
    private const string Flat = "one flat array";

    /// <summary>So small that the values stay where they are over any number of calls.</summary>
    private const double Rate = 1e-12;

    /// <summary>What a problem is.</summary>
    internal enum Kind
    {
        Elementwise,
        Reducing,
        ReducingKernel,
    }

    private readonly float[] _x = Filled.Of((nint)problems * Length, 0);
    private readonly float[] _g = Filled.Of((nint)problems * Length, 1);

    internal override string Name => kind switch
    {
        Kind.Elementwise => "batch",
        Kind.Reducing => "batch-reducing",
        _ => "batch-vec",
    };

    internal override string Title =>
        $"{problems:N0} problems of {Length} in one call, {What}, float";

    private string What => kind switch
    {
        Kind.Elementwise => "elementwise",
        Kind.Reducing => "with a reduction",
        _ => "with a reduction, of a rule over Vec",
    };

    internal override nint Elements => _x.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders => kind switch
    {
        Kind.Elementwise =>
        [
            new(Ours, _ => ShortSteps.DescendBatch(problems, _x, _g, Rate)),
            new(Flat, _ => ShortSteps.Descend(_x, _g, Rate)),
        ],
        Kind.Reducing =>
        [
            new(Ours, _ => ShortSteps.NormalisedBatch(problems, _x, _g, Rate)),
            new(Flat, _ => ShortSteps.Normalised(_x, _g, Rate)),
        ],
        _ =>
        [
            new(Ours, _ => ShortSteps.ScaledBatch(problems, _x, _g, Rate)),
            new(Flat, _ => ShortSteps.Scaled(_x, _g, Rate)),
        ],
    };

    internal override IReadOnlyList<Target> Targets => [new(Flat, 1 / Allowed)];

    public override void Dispose()
    {
    }
}
