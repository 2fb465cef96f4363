using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Matrices;

/// <summary>SoftMax or LogSumExp of each row of a square matrix, against calls of TensorPrimitives row by row on all threads.</summary>
/// <remarks>The literal calls are of the same formula, with the row's greatest element taken off before exp.
/// <c>TensorPrimitives.SoftMax</c> does not do that: it is less work, and overflows where an element exceeds 88.</remarks>
internal sealed class RowFunctionCase : Comparison
{
    private const double Wanted = 5;

    /// <summary>Rows that a thread takes at a time.</summary>
    private const nint Chunk = 16;

    private readonly ThreadPair _threads;
    private readonly int _size;
    private readonly bool _isSoftMax;
    private readonly float[] _matrix;
    private readonly float[] _result;
    private readonly ThreadLocal<float[]> _line;

    internal RowFunctionCase(ThreadPair threads, int size, bool isSoftMax)
    {
        (_threads, _size, _isSoftMax) = (threads, size, isSoftMax);
        _matrix = Filled.Of((nint)size * size, 0);
        _result = Filled.Of(isSoftMax ? (nint)size * size : size, 1);
        _line = new ThreadLocal<float[]>(() => new float[size]);
    }

    internal override string Name => _isSoftMax ? "softmax-rows" : "logsumexp-rows";

    internal override string Title => $"{(_isSoftMax ? "SoftMaxRows" : "LogSumExpRows")}, {_size} × {_size}, float";

    internal override nint Elements => _matrix.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders => _isSoftMax
        ?
        [
            new(Ours, _ => RowFunctions.SoftMax(Matrix, new TensorSpan<float>(_result, [_size, _size], []))),
            new(Primitives + ", literal", _ => _threads.Run(_size, SoftMaxLiteral, Chunk)),
            new("overflowing TensorPrimitives.SoftMax", _ => _threads.Run(_size, SoftMaxCall, Chunk)),
        ]
        :
        [
            new(Ours, _ => RowFunctions.LogSumExp(Matrix, _result)),
            new(Primitives + ", literal", _ => _threads.Run(_size, LogSumExpLiteral, Chunk)),
        ];

    internal override IReadOnlyList<Target> Targets => [new(Primitives, Wanted)];

    private ReadOnlyTensorSpan<float> Matrix => new(_matrix, [_size, _size], []);

    public override void Dispose() => _line.Dispose();

    private ReadOnlySpan<float> Row(nint i) => _matrix.AsSpan((int)i * _size, _size);

    private Span<float> ResultRow(nint i) => _result.AsSpan((int)i * _size, _size);

    private void SoftMaxLiteral(nint start, nint end)
    {
        for (nint i = start; i < end; i++)
        {
            Span<float> result = ResultRow(i);
            TensorPrimitives.Subtract(Row(i), TensorPrimitives.Max(Row(i)), result);
            TensorPrimitives.Exp(result, result);
            TensorPrimitives.Divide(result, TensorPrimitives.Sum<float>(result), result);
        }
    }

    private void SoftMaxCall(nint start, nint end)
    {
        for (nint i = start; i < end; i++)
        {
            TensorPrimitives.SoftMax(Row(i), ResultRow(i));
        }
    }

    private void LogSumExpLiteral(nint start, nint end)
    {
        float[] line = _line.Value!;
        for (nint i = start; i < end; i++)
        {
            float greatest = TensorPrimitives.Max(Row(i));
            TensorPrimitives.Subtract(Row(i), greatest, line);
            TensorPrimitives.Exp<float>(line, line);
            _result[i] = greatest + MathF.Log(TensorPrimitives.Sum<float>(line));
        }
    }
}
