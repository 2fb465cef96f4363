using FsCheck;
using FsCheck.Xunit;
using Numerics.Files;
using Numerics.Rules;

namespace Numerics.Properties.Optimizers;

/// <summary>What an optimizer of any rule promises, on AdamW.</summary>
[Properties(MaxTest = 60, Replay = "(20260302,1)")]
public class OptimizerLaws
{
    private const int Steps = 4;

    /// <summary>An optimizer's step is the rule's own call on each tensor with a gradient, to the bit, with the options and the
    /// step number of its group.</summary>
    [Property]
    public void A_step_is_the_rule_tensor_by_tensor(NonNegativeInt seed)
    {
        var task = new Training(seed.Get);
        (float[][] tensors, float[][] expected) = (task.Tensors(), task.Tensors());
        int[] groups = task.Groups(tensors.Length);
        int[] steps = new int[tensors.Length];
        float[][] m = [.. tensors.Select(x => new float[x.Length])], v = [.. tensors.Select(x => new float[x.Length])];
        using AdamW.Optimizer optimizer = Training.Optimizer(tensors, groups);
        for (int step = 0; step < Steps; step++)
        {
            float[]?[] gradients = task.Gradients(tensors);
            optimizer.Step(gradients);
            foreach (int g in groups.Where((_, i) => gradients[i] is not null).Distinct())
            {
                steps[g]++;
            }

            for (int i = 0; i < tensors.Length; i++)
            {
                StepAlone(expected[i], m[i], v[i], gradients[i], steps[groups[i]], Training.OptionsOf(groups[i]));
            }
        }

        Assert.Equal(expected, tensors);
        Assert.All(Enumerable.Range(0, m.Length), i => Assert.Equal(v[i], optimizer.State<float>(i, "v").ToArray()));
        Assert.All(groups.Distinct(), g => Assert.Equal(steps[g], optimizer.StepCount(g)));
    }

    /// <summary>Saving, loading into another optimizer and going on changes nothing.</summary>
    [Property]
    public void An_interruption_leaves_no_trace(NonNegativeInt seed)
    {
        var task = new Training(seed.Get);
        (float[][] straight, float[][] interrupted) = (task.Tensors(), task.Tensors());
        int[] groups = task.Groups(straight.Length);
        float[]?[][] gradients = [.. Enumerable.Range(0, 2 * Steps).Select(_ => task.Gradients(straight))];
        using (AdamW.Optimizer optimizer = Training.Optimizer(straight, groups))
        {
            Array.ForEach(gradients, g => optimizer.Step(g));
        }

        string path = Path.GetTempFileName();
        using (AdamW.Optimizer first = Training.Optimizer(interrupted, groups))
        {
            Array.ForEach(gradients[..Steps], g => first.Step(g));
            first.Save(path);
        }

        using AdamW.Optimizer second = Training.Optimizer(interrupted, groups);
        second.Load(path);
        File.Delete(path);
        Array.ForEach(gradients[Steps..], g => second.Step(g));
        Assert.Equal(straight, interrupted);
    }

    /// <summary>A damaged file is refused in words, or its damage lies in what carries no meaning; a refusal changes nothing.</summary>
    [Property]
    public void A_damaged_file_changes_nothing_or_is_whole(NonNegativeInt seed, byte damage)
    {
        var task = new Training(seed.Get);
        float[][] tensors = task.Tensors();
        int[] groups = task.Groups(tensors.Length);
        using AdamW.Optimizer optimizer = Training.Optimizer(tensors, groups);
        optimizer.Step(task.Gradients(tensors));
        string path = Path.GetTempFileName();
        optimizer.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        int place = new Random(seed.Get + 1).Next(bytes.Length);
        bytes[place] ^= damage;
        File.WriteAllBytes(path, damage % 3 == 0 ? bytes[..place] : bytes);
        int[] before = [.. groups.Select(optimizer.StepCount)];
        float[][] m = States(optimizer);
        Exception? refusal = Record.Exception(() => optimizer.Load(path));
        File.Delete(path);
        Assert.True(refusal is null or InvalidDataException or InvalidOperationException, refusal?.ToString());
        if (refusal is not null)
        {
            Assert.Equal(m, States(optimizer));
            Assert.Equal(before, groups.Select(optimizer.StepCount));
        }

        Assert.False(refusal is null && damage % 3 == 0, "A shorter file was taken.");
    }

    /// <summary>Tensors of any names and shapes are read as they were written.</summary>
    [Property]
    public void A_file_is_read_as_it_was_written((NonNull<string> Name, float[] Values)[] tensors, NonNull<string> key, NonNull<string> value)
    {
        StateFile file = StateFile.Empty.WithMetadata(Text(key), Text(value));
        foreach ((NonNull<string> name, float[] values) in tensors)
        {
            file = Text(name) == "__metadata__" ? file : file.With(Text(name), StateTensor.From(values));
        }

        string path = Path.GetTempFileName();
        file.Save(path);
        using (StateFile read = StateFile.Open(path))
        {
            Assert.Equal(file.Metadata, read.Metadata);
            Assert.Equal(file.Tensors.Keys, read.Tensors.Keys);
            Assert.All(file.Tensors, t => Assert.Equal(Bits(t.Value), Bits(read.Tensors[t.Key])));
        }

        File.Delete(path);
    }

    private static void StepAlone(float[] x, float[] m, float[] v, float[]? g, int t, AdamW.Options options)
    {
        if (g is not null)
        {
            AdamW.Step(
                x, m, v, g, t, learningRate: options.LearningRate.At(t), weightDecay: options.WeightDecay.At(t));
        }
    }

    private static float[][] States(AdamW.Optimizer optimizer)
        => [.. Enumerable.Range(0, optimizer.TensorCount).Select(i => optimizer.State<float>(i, "m").ToArray())];

    private static IEnumerable<int> Bits(StateTensor tensor) => tensor.ToFloats().Select(BitConverter.SingleToInt32Bits);

    /// <summary>Text that is Unicode: half a surrogate pair is not, and can't be written.</summary>
    private static string Text(NonNull<string> text)
        => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
}
