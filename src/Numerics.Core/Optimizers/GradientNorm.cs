using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The Euclidean norm of all gradients of a step, by deterministic reductions in double.</summary>
/// <remarks>
/// For float gradients Σ g² in double neither overflows nor loses what matters, so one pass over memory answers
/// everything. For double ones a sum that left the normal range is taken again, scaled: s·√Σ (g/s)² with s the power
/// of two at or below max |g|.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GradientNorm<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private const double LeastSquare = 1e-280;
    private readonly GradientReduction<T> _squares = new(GradientReductions.SquaredNormRule.Instance);
    private readonly GradientReduction<T> _scaledSquares = new(GradientReductions.ScaledSquaredNormRule.Instance);
    private readonly GradientReduction<T> _largest = new(GradientReductions.LargestRule.Instance);
    private OptimizerTensor[] _tensors = [];
    private double _scale;
    private double _root;

    /// <summary>The norm: NaN or +∞ if a gradient is, and +∞ where the norm of finite gradients is beyond double's
    /// range.</summary>
    public double Value => _scale * _root;

    /// <summary>Computes the norm of the tensors that have a gradient.</summary>
    public void Compute(OptimizerTensor[] tensors)
    {
        _tensors = tensors;
        double sum = _squares.Of(tensors, []);
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

    /// <summary>What clips: min(1, most/(n + 10⁻⁶)) with n the norm of the scaled gradients, as PyTorch has
    /// it.</summary>
    public double ClipFactor(double most, double scale)
    {
        double norm = Value * scale;
        return double.IsPositiveInfinity(norm) && double.IsFinite(_scale)
            ? Math.Min(1, most / scale / _scale / _root)
            : Math.Min(1, most / (norm + 1e-6));
    }

    private void Rescale()
    {
        double largest = Largest();
        if (double.IsFinite(largest) && largest > 0)
        {
            // Its reciprocal is a normal number too, so that no bit is lost in either.
            double scale = Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1022, 1022));
            (_scale, _root) = (scale, Math.Sqrt(_scaledSquares.Of(_tensors, [scale])));
        }
        else
        {
            (_scale, _root) = (largest, 1);
        }
    }

    private double Largest() => _largest.Of(_tensors, []);
}

/// <summary>A rule that gives one number of all gradients of a step.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GradientReduction<T>(UpdateRule rule)
    where T : unmanaged, INumber<T>
{
    private readonly Batch<T> _batch = new(rule.Plans[0]);

    /// <summary>Its number for the tensors that have a gradient.</summary>
    public double Of(OptimizerTensor[] tensors, ReadOnlySpan<double> host)
    {
        _batch.Clear();
        host.CopyTo(_batch.AddGroup(host.Length));
        foreach (OptimizerTensor tensor in tensors)
        {
            if (tensor.IsActive)
            {
                _batch.Add(0, tensor.Length, [tensor.Gradient]);
            }
        }

        rule.Run(0, _batch);
        return _batch.Values(0)[rule.Plans[0].Results[0].Slot];
    }
}
