using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Cases;

/// <summary>A round of optimistic mirror descent, a million coordinates, all cores, against losses that turn around each round: so
/// that points stay inside, and about half of the simplex's coordinates are above 0.</summary>
internal sealed unsafe class LargeMirror : Comparison
{
    private const string InDouble = "hand-written, sums in double";
    private const double AsByHand = 1 / 1.2;

    private readonly string _set;
    private readonly ThreadPair _threads;
    private readonly Problem _ours;
    private readonly Problem _theirs;
    private readonly Problem _turned;
    private readonly double _rate;
    private readonly HandWrittenOptimisticBall _ball;
    private readonly HandWrittenOptimisticSimplex _simplex;
    private readonly HandWrittenOptimisticSimplex _wideSimplex;
    private readonly HandWrittenOptimisticEntropy _entropy;
    private double _variation;
    private int _round;

    internal LargeMirror(string set, ThreadPair threads, nint length)
    {
        (_set, _threads) = (set, threads);
        (_ours, _theirs, _turned) = (new Problem(length), new Problem(length), new Problem(length));
        for (nint i = 0; i < length; i++)
        {
            _turned.G[i] = -_ours.G[i];
            _ours.X[i] = _theirs.X[i] = set == "ball" ? _ours.X[i] / 1000 : set == "simplex" ? 1f / length : 0;
        }

        _rate = set == "entropy" ? 1 : 4.0 / length;
        (_ball, _entropy) = (new(_rate, 1), new(_rate));
        (_simplex, _wideSimplex) = (new(_rate, sumsInDouble: false), new(_rate, sumsInDouble: true));
    }

    internal override string Name => $"online-{_set}";

    internal override string Title => $"optimistic mirror descent, {_set}, float";

    internal override nint Elements => _ours.Length;

    internal override double BytesPerElement => (_set == "ball" ? 8 : _set == "entropy" ? 10 : 0) * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Step()),
        new(HandWritten, _ => StepByHand(_simplex)),
        .. _set == "simplex" ? (Contender[])[new(InDouble, _ => StepByHand(_wideSimplex))] : [],
    ];

    internal override IReadOnlyList<Target> Targets =>
        [new(HandWritten, AsByHand), .. _set == "simplex" ? (Target[])[new(InDouble, AsByHand)] : []];

    public override void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
        _turned.Dispose();
    }

    private void Step()
    {
        Span<float> g = (_round++ & 1) == 0 ? _ours.GSpan : _turned.GSpan;
        switch (_set)
        {
            case "ball":
                OptimisticBall.Step(
                    _ours.XSpan, _ours.MSpan, g, _ours.VSpan, ref _variation, 1, Optimism.LastGradient, 1, _rate, _rate);
                break;
            case "simplex":
                OptimisticSimplex.Step(
                    _ours.XSpan, _ours.MSpan, g, _ours.VSpan, ref _variation, Optimism.LastGradient, 1, _rate, _rate);
                break;
            default:
                OptimisticEntropy.Step(
                    _ours.XSpan, _ours.MSpan, g, _ours.VSpan, ref _variation, Optimism.LastGradient, 1, _rate);
                break;
        }
    }

    private void StepByHand(HandWrittenOptimisticSimplex simplex)
    {
        float* g = (_round++ & 1) == 0 ? _ours.G : _turned.G;
        switch (_set)
        {
            case "ball": _ball.Step(_threads, _theirs, g); break;
            case "simplex": simplex.Step(_threads, _theirs, g); break;
            default: _entropy.Step(_threads, _theirs, g); break;
        }
    }
}
