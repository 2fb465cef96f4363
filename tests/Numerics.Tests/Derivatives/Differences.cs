namespace Numerics.Tests.Derivatives;

/// <summary>Derivatives by central differences of a definition in double, each with a bound of its own error.</summary>
internal static class Differences
{
    /// <summary>The error of one rounding, relative: 2⁻⁵³.</summary>
    private const double Rounding = 1.1102230246251565E-16;

    /// <summary>So many roundings make a term of the definitions tested here, at most.</summary>
    private const int RoundingsOfTerm = 32;

    /// <summary>About ε^(1/5), where truncation h⁴ and rounding ε/h of the extrapolated quotient meet.</summary>
    private static readonly double Step = Math.Pow(Rounding, 0.2);

    /// <summary>The derivative of f along d at x, and how far it may be off.</summary>
    /// <remarks>D(h) = f′ + c₂h² + c₄h⁴ + …, so (4D(h) − D(2h))/3 leaves a multiple of h⁴; |D(2h) − D(h)| = 3|c₂|h² + … bounds it where h
    /// is small. A rounding of f, of a size that the greatest value seen stands for, comes out divided by h.</remarks>
    public static (double Value, double Error) Along(Func<double[], double> f, double[] x, double[] d)
    {
        double size = 1;
        double At(double h)
        {
            double value = f([.. x.Select((e, i) => e + (h * d[i]))]);
            size = Math.Max(size, Math.Abs(value));
            return value;
        }

        double once = (At(Step) - At(-Step)) / (2 * Step);
        double twice = (At(2 * Step) - At(-2 * Step)) / (4 * Step);
        double rounded = (x.Length + RoundingsOfTerm) * Rounding * size / Step;
        return (((4 * once) - twice) / 3, Math.Abs(twice - once) + rounded);
    }
}
