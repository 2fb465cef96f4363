using System.Numerics.Tensors;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;
using Numerics.Rules;

namespace Numerics.Benchmarks.OptimalTransport;

/// <summary>An iteration on two point clouds, against the same on their stored distances.</summary>
internal sealed class PointsCase : Comparison
{
    private const double Epsilon = 1e-2;
    private const string Stored = "stored cost";

    private readonly int _count;
    private readonly int _dimension;
    private readonly double _atMost;
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _cost;
    private readonly float[] _weights;
    private readonly float[] _logarithms;
    private readonly float[] _f;
    private float[] _g;
    private float[] _next;

    /// <summary>Draws the clouds and stores their distances.</summary>
    internal PointsCase(string name, int count, int dimension, double atMost)
    {
        (Name, _count, _dimension, _atMost) = (name, count, dimension, atMost);
        _x = Clouds.Numbers<float>((nint)count * dimension, 0);
        _y = Clouds.Numbers<float>((nint)count * dimension, 1);
        _cost = GC.AllocateUninitializedArray<float>(checked(count * count), pinned: true);
        Parallel.For(0, count, i => StoreRow(i));
        _weights = Clouds.Weights<float>(count);
        _logarithms = Array.ConvertAll(_weights, MathF.Log);
        (_f, _g, _next) = (new float[count], new float[count], new float[count]);
    }

    internal override string Name { get; }

    internal override string Title =>
        $"An iteration of Sinkhorn's algorithm on clouds of {_count:N0} points, d = {_dimension}, float";

    internal override nint Elements => (nint)_count * _count;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders => [new(Ours, _ => OnPoints()), new(Stored, _ => OnCost())];

    internal override IReadOnlyList<Target> Targets => [new(Stored, 1 / _atMost)];

    public override void Dispose()
    {
    }

    private void OnPoints()
    {
        SinkhornIteration.StepOnPoints(
            _f, _g, Points(_x), Points(_y), _weights, _weights, _logarithms, _next, Epsilon);
        (_g, _next) = (_next, _g);
    }

    private void OnCost()
    {
        Clouds.Step(_f, _g, _cost, _weights, _weights, _logarithms, _next, Epsilon);
        (_g, _next) = (_next, _g);
    }

    private ReadOnlyTensorSpan<float> Points(float[] points) => new(points, [_count, _dimension], []);

    private void StoreRow(int i)
    {
        ReadOnlySpan<float> point = _x.AsSpan(i * _dimension, _dimension);
        Span<float> row = _cost.AsSpan(i * _count, _count);
        for (int j = 0; j < _count; j++)
        {
            row[j] = Squared(point, _y.AsSpan(j * _dimension, _dimension));
        }
    }

    private static float Squared(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }

        return sum;
    }
}
