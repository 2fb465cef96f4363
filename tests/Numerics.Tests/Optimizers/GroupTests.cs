namespace Numerics.Tests.Optimizers;

public class GroupTests
{
    private static readonly double[] One = [1];

    [Fact]
    public void Groups_have_options_of_their_own()
    {
        double[] a = [0], b = [0], c = [0];
        using var optimizer = new Momentum.Optimizer(
        [
            new(new[] { a, b }, new() { LearningRate = 1 }),
            new(c, new() { LearningRate = 10 }),
        ]);
        optimizer.Step([One, One, One]);
        Assert.Equal((-1, -1, -10), (a[0], b[0], c[0]));
        Assert.Equal(10, optimizer.GetOptions(1).LearningRate.At(1));
        Assert.Equal(2, optimizer.GroupCount);
    }

    [Fact]
    public void Gradients_come_in_the_order_of_the_stated_parameters()
    {
        double[] a = [0], b = [0], c = [0];
        using var optimizer = new Momentum.Optimizer(
            [new(new[] { a, c }, new() { LearningRate = 1 }), new(b, new() { LearningRate = 10 })], new[] { a, b, c });
        optimizer.Step(new double[][] { [1], [2], [3] });
        Assert.Equal((-1, -20, -3), (a[0], b[0], c[0]));
        Assert.Equal([2.0], optimizer.State<double>(1, "m").ToArray());
    }

    [Fact]
    public void Empty_tensors_may_be_the_same_array()
    {
        double[] none = [], a = [0];
        using var optimizer = new Momentum.Optimizer(
            [new(new[] { none, a }, new()), new(none, new() { LearningRate = 1 })], new[] { none, none, a });
        optimizer.Step([none, none, One]);
        Assert.Equal(-0.5, a[0]);
    }

    [Fact]
    public void A_group_without_gradients_does_not_count_the_step()
    {
        double[] a = [0], b = [0];
        using var optimizer = new Product.Optimizer([new(a, new() { LearningRate = 1 }), new(b, new() { LearningRate = 1 })]);
        optimizer.Step(new double[]?[] { [1], null });
        optimizer.Step(new double[]?[] { [1], [1] });
        Assert.Equal((2, 1), (optimizer.StepCount(0), optimizer.StepCount(1)));
        Assert.Equal((-10.0, -2.0), (a[0], b[0]));
        Assert.Equal((0.25, 0.5), (optimizer.Number(0, "product"), optimizer.Number(1, "product")));
    }

    [Fact]
    public void Options_can_be_replaced()
    {
        double[] a = [0];
        using var optimizer = new Momentum.Optimizer(a, new() { Beta = 0 });
        optimizer.SetOptions(optimizer.GetOptions() with { LearningRate = 4 });
        optimizer.Step(One);
        Assert.Equal([-4.0], a);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.SetOptions(new() { LearningRate = -1 }));
        Assert.Equal(4, optimizer.GetOptions().LearningRate.At(1));
    }

    [Fact]
    public void A_tensor_in_two_groups_is_refused()
    {
        double[] a = [0], b = [0];
        Momentum.Options options = new();
        Expect("Tensors 0 (group 0) and 2 (group 1) are the same memory", () => new Momentum.Optimizer(
            [new(new[] { a, b }, options), new(a, options)]));
        Expect("Parameter 0 is in groups 0 and 1", () => new Momentum.Optimizer(
            [new(new[] { a, b }, options), new(a, options)], new[] { a, b }));
    }

    [Fact]
    public void A_tensor_in_no_group_or_not_among_the_parameters_is_refused()
    {
        double[] a = [0], b = [0], c = [0];
        Momentum.Options options = new();
        Expect("Parameter 1 is in no group", () => new Momentum.Optimizer([new(new[] { a, c }, options)], new[] { a, b, c }));
        Expect("Tensor 1 of the groups (in group 0) is not among the parameters", () => new Momentum.Optimizer(
            [new(new[] { a, c }, options)], new[] { a, b }));
    }

    [Fact]
    public void Overlapping_memory_is_refused()
    {
        double[] a = new double[10];
        Expect("Tensors 0 (group 0) and 1 (group 0) overlap", () => new Momentum.Optimizer(
            new[] { a.AsMemory(4, 4), a.AsMemory(0, 5) }));
        using var optimizer = new Momentum.Optimizer(new[] { a.AsMemory(5, 5), a.AsMemory(0, 5) });
        optimizer.Step(new double[][] { new double[5], new double[5] });
    }

    [Fact]
    public void What_is_no_parameter_is_refused()
    {
        Expect("There are no parameters", () => new Momentum.Optimizer(Array.Empty<float[]>()));
        Expect("Parameter 1 (group 0) is null", () => new Momentum.Optimizer(new float[]?[] { [1], null }));
        Expect("Parameter 0 (group 0) is read-only", () => new Momentum.Optimizer(new[] { new ReadOnlyMemory<float>([1f]) }));
        Expect("Parameter 1 (group 0) holds Double elements, the first Single", () => new Momentum.Optimizer(
            [new float[] { 1 }, new double[] { 1 }]));
    }

    [Fact]
    public void Hyperparameters_are_checked_at_construction()
    {
        float[] x = [1];
        foreach (double bad in new[] { -1e-9, double.NaN, double.NegativeInfinity })
        {
            var e = Assert.Throws<ArgumentOutOfRangeException>(() => new Momentum.Optimizer(x, new() { LearningRate = bad }));
            Assert.Contains("; it must be at least 0.", e.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Momentum.Optimizer(x, new() { Beta = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Product.Optimizer(x, new() { LearningRate = 0 }));
        var nan = Assert.Throws<ArgumentOutOfRangeException>(
            () => new Product.Optimizer(x, new() { LearningRate = 1, Beta = double.NaN }));
        Assert.Equal("beta", nan.ParamName);
    }

    [Fact]
    public void Variants_of_an_elementwise_rule_share_a_step()
    {
        double[] a = [0], b = [0], c = [0];
        using var optimizer = new Telling.Optimizer(
        [
            new(a, new() { LearningRate = 5 }),
            new(b, new() { Squared = true }),
            new(c, new() { LearningRate = 7 }),
        ]);
        optimizer.Step(new double[][] { [3], [3], [3] });
        Assert.Equal((-15.0, -9.0, -21.0), (a[0], b[0], c[0]));
    }

    [Fact]
    public void A_global_reduction_runs_over_all_groups()
    {
        double[] a = [1], b = [1];
        using var optimizer = new Normalized.Optimizer([new(a, new()), new(b, new() { LearningRate = 10 })]);
        optimizer.Step(new double[][] { [3], [4] });
        Assert.Equal((1 - 3 / 5.0, 1 - 10 * 4 / 5.0), (a[0], b[0]));
        Assert.Equal(5, optimizer.Number(1, "size"));
    }

    [Fact]
    public void Variants_that_split_a_global_reduction_are_refused()
    {
        double[] a = [1], b = [1];
        using var optimizer = new Normalized.Optimizer([new(a, new()), new(b, new() { ByParameter = true })]);
        var e = Assert.Throws<InvalidOperationException>(() => { optimizer.Step(new double[][] { [3], [4] }); });
        Assert.Contains("groups 0 and 1", e.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (a[0], b[0], optimizer.StepCount()));
    }

    private static void Expect(string message, Func<IDisposable> build)
    {
        var e = Assert.ThrowsAny<ArgumentException>(() => build().Dispose());
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal("parameters", e.ParamName);
    }
}
