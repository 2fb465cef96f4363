using System.Numerics;

namespace Numerics.Rules;

/// <summary>Σ⟨g, x⟩ and Σ g, in double.</summary>
internal sealed class RegretTracker<T>(int length)
    where T : unmanaged, INumberBase<T>
{
    private readonly double[] _sum = new double[length];
    private double _loss;

    /// <summary>⟨g, x⟩.</summary>
    public static double Loss(ReadOnlySpan<T> x, ReadOnlySpan<T> gradient)
    {
        double loss = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            loss += double.CreateTruncating(gradient[i]) * double.CreateTruncating(x[i]);
        }

        return loss;
    }

    public void Add(double loss, ReadOnlySpan<T> gradient)
    {
        for (int i = 0; i < _sum.Length; i++)
        {
            _sum[i] += double.CreateTruncating(gradient[i]);
        }

        _loss += loss;
    }

    public double Against(ReadOnlySpan<T> comparator)
    {
        double loss = 0;
        for (int i = 0; i < _sum.Length; i++)
        {
            loss += _sum[i] * double.CreateTruncating(comparator[i]);
        }

        return _loss - loss;
    }
}
