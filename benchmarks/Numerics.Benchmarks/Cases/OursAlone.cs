using Numerics.Benchmarks.Measurement;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>A step of ours that is only compared with other programs, on arrays far beyond the caches.</summary>
internal sealed class OursAlone : Comparison
{
    private const double Momentum = 0.9;
    private readonly Problem _problem;
    private readonly Action<Problem, int> _step;

    private OursAlone(string name, string title, int arrayPasses, nint length, Action<Problem, int> step)
    {
        (Name, Title, BytesPerElement) = (name, title, arrayPasses * sizeof(float));
        _problem = new Problem(length);
        _step = step;
    }

    internal override string Name { get; }

    internal override string Title { get; }

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement { get; }

    internal override IReadOnlyList<Contender> Contenders => [new(Ours, t => _step(_problem, t))];

    public override void Dispose() => _problem.Dispose();

    /// <summary>Adam without weight decay.</summary>
    internal static OursAlone Adam(nint length) => new("adam", "Adam, float", 7, length, static (p, t) =>
        Rules.Adam.Step(p.XSpan, p.MSpan, p.VSpan, p.GSpan, t, LearningRate, Beta1, Beta2, Epsilon));

    /// <summary>SGD with momentum 0.9.</summary>
    internal static OursAlone Sgd(nint length) => new("sgd", "SGD with momentum, float", 5, length, static (p, t) =>
        Rules.Sgd.Step(p.XSpan, p.MSpan, p.GSpan, t, LearningRate, Momentum));
}
