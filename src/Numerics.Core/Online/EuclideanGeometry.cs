namespace Numerics.Rules;

/// <summary>A set with the Euclidean distance.</summary>
/// <param name="length">n, at least 1.</param>
public abstract class EuclideanGeometry(int length) : Geometry(length)
{
    /// <inheritdoc/>
    public sealed override bool IsEuclidean => true;

    /// <summary>½·‖u − x‖².</summary>
    /// <inheritdoc/>
    public override double Divergence(ReadOnlySpan<float> u, ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int i = 0; i < u.Length; i++)
        {
            sum += ((double)u[i] - x[i]) * ((double)u[i] - x[i]);
        }

        return sum / 2;
    }
}
