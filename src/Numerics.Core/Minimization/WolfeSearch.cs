namespace Numerics.Minimization;

/// <summary>A step length that satisfies the strong Wolfe conditions.</summary>
/// <remarks>
/// φ(α) = f(x + α·d) with φ′(0) &lt; 0: sufficient decrease φ(α) ≤ φ(0) + c₁·α·φ′(0), and curvature |φ′(α)| ≤ c₂·|φ′(0)|.
/// The interval is widened until it holds such a length, then narrowed by the minimum of the cubic through its ends' values and slopes,
/// by halves where that lies near an end.
/// Values that differ by no more than rounding, 10⁻¹²·|φ(0)|, count as equal, so that near a minimum the slopes decide: the approximate Wolfe
/// conditions of Hager and Zhang (SIAM Journal on Optimization 16, 2005). Without them a minimum whose value is not 0 is reached no nearer
/// than the root of rounding.
/// <para>Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6.</para>
/// </remarks>
/// <param name="SufficientDecrease">c₁, in (0, ½).</param>
/// <param name="Curvature">c₂, in (c₁, 1).</param>
/// <param name="MostTrials">The most evaluations.</param>
public sealed record WolfeSearch(double SufficientDecrease = 1e-4, double Curvature = 0.9, int MostTrials = 60)
{
    /// <summary>How far the next length may be beyond the last.</summary>
    private const double Widening = 4;

    /// <summary>What rounding may change of a value: a sum's pairwise error, and its terms', with two digits to spare.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The share of the interval at each end in which the cubic's minimum is not trusted.</summary>
    private const double Margin = 0.1;

    /// <summary>The point that is found; null where there is none within the trials.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="direction">A direction of descent.</param>
    /// <param name="first">The first length to try.</param>
    /// <exception cref="ArgumentException">The function does not descend along the direction.</exception>
    public Point? Find(ValueGradient function, Point start, ReadOnlySpan<double> direction, double first = 1)
    {
        ArgumentNullException.ThrowIfNull(start);
        double slope = start.Slope(direction);
        if (!(slope < 0))
        {
            throw new ArgumentException($"The slope along the direction is {slope}; a search goes downhill.", nameof(direction));
        }

        Trial before = new(0, start, slope);
        double length = first;
        for (int trial = 1; trial <= MostTrials; trial++, length *= Widening)
        {
            Trial here = Try(function, start, direction, length);
            bool isHigher = !Decreases(here, start, slope) || (trial > 1 && IsAbove(here, before, start));
            if (isHigher || here.Slope >= 0)
            {
                return !isHigher && IsFlat(here, slope) ? here.Point
                    : Narrow(function, start, direction, isHigher ? before : here, isHigher ? here : before, MostTrials - trial);
            }

            if (IsFlat(here, slope))
            {
                return here.Point;
            }

            before = here;
        }

        return null;
    }

    /// <summary>Narrows an interval; <paramref name="low"/> is its end with the lower value.</summary>
    private Point? Narrow(
        ValueGradient function, Point start, ReadOnlySpan<double> direction, Trial low, Trial high, int trials)
    {
        double slope = start.Slope(direction);
        for (; trials > 0; trials--)
        {
            Trial here = Try(function, start, direction, Between(low, high));
            if (!Decreases(here, start, slope) || IsAbove(here, low, start))
            {
                high = here;
                continue;
            }

            if (IsFlat(here, slope))
            {
                return here.Point;
            }

            if (here.Slope * (high.Length - low.Length) >= 0)
            {
                high = low;
            }

            low = here;
        }

        return null;
    }

    private static Trial Try(ValueGradient function, Point start, ReadOnlySpan<double> direction, double length)
    {
        Point point = start.Along(function, direction, length);
        return new Trial(length, point, point.Slope(direction));
    }

    private bool Decreases(Trial here, Point start, double slope) =>
        here.Point.IsFinite && here.Point.Value <= start.Value + Math.Max(SufficientDecrease * here.Length * slope, Noise(start));

    /// <summary>Whether a trial's value is at least another's, and rounding does not explain it.</summary>
    private static bool IsAbove(Trial here, Trial other, Point start) =>
        here.Point.Value >= other.Point.Value + Noise(start);

    private static double Noise(Point start) => Rounding * Math.Abs(start.Value);

    private bool IsFlat(Trial here, double slope) => Math.Abs(here.Slope) <= Curvature * Math.Abs(slope);

    /// <summary>The minimum of the cubic through two trials, at least a margin from both; their middle where there is none.</summary>
    private static double Between(Trial a, Trial b)
    {
        double width = b.Length - a.Length;
        double mean = a.Slope + b.Slope - (3 * (a.Point.Value - b.Point.Value) / (a.Length - b.Length));
        double root = Math.CopySign(Math.Sqrt((mean * mean) - (a.Slope * b.Slope)), width);
        double share = 1 - ((b.Slope + root - mean) / (b.Slope - a.Slope + (2 * root)));
        return a.Length + (width * (share is >= Margin and <= 1 - Margin ? share : 0.5));
    }

    private readonly record struct Trial(double Length, Point Point, double Slope);
}
