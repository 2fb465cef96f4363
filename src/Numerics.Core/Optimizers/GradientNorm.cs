using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The Euclidean norm of all gradients of a step, and what is made of it, wherever it was computed.</summary>
/// <param name="greatest">The element type's greatest number.</param>
internal abstract class GradientNorm(double greatest)
{
    private double _unit = double.NaN;
    private double _root = double.NaN;

    /// <summary>The norm: NaN or +∞ if a gradient is, and +∞ where the norm of finite gradients is beyond double's
    /// range.</summary>
    public double Value => _unit * _root;

    /// <summary>Whether every gradient is finite, and still is when multiplied by <paramref name="scale"/>.</summary>
    public bool IsFinite(double scale)
    {
        if (double.IsFinite(Value) && Value * scale <= greatest)
        {
            return true;
        }

        double largest = Largest();
        return double.IsFinite(largest) && largest * scale <= greatest;
    }

    /// <inheritdoc cref="ClipFactor(double, double, double, double)"/>
    public double ClipFactor(double most, double scale) => ClipFactor(_unit, _root, most, scale);

    /// <summary>What clips: min(1, most/(n + 10⁻⁶)) with n the norm of the scaled gradients, as PyTorch has it; NaN for a
    /// norm of NaN. Devices compute it too.</summary>
    /// <param name="unit">With <paramref name="root"/> the norm before the scale, as a product: its value may overflow.</param>
    /// <param name="root">The other factor.</param>
    /// <param name="most">The greatest norm wanted.</param>
    /// <param name="scale">What gradients are multiplied by.</param>
    public static double ClipFactor(double unit, double root, double most, double scale)
    {
        double norm = unit * root * scale;
        double factor = norm > double.MaxValue && unit <= double.MaxValue
            ? most / scale / unit / root
            : most / (norm + 1e-6);
        return factor > 1 ? 1 : factor;
    }

    /// <summary>The norm as a product.</summary>
    protected void Set(double unit, double root) => (_unit, _root) = (unit, root);

    /// <summary>max |g| over all gradients; NaN if there is one.</summary>
    protected abstract double Largest();
}

/// <summary>The norm of gradients in the computer's own memory, by deterministic reductions in double.</summary>
/// <remarks>
/// For float gradients Σ g² in double neither overflows nor loses what matters, so one pass over memory answers
/// everything. For double ones a sum that left the normal range is taken again, scaled: s·√Σ (g/s)² with s the power
/// of two at or below max |g|.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class HostGradientNorm<T>() : GradientNorm(double.CreateChecked(T.MaxValue))
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private const double LeastSquare = 1e-280;
    private readonly GradientReduction<T> _squares = new(GradientReductions.SquaredNormRule.Instance);
    private readonly GradientReduction<T> _scaledSquares = new(GradientReductions.ScaledSquaredNormRule.Instance);
    private readonly GradientReduction<T> _largest = new(GradientReductions.LargestRule.Instance);
    private OptimizerTensor[] _tensors = [];

    /// <summary>Computes the norm of the tensors that have a gradient.</summary>
    public void Compute(OptimizerTensor[] tensors)
    {
        _tensors = tensors;
        double sum = _squares.Of(tensors, []);
        if (typeof(T) == typeof(double) && (double.IsPositiveInfinity(sum) || sum < LeastSquare))
        {
            Rescale();
        }
        else
        {
            Set(1, Math.Sqrt(sum));
        }
    }

    protected override double Largest() => _largest.Of(_tensors, []);

    private void Rescale()
    {
        double largest = Largest();
        if (double.IsFinite(largest) && largest > 0)
        {
            // Its reciprocal is a normal number too, so that no bit is lost in either.
            double scale = Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1022, 1022));
            Set(scale, Math.Sqrt(_scaledSquares.Of(_tensors, [scale])));
        }
        else
        {
            Set(largest, 1);
        }
    }
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
