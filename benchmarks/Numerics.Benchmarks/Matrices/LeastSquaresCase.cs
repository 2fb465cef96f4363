using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>A step of ridge regression, against reading its matrix once.</summary>
internal sealed unsafe class LeastSquaresCase(ThreadPair threads, int rows) : Comparison
{
    private const int Columns = 512;
    private const string ReadOnce = "reading the matrix once";

    /// <summary>So small that the weights stay where they are over any number of calls.</summary>
    private const double Rate = 1e-12;
    private const double Ridge = 0.1;

    private readonly float[] _matrix = Filled.Of((nint)rows * Columns, 0);
    private readonly float[] _targets = Filled.Of(rows, 1);
    private readonly float[] _weights = Filled.Of(Columns, 2);
    private float _sink;

    internal override string Name => "least-squares";

    internal override string Title => $"Least squares, {rows:N0} × {Columns}, float";

    internal override nint Elements => _matrix.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => RidgeRegression.Step(
            _weights, new ReadOnlyTensorSpan<float>(_matrix, [rows, Columns], []), _targets, Rate, Ridge)),
        new(ReadOnce, _ => threads.Run(Elements, Read)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(ReadOnce, 1 / 1.2)];

    internal override double SampleMilliseconds => 60;

    public override void Dispose()
    {
    }

    private void Read(nint start, nint end)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        fixed (float* matrix = _matrix)
        {
            for (nint i = start; i <= end - 4 * Bounds.Lanes; i += 4 * Bounds.Lanes)
            {
                a += Vector512.Load(matrix + i);
                b += Vector512.Load(matrix + i + Bounds.Lanes);
                c += Vector512.Load(matrix + i + 2 * Bounds.Lanes);
                d += Vector512.Load(matrix + i + 3 * Bounds.Lanes);
            }
        }

        Volatile.Write(ref _sink, Vector512.Sum(a + b + c + d));
    }
}
