namespace Numerics.Testing;

/// <summary>An orthogonal map: a product of Householder reflections x − 2w(wᵀx)/(wᵀw) in small whole vectors
/// w.</summary>
internal sealed class Rotation(double[][] normals)
{
    /// <summary>Two reflections; neither leaves a coordinate axis where it is.</summary>
    public static Rotation Draw(SeededNumbers numbers, int dimension) => new([
        [.. Enumerable.Range(0, dimension).Select(_ => numbers.Sign() * numbers.Whole(1, 3))],
        [.. Enumerable.Range(0, dimension).Select(_ => numbers.Sign() * numbers.Whole(1, 3))]]);

    /// <summary>Q·x, in place.</summary>
    public void Apply(Span<double> x)
    {
        for (int i = normals.Length - 1; i >= 0; i--)
        {
            Reflect(normals[i], x);
        }
    }

    /// <summary>Qᵀ·x, in place.</summary>
    public void ApplyTransposed(Span<double> x)
    {
        foreach (double[] normal in normals)
        {
            Reflect(normal, x);
        }
    }

    private static void Reflect(double[] w, Span<double> x)
    {
        (double along, double square) = (0, 0);
        for (int i = 0; i < w.Length; i++)
        {
            along += w[i] * x[i];
            square += w[i] * w[i];
        }

        double factor = 2 * along / square;
        for (int i = 0; i < w.Length; i++)
        {
            x[i] -= factor * w[i];
        }
    }
}
