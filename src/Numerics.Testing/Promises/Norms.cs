namespace Numerics.Testing;

/// <summary>Norms of arrays, in double.</summary>
internal static class Norms
{
    public static double Of(IEnumerable<double> x, ArrayNorm norm) => norm switch
    {
        ArrayNorm.Euclidean => Math.Sqrt(x.Sum(v => v * v)),
        ArrayNorm.Sum => x.Sum(Math.Abs),
        _ => x.Select(Math.Abs).DefaultIfEmpty(0).Aggregate((a, b) => double.IsNaN(a) || a > b ? a : b),
    };

    public static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    public static double[] Minus(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a - b)];
}
