using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>A sweep of Kaczmarz projections onto random rows, against loops written by hand.</summary>
internal sealed class KaczmarzCase : Comparison
{
    private const int Rows = 1000;
    private const ulong Key = 7;
    private readonly int _columns;
    private readonly float[] _matrix;
    private readonly float[] _right = Filled.Of(Rows, 1);
    private readonly float[] _norms = new float[Rows];
    private readonly float[] _x;
    private readonly float[] _xByHand;

    internal KaczmarzCase(int columns)
    {
        _columns = columns;
        _matrix = Filled.Of((nint)Rows * columns, 0);
        _x = Filled.Of(columns, 2);
        _xByHand = Filled.Of(columns, 2);
        for (int i = 0; i < Rows; i++)
        {
            _norms[i] = TensorPrimitives.SumOfSquares<float>(_matrix.AsSpan(i * columns, columns));
        }
    }

    internal override string Name => $"kaczmarz-{_columns}";

    internal override string Title => $"{Kaczmarz.Projections} Kaczmarz projections, {Rows} × {_columns}, float";

    internal override nint Elements => Kaczmarz.Projections * _columns;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => Kaczmarz.Sweep(
            _x, new ReadOnlyTensorSpan<float>(_matrix, [Rows, _columns], []), _right, _norms, Key, t)),
        new(HandWritten, t => HandWrittenKaczmarz.Sweep(
            _xByHand, _matrix, _right, _norms, Key, t, Kaczmarz.Projections)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose()
    {
    }
}
