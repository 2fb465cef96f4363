using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>The instances: multiplicative weights without hints, and a step size for each coordinate.</summary>
public class OtherRules
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Multiplicative_weights_are_the_entropy_without_hints()
    {
        double[] x = new double[5], losses = new double[5], y = new double[5], sums = new double[5],
            hint = new double[5];
        double[] weights = [.. Enumerable.Repeat(0.2, 5)];
        double variation = 0;
        var random = new Random(3);
        for (int t = 1; t <= 200; t++)
        {
            double[] g = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];
            MultiplicativeWeights.Step(losses, g, x, 0.25);
            OptimisticEntropy.Step(sums, hint, g, y, ref variation, Optimism.None, t, 0.25);
            weights = [.. weights.Zip(g, (w, e) => w * Math.Exp(-0.25 * e))];
            Assert.All(x.Zip(weights), p => Assert.Equal(p.Second / weights.Sum(), p.First, Rounding));
            Assert.All(x.Zip(y), p => Assert.Equal(p.Second, p.First, Rounding));
        }
    }

    /// <summary>Each coordinate is a box of one coordinate, and the bounds add up.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Coordinates_are_learners_of_their_own(int seed)
    {
        const int N = 4;
        const double Delta = 0.1;
        foreach (SeaEnvironment environment in SeaEnvironment.All(N, seed))
        {
            double bound = environment.GradientBound(0), offset = Delta + (4 * bound * bound);
            double[] x = new double[N], secondary = new double[N], hint = new double[N], variations = new double[N],
                sum = new double[N];
            double[][] alone = [.. Enumerable.Range(0, N).Select(_ => new double[3])];
            var totals = new double[N];
            double loss = 0;
            for (int t = 1; t <= 400; t++)
            {
                var g = new double[N];
                environment.Next(x, g);
                loss += Arena.Dot(g, x);
                OptimisticAdaGrad.Step(secondary, hint, variations, g, x, -1, 1, Optimism.LastGradient, t, 2, offset);
                for (int i = 0; i < N; i++)
                {
                    sum[i] += g[i];
                    OptimisticBox.Step(
                        alone[i].AsSpan(1, 1), alone[i].AsSpan(2, 1), g.AsSpan(i, 1), alone[i].AsSpan(0, 1),
                            ref totals[i],
                        -1, 1, Optimism.LastGradient, t, 2, 2, offset, 1);
                    Assert.Equal(alone[i][0], x[i], Rounding * 10);
                }
            }

            double allowed = variations.Sum(v => (2.5 * 2 * Math.Sqrt(Delta + v)) + (2 * bound));
            Assert.True(loss + sum.Sum(Math.Abs) <= allowed, environment.Name);
        }
    }

    /// <summary>With A = LLᵀ it is gradient descent in the coordinates z, x = Lz, whose gradient is Lᵀg.</summary>
    [Fact]
    public void A_quadratic_is_gradient_descent_in_other_coordinates()
    {
        double[] l = [2, 0, 0.5, 1], a = [4, 1, 1, 1.25];
        double[] x = new double[2], secondary = new double[2], hint = new double[2];
        double[] z = new double[2], secondaryZ = new double[2], hintZ = new double[2];
        (double v, double w) = (0, 0);
        var random = new Random(6);
        for (int t = 1; t <= 100; t++)
        {
            double[] g = [random.NextDouble() - 0.5, random.NextDouble() - 0.5];
            double[] turned = [(l[0] * g[0]) + (l[2] * g[1]), (l[1] * g[0]) + (l[3] * g[1])];
            OptimisticQuadratic.Step(
                secondary, hint, g, new System.Numerics.Tensors.ReadOnlyTensorSpan<double>(a, [2, 2]), x, ref v,
                Optimism.LastGradient, t, 1, 1, 1, 1);
            OptimisticGradientDescent.Step(secondaryZ, hintZ, turned, z, ref w, Optimism.LastGradient, t, 1, 1, 1, 1);
            Assert.Equal(1, v / w, Rounding);
            Assert.Equal(l[0] * z[0], x[0], Rounding);
            Assert.Equal((l[2] * z[0]) + (l[3] * z[1]), x[1], Rounding);
        }
    }
}
