using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The Euclidean norm of all gradients of a step, by deterministic reductions in double.</summary>
/// <remarks>
/// For float gradients Σ g² in double neither overflows nor loses what matters, so one pass over memory answers everything.
/// For double ones a sum that left the normal range is taken again, scaled by the largest gradient: s·√Σ (g/s)² with s = max |g|.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GradientNorm<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private const double LeastSquare = 1e-280;
    private readonly Batch<T> _squares = new(SquaredNormKernel.Plan);
    private readonly Batch<T> _largest = new(LargestKernel.Plan);
    private readonly Batch<T> _scaledSquares = new(ScaledSquaredNormKernel.Plan);
    private OptimizerTensor[] _tensors = [];
    private double _scale;
    private double _root;

    /// <summary>The norm: NaN or +∞ if a gradient is, and +∞ where the norm of finite gradients is beyond double's range.</summary>
    public double Value => _scale * _root;

    /// <summary>Computes the norm of the tensors that have a gradient.</summary>
    public void Compute(OptimizerTensor[] tensors)
    {
        _tensors = tensors;
        double sum = Reduce<SquaredNormKernel>(_squares, [], SquaredNormKernel.Slot);
        (_scale, _root) = (1, Math.Sqrt(sum));
        if (typeof(T) == typeof(double) && (double.IsPositiveInfinity(sum) || sum < LeastSquare))
        {
            Rescale();
        }
    }

    /// <summary>Whether every gradient is finite, and still is when multiplied by <paramref name="scale"/>.</summary>
    public bool IsFinite(double scale)
    {
        double greatest = double.CreateChecked(T.MaxValue);
        if (double.IsFinite(Value) && Value * scale <= greatest)
        {
            return true;
        }

        double largest = Largest();
        return double.IsFinite(largest) && largest * scale <= greatest;
    }

    /// <summary>What clips: min(1, most/(n + 10⁻⁶)) with n the norm of the scaled gradients, as PyTorch has it.</summary>
    public double ClipFactor(double most, double scale)
    {
        double norm = Value * scale;
        return double.IsPositiveInfinity(norm) && double.IsFinite(_scale)
            ? most / scale / _scale / _root
            : Math.Min(1, most / (norm + 1e-6));
    }

    private void Rescale()
    {
        double largest = Largest();
        if (double.IsFinite(largest) && largest > 0)
        {
            double sum = Reduce<ScaledSquaredNormKernel>(_scaledSquares, [largest], ScaledSquaredNormKernel.Slot);
            (_scale, _root) = (largest, Math.Sqrt(sum));
        }
        else
        {
            (_scale, _root) = (largest, 1);
        }
    }

    private double Largest() => Reduce<LargestKernel>(_largest, [], LargestKernel.Slot);

    private double Reduce<K>(Batch<T> batch, ReadOnlySpan<double> host, int slot)
        where K : struct, IKernel
    {
        batch.Clear();
        host.CopyTo(batch.AddGroup(host.Length));
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive)
            {
                batch.Add(0, tensor.Length, [tensor.Gradient]);
            }
        }

        Launch.Run<K, T>(batch);
        return batch.Values(0)[slot];
    }
}
