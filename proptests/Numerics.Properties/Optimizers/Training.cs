using Numerics.Rules;

namespace Numerics.Properties.Optimizers;

/// <summary>A random task for an optimizer of AdamW: tensors in random groups, and gradients of which some are null.</summary>
/// <param name="seed">Determines everything.</param>
internal sealed class Training(int seed)
{
    private static readonly int[] Sizes = [0, 1, 2, 7, 16, 33, 130, 4096, 5000];
    private readonly Random _random = new(seed);

    /// <summary>Fresh tensors of one shape list, equal for equal seeds.</summary>
    public float[][] Tensors()
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Draw(random, Sizes[random.Next(Sizes.Length)]))];
    }

    /// <summary>The group of each tensor, numbered without gaps.</summary>
    public int[] Groups(int tensors)
    {
        int[] groups = [.. Enumerable.Range(0, tensors).Select(_ => _random.Next(3))];
        int[] used = [.. groups.Distinct()];
        return [.. groups.Select(g => Array.IndexOf(used, g))];
    }

    public float[]?[] Gradients(float[][] tensors)
        => [.. tensors.Select(x => _random.Next(4) == 0 ? null : Draw(_random, x.Length))];

    public static AdamW.Options OptionsOf(int group) => new() { LearningRate = 0.01 * (group + 1), WeightDecay = 0.1 * group };

    public static AdamW.Optimizer Optimizer(float[][] tensors, int[] groups) => new(
        [.. groups.Distinct().Order().Select(g => new ParameterGroup<AdamW.Options>(
            tensors.Where((_, i) => groups[i] == g).ToArray(), OptionsOf(g)))],
        tensors);

    private static float[] Draw(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-3, 3)))];
}
