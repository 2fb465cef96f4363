using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of optimistic mirror descent on a box, the orthant or the whole space, a million coordinates, all cores: two
/// passes.</summary>
internal sealed class LargeOptimisticBox(string name, ThreadPair threads, nint length) : Comparison
{
    private const double Scale = 2, Offset = 1e6;
    private readonly Problem _problem = new(length);
    private readonly HandWrittenOptimisticBox _box = new(
        Scale, Offset, 1, name == "online" ? -1 : name == "online-orthant" ? 0 : float.NegativeInfinity,
        name == "online" ? 1 : float.PositiveInfinity);
    private double _variation;

    internal override string Name => name;

    internal override string Title => $"optimistic mirror descent, {(name == "online" ? "box" : name[7..])}, float";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => 7 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Step()),
        new(HandWritten, _ => _box.Step(threads, _problem)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose() => _problem.Dispose();

    private void Step()
    {
        switch (name)
        {
            case "online":
                OptimisticBox.Step(
                    _problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, ref _variation, -1, 1,
                    Optimism.LastGradient, 1, Scale, Scale, Offset, 1);
                break;
            case "online-orthant":
                OptimisticOrthant.Step(
                    _problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, ref _variation,
                    Optimism.LastGradient, 1, Scale, Scale, Offset, 1);
                break;
            default:
                OptimisticGradientDescent.Step(
                    _problem.XSpan, _problem.MSpan, _problem.GSpan, _problem.VSpan, ref _variation,
                    Optimism.LastGradient, 1, Scale, Scale, Offset, 1);
                break;
        }
    }
}
