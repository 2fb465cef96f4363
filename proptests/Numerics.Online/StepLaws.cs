using Numerics.Rules;

namespace Numerics.Online;

/// <summary>Each step solves its own problem, min ⟨v, x⟩ + ‖x − x̂‖²/(2η) over the set, and stays in it.</summary>
public class StepLaws
{
    /// <summary>Some dozens of roundings of double, for n of at most 40: relative to the set's size, and for gaps to
    /// the diameter times the norms of what the slope v + (x − x̂)/η is made of.</summary>
    private const double Rounding = 1e-12;

    /// <summary>What Frank and Wolfe's method leaves after its steps, at most: 2·D²/η / (k + 2), D the
    /// diameter.</summary>
    private const int SlowSteps = 4000;

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (Arena arena in Arena.All)
        {
            foreach (int n in new[] { 1, 2, 5, 17, 40 })
            {
                data.Add(arena.Name, n);
            }
        }

        return data;
    }

    /// <summary>Of a convex φ, φ(x) − min φ ≤ max over the set of ⟨∇φ(x), x − w⟩: the Frank–Wolfe gap is a proof. A
    /// slow solver that shares nothing with the rule finds nothing better either, and comes as near as its own theorem
    /// says.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_steps_solve_their_problem(string name, int n)
    {
        Arena arena = Arena.Named(name);
        var random = new Random(n);
        (double[] x, double[] secondary, double[] hint) = (arena.Start(n), arena.Start(n), new double[n]);
        double variation = 0;
        for (int t = 1; t <= 30; t++)
        {
            double[] before = [.. secondary];
            double[] g = Gradient(random, n, t);
            double scale = 3.0 / t, nextScale = 3.0 / (t + 1), rate = scale / Math.Sqrt(0.5 + variation);
            double deviation = Arena.SquaredDistance(g, hint), variationBefore = variation;
            arena.Step(x, secondary, hint, g, ref variation,
                new MirrorRound(Optimism.LastGradient, t, scale, nextScale, 0.5, 1));
            Assert.Equal(1, (variationBefore + deviation) / variation, Rounding);
            Assert.Equal(g, hint);
            double nextRate = nextScale / Math.Sqrt(0.5 + variation);
            Solves(arena, secondary, g, before, rate);
            Solves(arena, x, hint, secondary, nextRate);
            Assert.True(arena.Outside(x) <= Rounding, $"x is {arena.Outside(x)} outside");
            Assert.True(arena.Outside(secondary) <= Rounding, $"x̂ is {arena.Outside(secondary)} outside");
        }
    }

    private static void Solves(Arena arena, double[] x, double[] v, double[] from, double rate)
    {
        double[] slope = Slope(x, v, from, rate);
        double gap = Arena.Dot(slope, x) - Arena.Dot(slope, arena.Least(slope));
        double size = (Arena.Norm(v) + ((Arena.Norm(x) + Arena.Norm(from)) / rate)) * arena.Diameter(x.Length);
        Assert.True(gap <= Rounding * (size + 1), $"{arena.Name}: {gap} above the least");
        double diameter = arena.Diameter(x.Length);
        double slow = Value(Slow(arena, v, from, rate), v, from, rate), fast = Value(x, v, from, rate);
        Assert.True(fast <= slow + (Rounding * (size + 1)), $"{fast} against {slow}");
        Assert.True(slow - fast <= 2 * diameter * diameter / rate / (SlowSteps + 2), $"{slow} stays above {fast}");
    }

    /// <summary>Frank and Wolfe's method with exact line search.</summary>
    private static double[] Slow(Arena arena, double[] v, double[] from, double rate)
    {
        double[] x = [.. from];
        for (int k = 0; k < SlowSteps; k++)
        {
            double[] slope = Slope(x, v, from, rate);
            double[] to = arena.Least(slope);
            double gap = Arena.Dot(slope, x) - Arena.Dot(slope, to);
            double length = Arena.SquaredDistance(x, to);
            if (gap <= 0 || length == 0)
            {
                break;
            }

            double step = Math.Min(1, gap * rate / length);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] += step * (to[i] - x[i]);
            }
        }

        return x;
    }

    private static double Value(double[] x, double[] v, double[] from, double rate) =>
        Arena.Dot(v, x) + (Arena.SquaredDistance(x, from) / (2 * rate));

    private static double[] Slope(double[] x, double[] v, double[] from, double rate) =>
        [.. v.Select((e, i) => e + ((x[i] - from[i]) / rate))];

    /// <summary>Sizes from a thousandth to a thousand, some with equal and with zero elements.</summary>
    private static double[] Gradient(Random random, int n, int t) =>
        [.. Enumerable.Range(0, n).Select(
            _ => Math.Pow(10, (t % 7) - 3) * Math.Round(8 * (random.NextDouble() - 0.5)) / 4)];
}
