using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>f(x) = ½(x − x°)ᵀA(x − x°), optionally with Σ cos xᵢ, A = QᵀQ/rows with Gaussian Q.</summary>
internal sealed class Quadratic(Vec[] rows, Vec centre, bool waves)
{
    /// <summary>Draws Q from N(0, 1) and x° from N(0, 4).</summary>
    public static Quadratic Draw(Case c, int rows, bool waves)
    {
        Vec Row() => new([.. Enumerable.Range(0, c.Dimension).Select(_ => c.Normal())]);
        return new Quadratic([.. Enumerable.Range(0, rows).Select(_ => Row())], 2 * Row(), waves);
    }

    /// <summary>A Lipschitz constant of the gradient: λmax(A), plus 1 for the waves.</summary>
    public double Lipschitz { get; } = Greatest(rows) + (waves ? 1 : 0);

    /// <summary>f(x).</summary>
    public double Value(Vec x)
    {
        double sum = rows.Sum(q => Square(Dot(q, x - centre)).Value) / (2 * rows.Length);
        return waves ? sum + x.ToArray().Sum(Math.Cos) : sum;
    }

    /// <summary>∇f(x).</summary>
    public Vec Gradient(Vec x)
    {
        Vec g = Apply(rows, x - centre);
        return waves ? g - new Vec([.. x.ToArray().Select(Math.Sin)]) : g;
    }

    private static Vec Apply(Vec[] rows, Vec v)
    {
        double[] result = new double[v.Length];
        foreach (Vec q in rows)
        {
            double weight = 0;
            for (int i = 0; i < result.Length; i++)
            {
                weight += q[i].Value * v[i].Value;
            }

            for (int i = 0; i < result.Length; i++)
            {
                result[i] += weight * q[i].Value / rows.Length;
            }
        }

        return new Vec(result);
    }

    /// <summary>λmax(A) by 500 power iterations, with a thousandth to spare.</summary>
    private static double Greatest(Vec[] rows)
    {
        Vec v = Vec.Filled(rows[0].Length, 1);
        double size = 0;
        for (int i = 0; i < 500; i++)
        {
            v = Apply(rows, v / Norm(v));
            size = Norm(v).Value;
        }

        return 1.001 * size;
    }
}
