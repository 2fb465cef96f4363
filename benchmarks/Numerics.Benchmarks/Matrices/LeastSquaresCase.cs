using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>A step of ridge regression, against reading its matrix once.</summary>
internal sealed class LeastSquaresCase(ThreadPair threads, int rows) : Comparison
{
    private const int Columns = 512;

    /// <summary>So small that the weights stay where they are over any number of calls.</summary>
    private const double Rate = 1e-12;
    private const double Ridge = 0.1;

    private readonly float[] _matrix = Filled.Of((nint)rows * Columns, 0);
    private readonly float[] _targets = Filled.Of(rows, 1);
    private readonly float[] _weights = Filled.Of(Columns, 2);

    internal override string Name => "least-squares";

    internal override string Title => $"Least squares, {rows:N0} × {Columns}, float";

    internal override nint Elements => _matrix.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => RidgeRegression.Step(
            _weights, new ReadOnlyTensorSpan<float>(_matrix, [rows, Columns], []), _targets, Rate, Ridge)),
        new MatrixReading(threads, _matrix).Contender,
    ];

    internal override IReadOnlyList<Target> Targets => [new(MatrixReading.Name, 1 / 1.2)];

    internal override double SampleMilliseconds => 60;

    public override void Dispose()
    {
    }
}
