using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.Matrices;

/// <summary>Kaczmarz steps with normal combinations of all rows, against loops written by hand.</summary>
internal sealed class GaussianCase : Comparison
{
    private const int MostRows = 1000;
    private const int Steps = 4;
    private const ulong Key = 7;
    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _x;
    private readonly double[] _xByHand;
    private readonly HandWrittenGaussian _byHand;

    internal GaussianCase(ThreadPair threads, int columns)
    {
        (_columns, _rows) = (columns, Math.Min(columns, MostRows));
        _matrix = [.. Filled.Of((nint)_rows * columns, 0).Select(e => (double)e)];
        _right = [.. Filled.Of(_rows, 1).Select(e => (double)e)];
        (_x, _xByHand) = (new double[columns], new double[columns]);
        _byHand = new HandWrittenGaussian(threads, _matrix, _right, columns);
        CheckSame();
    }

    internal override string Name => $"gaussian-{_columns}";

    internal override string Title => $"{Steps} Gaussian steps, {_rows} × {_columns}, double";

    internal override nint Elements => Steps * _matrix.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => GaussianKaczmarz.Sweep(
            _x, new ReadOnlyTensorSpan<double>(_matrix, [_rows, _columns], []), _right, Key, t * Steps, Steps)),
        new(HandWritten, t => _byHand.Sweep(_xByHand, Key, t * Steps, Steps)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose()
    {
    }

    /// <summary>Both compute the same steps, and the rule allocates nothing.</summary>
    private void CheckSame()
    {
        var matrix = new ReadOnlyTensorSpan<double>(_matrix, [_rows, _columns], []);
        GaussianKaczmarz.Sweep(_x, matrix, _right, Key, 0, Steps);
        _byHand.Sweep(_xByHand, Key, 0, Steps);
        double distance = TensorPrimitives.Distance<double>(_x, _xByHand), norm = TensorPrimitives.Norm<double>(_x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GaussianKaczmarz.Sweep(_x, matrix, _right, Key, 0, Steps);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (!(distance <= 1e-10 * norm) || allocated > 0)
        {
            throw new InvalidOperationException($"The steps differ by {distance} of {norm}, or allocate {allocated} bytes.");
        }

        Array.Clear(_x);
        Array.Clear(_xByHand);
    }
}
