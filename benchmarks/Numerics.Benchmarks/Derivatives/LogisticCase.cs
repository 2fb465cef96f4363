using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Matrices;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Value and gradient of logistic regression, against reading its matrix once and against calls of TensorPrimitives.</summary>
internal sealed class LogisticCase : Comparison
{
    private const int Columns = 512;
    private const double Ridge = 0.1;

    private readonly int _rows;
    private readonly float[] _matrix;
    private readonly float[] _labels;
    private readonly float[] _weights = Filled.Of(Columns, 2);
    private readonly float[] _gradient = new float[Columns];
    private readonly PrimitivesLogistic _primitives;
    private readonly MatrixReading _reading;
    private double _sink;

    internal LogisticCase(ThreadPair threads, int rows)
    {
        _rows = rows;
        _matrix = Filled.Of((nint)rows * Columns, 0);
        _labels = Array.ConvertAll(Filled.Of(rows, 1), y => MathF.CopySign(1, y));
        _primitives = new PrimitivesLogistic(rows, Columns);
        _reading = new MatrixReading(threads, _matrix);
    }

    internal override string Name => "logistic";

    internal override string Title => $"Logistic regression, value and gradient, {_rows:N0} × {Columns}, float";

    internal override nint Elements => _matrix.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => _sink = LogisticRegression.LossGradient(
            _weights, new ReadOnlyTensorSpan<float>(_matrix, [_rows, Columns], []), _labels, _gradient, Ridge)),
        _reading.Contender,
        new(Primitives, _ => _sink = _primitives.LossGradient(_weights, _matrix, _labels, _gradient, Ridge)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(MatrixReading.Name, 1 / 1.3), new(Primitives, 2.5)];

    internal override double SampleMilliseconds => 60;

    public override void Dispose()
    {
    }
}
