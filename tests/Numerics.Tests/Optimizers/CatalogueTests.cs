using Numerics.Rules;

namespace Numerics.Tests.Optimizers;

/// <summary>Optimizers of the library's rules are the rules' own calls, tensor by tensor, to the bit.</summary>
public class CatalogueTests
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 4095, 4097, 20_000];

    [Fact]
    public void Lion_steps_every_tensor()
    {
        (float[][] parameters, float[][] expected) = (Draw(1), Draw(1));
        float[][] m = [.. Lengths.Select(n => new float[n])];
        using var optimizer = new Lion.Optimizer(parameters, new() { LearningRate = 3e-4, WeightDecay = 0.1 });
        for (int t = 1; t <= 3; t++)
        {
            float[][] gradients = Draw(10 + t);
            optimizer.Step(gradients);
            for (int i = 0; i < expected.Length; i++)
            {
                Lion.Step(expected[i], m[i], gradients[i], learningRate: 3e-4, weightDecay: 0.1);
            }
        }

        Assert.Equal(expected, parameters);
        Assert.Equal(m[6], optimizer.State<float>(6, "m").ToArray());
    }

    [Fact]
    public void NAdam_keeps_its_product()
    {
        (float[][] parameters, float[][] expected) = (Draw(1), Draw(1));
        float[][] m = [.. Lengths.Select(n => new float[n])], v = [.. Lengths.Select(n => new float[n])];
        double product = 1;
        using var optimizer = new NAdam.Optimizer(parameters);
        for (int t = 1; t <= 3; t++)
        {
            float[][] gradients = Draw(10 + t);
            optimizer.Step(gradients);
            double next = product;
            for (int i = 0; i < expected.Length; i++)
            {
                next = product;
                NAdam.Step(expected[i], m[i], v[i], ref next, gradients[i], t);
            }

            product = next;
        }

        Assert.Equal(expected, parameters);
        Assert.Equal(product, optimizer.Number(0, "muProduct"));
    }

    [Fact]
    public void Lamb_takes_norms_of_each_tensor()
    {
        (float[][] parameters, float[][] expected) = (Draw(1), Draw(1));
        float[][] m = [.. Lengths.Select(n => new float[n])], v = [.. Lengths.Select(n => new float[n])];
        using var optimizer = new Lamb.Optimizer(parameters, new() { LearningRate = 0.01, WeightDecay = 0.01 });
        for (int t = 1; t <= 3; t++)
        {
            float[][] gradients = Draw(10 + t);
            optimizer.Step(gradients);
            for (int i = 0; i < expected.Length; i++)
            {
                Lamb.Step(expected[i], m[i], v[i], gradients[i], t, learningRate: 0.01, weightDecay: 0.01);
            }
        }

        Assert.Equal(expected, parameters);
    }

    [Fact]
    public void The_example_of_the_readme_works_as_printed()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        float[][] parameters = Draw(1), gradients = Draw(2);
        try
        {
            using var optimizer = new Lion.Optimizer(parameters, new() { LearningRate = 3e-4 });
            optimizer.Step(gradients);
            optimizer.Save(path);
            optimizer.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[][] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Lengths.Select(n => Enumerable.Range(0, n).Select(_ => random.NextSingle() - 0.5f).ToArray())];
    }
}
