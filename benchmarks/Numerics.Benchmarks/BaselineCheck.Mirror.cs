namespace Numerics.Benchmarks;

/// <content>Rounds of optimistic mirror descent with the last gradient as the hint: x is x̂ (of the entropy the summed losses), m the
/// hint, v the point to play.</content>
internal static partial class BaselineCheck
{
    /// <summary>Whole vectors, for baselines that have no loop for single elements.</summary>
    private const int WholeLength = Length / 16 * 16;

    /// <summary>A step of the ball and the simplex: about half of the simplex's coordinates stay above 0.</summary>
    private const double MirrorRate = 4.0 / WholeLength;

    /// <summary>Losses that nearly cancel keep roundings of what they were.</summary>
    private const double MirrorShare = 1e-4;

    /// <summary>So small that steps from the simplex's middle leave the ball.</summary>
    private static readonly double BallRadius = 1.2 / Math.Sqrt(WholeLength);

    private static void Ball(double[] x, double[] m, double[] v, float[] g, int t)
    {
        Descend(x, x, g);
        Shrink(x);
        Descend(x, v, g);
        Shrink(v);
        Hint(m, g);
    }

    private static void Simplex(double[] x, double[] m, double[] v, float[] g, int t)
    {
        Descend(x, x, g);
        Project(x);
        Descend(x, v, g);
        Project(v);
        Hint(m, g);
    }

    private static void Entropy(double[] x, double[] m, double[] v, float[] g, int t)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += g[i];
            least = Math.Min(least, x[i] + g[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += v[i] = Math.Exp(least - x[i] - g[i]);
            x[i] -= least;
        }

        for (int i = 0; i < x.Length; i++)
        {
            v[i] /= sum;
        }

        Hint(m, g);
    }

    private static void Descend(double[] from, double[] to, float[] g)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i] - MirrorRate * g[i];
        }
    }

    private static void Hint(double[] m, float[] g)
    {
        for (int i = 0; i < m.Length; i++)
        {
            m[i] = g[i];
        }
    }

    /// <summary>The nearest point of the ball.</summary>
    private static void Shrink(double[] y)
    {
        double factor = Math.Min(1, BallRadius / Math.Sqrt(y.Sum(e => e * e)));
        for (int i = 0; i < y.Length; i++)
        {
            y[i] *= factor;
        }
    }

    /// <summary>The nearest point of the simplex, by sorting: another way than the baseline's.</summary>
    private static void Project(double[] y)
    {
        double[] sorted = [.. y.OrderDescending()];
        double sum = 0, shift = 0;
        for (int k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            double next = (sum - 1) / (k + 1);
            shift = next < sorted[k] ? next : shift;
        }

        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Max(y[i] - shift, 0);
        }
    }
}
