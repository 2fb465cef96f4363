namespace Numerics.Rules;

/// <summary>Σ⟨g, x⟩ and Σ g, in double.</summary>
internal sealed class RegretTracker(int length)
{
    private readonly double[] _sum = new double[length];
    private double _loss;

    /// <summary>⟨g, x⟩.</summary>
    public static double Loss(ReadOnlySpan<float> x, ReadOnlySpan<float> gradient)
    {
        double loss = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            loss += (double)gradient[i] * x[i];
        }

        return loss;
    }

    public void Add(double loss, ReadOnlySpan<float> gradient)
    {
        for (int i = 0; i < _sum.Length; i++)
        {
            _sum[i] += gradient[i];
        }

        _loss += loss;
    }

    public double Against(ReadOnlySpan<float> comparator)
    {
        double loss = 0;
        for (int i = 0; i < _sum.Length; i++)
        {
            loss += _sum[i] * comparator[i];
        }

        return _loss - loss;
    }
}
