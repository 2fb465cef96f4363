using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>Row and column sums of a virtual matrix of squared distances, against loops written by hand.</summary>
internal sealed class PairSumsCase : Comparison
{
    private const int Dimension = HandWrittenPairSums.Dimension;
    private readonly int _points;
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _rows;
    private readonly float[] _columns;
    private readonly HandWrittenPairSums _byHand;
    private readonly long _allocated;

    internal PairSumsCase(ThreadPair threads, int points)
    {
        _points = points;
        _x = Filled.Of((nint)points * Dimension, 0);
        _y = Filled.Of((nint)points * Dimension, 1);
        _rows = Filled.Of(points, 2);
        _columns = Filled.Of(points, 3);
        _byHand = new HandWrittenPairSums(threads, _x, _y);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Call();
        _allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    internal override string Name => "pair-sums";

    /// <summary>Says what the first call of the process allocated: what the kernel keeps for the next ones.</summary>
    internal override string Title =>
        $"Sums of {_points:N0} × {_points:N0} squared distances, d = {Dimension}, float; the first call allocates "
        + $"{_allocated / 1e6:F1} MB, {_allocated / (2.0 * _points):F0} bytes a point";

    internal override nint Elements => (nint)_points * _points;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
        [new(Ours, _ => Call()), new(HandWritten, _ => _byHand.Run(_rows, _columns))];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose()
    {
    }

    private void Call() => PairSums.Of(Points(_x), Points(_y), _rows, _columns);

    private ReadOnlyTensorSpan<float> Points(float[] points) => new(points, [_points, Dimension], []);
}
