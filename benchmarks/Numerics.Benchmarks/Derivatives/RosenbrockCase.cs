using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Matrices;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Rosenbrock's function in millions of variables, against loops written by hand: value and gradient, or the Hessian times a
/// vector.</summary>
internal sealed unsafe class RosenbrockCase(ThreadPair threads, nint length, bool isProduct) : Comparison
{
    private readonly float[] _x = Filled.Of(length, 0);
    private readonly float[] _v = Filled.Of(isProduct ? length : 0, 1);
    private readonly float[] _result = Filled.Of(length, 2);
    private readonly HandWrittenRosenbrock _byHand = new(1, 100);
    private double _sink;

    internal override string Name => isProduct ? "rosenbrock-hv" : "rosenbrock";

    internal override string Title =>
        $"Rosenbrock, {length:N0} variables, {(isProduct ? "Hessian times vector" : "value and gradient")}, float";

    internal override nint Elements => length;

    internal override double BytesPerElement => (isProduct ? 3 : 2) * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders => isProduct
        ? [new(Ours, _ => ExtendedRosenbrock.ValueHessianVector(_x, _v, _result)), new(HandWritten, _ => ProductByHand())]
        : [new(Ours, _ => _sink = ExtendedRosenbrock.ValueGradient(_x, _result)), new(HandWritten, _ => _sink = GradientByHand())];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, 1 / 1.2)];

    public override void Dispose()
    {
    }

    private double GradientByHand()
    {
        // Filled arrays are pinned.
        fixed (float* x = _x, result = _result)
        {
            return _byHand.ValueGradient(threads, x, result, length);
        }
    }

    private void ProductByHand()
    {
        fixed (float* x = _x, v = _v, result = _result)
        {
            _byHand.HessianVector(threads, x, v, result, length);
        }
    }
}
