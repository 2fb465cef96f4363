using Numerics.Files;

namespace Numerics.Tests.Optimizers;

/// <summary>Saving and loading an optimizer.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numerics").FullName;

    private string Name => Path.Combine(_folder, "state.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Save_load_continue_equals_uninterrupted()
    {
        var random = new Random(3);
        double[][][] gradients = [.. Enumerable.Range(0, 6).Select(_ => new double[][] { Draw(random, 5), Draw(random, 70), Draw(random, 0) })];
        double[][] straight = [new double[5], new double[70], []];
        using (var one = new Momentum.Optimizer(straight))
        {
            Array.ForEach(gradients, g => one.Step(g));
        }

        double[][] interrupted = [new double[5], new double[70], []];
        using (var first = new Momentum.Optimizer(interrupted))
        {
            Array.ForEach(gradients[..3], g => first.Step(g));
            first.Save(Name);
        }

        using var second = new Momentum.Optimizer(interrupted);
        second.Load(Name);
        Assert.Equal(3, second.StepCount());
        Array.ForEach(gradients[3..], g => second.Step(g));
        Assert.Equal(straight, interrupted);
    }

    [Fact]
    public void Numbers_keep_every_bit()
    {
        double[] a = [0], b = [0];
        Product.Options options = new() { LearningRate = 1, Beta = 0.1 };
        using var first = new Product.Optimizer([new(a, options), new(b, options)]);
        first.Step(new double[]?[] { [1], null });
        first.Step(new double[][] { [1], [1] });
        first.Save(Name);
        using var second = new Product.Optimizer([new(a, options), new(b, options)]);
        second.Load(Name);
        Assert.Equal((2, 1), (second.StepCount(0), second.StepCount(1)));
        Assert.Equal(first.Number(0, "product"), second.Number(0, "product"));
        Assert.Equal((5, 4), (second.Number(0, "count"), second.Number(1, "count")));
    }

    [Fact]
    public void Scalar_states_and_special_values_survive()
    {
        float[][] parameters = [[0, 0], [0]];
        using var first = new Inputs.Optimizer(parameters);
        first.Step(new float[]?[] { [1, 1], null }, new float[]?[] { [1, 1], null }, loss: 1, k: 0.1);
        using var momentum = new Momentum.Optimizer(new float[3]);
        float[] special = [float.NaN, float.NegativeInfinity, -0f];
        special.CopyTo(momentum.State<float>(0, "m"));
        first.Save(Name);
        using var second = new Inputs.Optimizer(parameters);
        second.Load(Name);
        Assert.Equal((2.1, 2), (second.Number(0, "sum"), second.Number(1, "sum")));
        momentum.Save(Name);
        momentum.State<float>(0, "m").Clear();
        momentum.Load(Name);
        Assert.Equal(special.Select(BitConverter.SingleToInt32Bits), momentum.State<float>(0, "m").ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void The_file_says_what_it_is_under_PyTorchs_names()
    {
        double[] a = [0], b = [0, 0];
        using var optimizer = new Product.Optimizer([new(a, new() { LearningRate = 0.1 }), new(b, new() { LearningRate = 2 })]);
        optimizer.Step(new double[][] { [1], [1, 1] });
        optimizer.Save(Name);
        using StateFile file = StateFile.Open(Name);
        Assert.Equal(
            ["state.0.count", "state.0.mu_product", "state.0.step", "state.1.count", "state.1.mu_product", "state.1.step"],
            file.Tensors.Keys);
        Assert.Equal("F32 []", file.Tensors["state.1.step"].ToString());
        Assert.Equal("Numerics.Tests.Optimizers.Product.Step", file.Metadata["numerics.rule"]);
        Assert.Equal(optimizer.Rule.Hash.ToString("x16", null), file.Metadata["numerics.hash"]);
        Assert.Equal("0.1", file.Metadata["numerics.group.0.option.learningRate"]);
        Assert.Equal("0.5", file.Metadata["numerics.group.1.state.mu_product"]);
    }

    [Fact]
    public void State_of_another_rule_is_refused_and_can_be_migrated()
    {
        double[] x = [0, 0], y = [0, 0];
        using (var telling = new Telling.Optimizer(x))
        {
            telling.Step(new double[] { 1, 2 });
            telling.Save(Name);
        }

        using var momentum = new Momentum.Optimizer(y);
        var e = Assert.Throws<InvalidOperationException>(() => momentum.Load(Name));
        Assert.Contains("holds state of Numerics.Tests.Optimizers.Telling.Step", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => momentum.Load(Name, file => file));
        momentum.Load(Name, file => file.With("state.0.m", StateTensor.From([3.0, 4])).ForRule(momentum.Rule));
        Assert.Equal([3.0, 4], momentum.State<double>(0, "m").ToArray());
        Assert.Equal(1, momentum.StepCount());
    }

    [Fact]
    public void Other_groups_and_shapes_are_refused()
    {
        float[] x = [0, 0], y = [0];
        using (var first = new Momentum.Optimizer(new[] { x, y }))
        {
            first.Save(Name);
        }

        Refused<InvalidOperationException>("Group 0 has 2 tensors in the file, 1 in the optimizer", new Momentum.Optimizer(x));
        Refused<InvalidOperationException>("1 parameter groups, the optimizer 2", new Momentum.Optimizer([new(x, new()), new(y, new())]));
        Refused<InvalidDataException>("Tensor state.0.m is F32 [2]; parameter 0 needs 1 elements", new Momentum.Optimizer(new[] { y, x }));
        Refused<InvalidDataException>("elements of F64", new Momentum.Optimizer(new double[][] { [0, 0], [0] }));
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        double[] x = [0];
        using var optimizer = new Product.Optimizer(x, new() { LearningRate = 1 });
        optimizer.Save(Name);
        Tampered(optimizer, "Tensor stray is none", f => f.With("stray", StateTensor.From(1.0)));
        Tampered(optimizer, "There is no tensor state.0.step", f => f.Without("state.0.step"));
        Tampered(optimizer, "state.0.step is 7; the metadata say 0", f => f.With("state.0.step", StateTensor.From(7f)));
        Tampered(optimizer, "“-1”, not a count", f => f.WithMetadata("numerics.group.0.step", "-1"));
        Tampered(optimizer, "format 2", f => f.WithMetadata("numerics.format", "2"));
        Tampered(optimizer, "“x”, not a number", f => f.WithMetadata("numerics.group.0.state.count", "x"));
        Tampered(optimizer, "no optimizer of this library", _ => StateFile.Empty);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_no_other()
    {
        using var optimizer = new Momentum.Optimizer(new float[] { 1 });
        optimizer.Save(Name);
        byte[] before = File.ReadAllBytes(Name);
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(Name, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidDataException("stop");
        }));
        Assert.Equal(before, File.ReadAllBytes(Name));
        Assert.Equal([Name], Directory.GetFileSystemEntries(_folder));
        Assert.ThrowsAny<IOException>(() => optimizer.Save(Path.Combine(_folder, "missing", "x")));
    }

    [Fact]
    public void Every_truncation_and_every_flipped_header_byte_is_refused_or_harmless()
    {
        using var optimizer = new Momentum.Optimizer(new double[][] { [0, 0, 0], [0] });
        optimizer.Step(new double[][] { [1, 2, 3], [4] });
        optimizer.Save(Name);
        byte[] whole = File.ReadAllBytes(Name);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Name, whole[..length]);
            Assert.Throws<InvalidDataException>(() => optimizer.Load(Name));
        }

        for (int i = 0; i < whole.Length - 40; i++)
        {
            byte[] broken = [.. whole];
            broken[i] ^= 0x11;
            File.WriteAllBytes(Name, broken);
            Exception? e = Record.Exception(() => optimizer.Load(Name));
            Assert.True(e is null or InvalidDataException or InvalidOperationException, $"byte {i}: {e}");
            Assert.Equal([1.0, 2, 3], optimizer.State<double>(0, "m").ToArray());
        }
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    private void Refused<E>(string message, RuleOptimizer optimizer)
        where E : Exception
    {
        using (optimizer)
        {
            Assert.Contains(message, Assert.Throws<E>(() => optimizer.Load(Name)).Message, StringComparison.Ordinal);
        }
    }

    private void Tampered(RuleOptimizer optimizer, string message, Func<StateFile, StateFile> change)
    {
        string other = Path.Combine(_folder, "other.safetensors");
        using (StateFile file = StateFile.Open(Name))
        {
            change(file).Save(other);
        }

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => optimizer.Load(other)).Message, StringComparison.Ordinal);
    }
}
