namespace Numerics.Properties.Convergence;

/// <summary>The factors by which linear methods shrink the part of a quadratic's error along one eigenvector. All of
/// them have two numbers of state there, x and a momentum, and shrink by the greater root of z² − trace·z +
/// determinant.</summary>
internal static class Roots
{
    /// <summary>Of the gap, which is quadratic in the error. The roots are real for the rates used.</summary>
    public static double Factor(double trace, double determinant)
    {
        double z = (trace + Math.Sqrt(trace * trace - 4 * determinant)) / 2;
        return z * z;
    }

    /// <summary>x' = x − a·e.</summary>
    public static double Descent(double a) => Factor(1 - a, 0);

    /// <summary>b' = βb + e, x' = x − a·b' (Polyak).</summary>
    public static double HeavyBall(double a, double beta) => Factor(1 + beta - a, beta);

    /// <summary>b' = βb + e, x' = x − a·(e + βb') (Nesterov).</summary>
    public static double Nesterov(double a, double beta) => Factor((1 + beta) * (1 - a), beta * (1 - a));

    /// <summary>m' = βm + (1−β)e, x' = x − a·m'.</summary>
    public static double Average(double a, double beta) => Factor(1 + beta - a * (1 - beta), beta);

    /// <summary>m' = βm + (1−β)e, x' = x − a·((1−β)e + βm').</summary>
    public static double AverageAhead(double a, double beta)
        => Factor(1 + beta - a * (1 - beta) * (1 + beta), beta * (1 - a * (1 - beta)));

    /// <summary>m' = βm + (1−β)e, x' = x − a·(m' + e).</summary>
    public static double AverageAndGradient(double a, double beta) => Factor(1 + beta - a * (2 - beta), beta * (1 - a));
}
