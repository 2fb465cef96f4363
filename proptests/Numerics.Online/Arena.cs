using Numerics.Rules;

namespace Numerics.Online;

/// <summary>A geometry in double, as the kernels have it, with what its theorems and its tests need.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its centre, of n coordinates.</param>
/// <param name="Diameter">D, in the Euclidean norm.</param>
/// <param name="Step">A round of its rule.</param>
/// <param name="Least">The point of the set with the least ⟨c, u⟩.</param>
/// <param name="Outside">How far a point is outside the set, relative to the set's size.</param>
public sealed record Arena(
    string Name, Func<int, double[]> Start, Func<int, double> Diameter, Round Step, Func<double[], double[]> Least,
    Func<double[], double> Outside)
{
    public const double Radius = 1.5;
    public const double Lower = -1;
    public const double Upper = 0.75;

    /// <summary>The bounded Euclidean sets.</summary>
    public static IReadOnlyList<Arena> All { get; } =
    [
        new("Ball", n => new double[n], _ => 2 * Radius,
            (x, s, h, g, ref v, r) => OptimisticBall.Step(
                s, h, g, x, ref v, Radius, r.Optimism, r.Number, r.Scale, r.NextScale, r.Offset, r.Growth),
            c => Norm(c) is var norm && norm > 0 ? [.. c.Select(e => -Radius * e / norm)] : new double[c.Length],
            x => Math.Max(Norm(x) / Radius - 1, 0)),
        new("Box", n => [.. Enumerable.Repeat((Lower + Upper) / 2, n)], n => (Upper - Lower) * Math.Sqrt(n),
            (x, s, h, g, ref v, r) => OptimisticBox.Step(
                s, h, g, x, ref v, Lower, Upper, r.Optimism, r.Number, r.Scale, r.NextScale, r.Offset, r.Growth),
            c => [.. c.Select(e => e > 0 ? Lower : Upper)],
            x => x.Max(e => Math.Max(Math.Max(e - Upper, Lower - e), 0))),
        new("Simplex", n => [.. Enumerable.Repeat(1.0 / n, n)], _ => Math.Sqrt(2),
            (x, s, h, g, ref v, r) => OptimisticSimplex.Step(
                s, h, g, x, ref v, r.Optimism, r.Number, r.Scale, r.NextScale, r.Offset, r.Growth),
            Vertex,
            x => Math.Max(Math.Abs(x.Sum() - 1), Math.Max(-x.Min(), 0))),
    ];

    public static Arena Named(string name) => All.Single(a => a.Name == name);

    /// <summary>The coordinate of the least element.</summary>
    public static double[] Vertex(double[] c)
    {
        var u = new double[c.Length];
        u[Array.IndexOf(c, c.Min())] = 1;
        return u;
    }

    public static double Norm(double[] x) => Math.Sqrt(Dot(x, x));

    public static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    public static double SquaredDistance(double[] x, double[] y) => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();
}

/// <summary>A round: the arrays x, x̂ and M are replaced.</summary>
public delegate void Round(double[] x, double[] secondary, double[] hint, double[] observed, ref double variation,
    MirrorRound numbers);
