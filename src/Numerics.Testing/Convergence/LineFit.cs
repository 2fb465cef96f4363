namespace Numerics.Testing;

/// <summary>The least-squares line through points.</summary>
/// <param name="Slope">Its slope.</param>
/// <param name="Intercept">Its value at 0.</param>
/// <param name="Residual">The sum of squared distances in y.</param>
internal readonly record struct LineFit(double Slope, double Intercept, double Residual)
{
    public static LineFit Through(IReadOnlyList<(double X, double Y)> points)
    {
        double meanX = points.Average(p => p.X);
        double meanY = points.Average(p => p.Y);
        double spread = points.Sum(p => (p.X - meanX) * (p.X - meanX));
        double slope = points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
        double intercept = meanY - slope * meanX;
        return new LineFit(slope, intercept, points.Sum(p => Math.Pow(p.Y - intercept - slope * p.X, 2)));
    }
}
