using Numerics.Rules;

namespace Numerics.Online;

/// <summary>Many learners in one call have the bits of each alone.</summary>
public class BatchTests
{
    [Fact]
    public void A_batch_of_learners_is_each_alone()
    {
        const int Problems = 100, Length = 64;
        var random = new Random(2);
        float[] secondary = [.. Enumerable.Repeat(1f / Length, Problems * Length)], hint = new float[Problems * Length];
        float[] x = new float[Problems * Length], ownSecondary = [.. secondary], ownHint = [.. hint], ownX = [.. x];
        double[] variations = new double[Problems], ownVariations = new double[Problems];
        for (int t = 1; t <= 10; t++)
        {
            float[] g = [.. Enumerable.Range(0, x.Length).Select(_ => random.NextSingle() - 0.5f)];
            OptimisticSimplex.StepBatch(Problems, secondary, hint, g, x, variations, Optimism.LastGradient, t, 1, 1,
                1, 1);
            for (int i = 0; i < Problems; i++)
            {
                OptimisticSimplex.Step(
                    ownSecondary.AsSpan(i * Length, Length), ownHint.AsSpan(i * Length, Length),
                        g.AsSpan(i * Length, Length),
                    ownX.AsSpan(i * Length, Length), ref ownVariations[i], Optimism.LastGradient, t, 1, 1, 1, 1);
            }

            Assert.Equal(ownX, x);
            Assert.Equal(ownSecondary, secondary);
            Assert.Equal(ownVariations, variations);
        }
    }
}
