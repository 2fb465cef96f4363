namespace Numerics.Tests.Optimizers;

/// <summary>Bad arguments are refused before anything is written.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly double[][] _parameters = [[1, 2], [3]];
    private readonly Inputs.Optimizer _optimizer;

    public ArgumentTests() => _optimizer = new Inputs.Optimizer(_parameters);

    public void Dispose() => _optimizer.Dispose();

    [Fact]
    public void Host_code_that_throws_throws_before_anything_is_written()
    {
        float[] x = [1, 2];
        int n = 0;
        Assert.Throws<DivideByZeroException>(() => Dividing.Step(x.AsSpan(), ref n, new float[2], divisor: 0));
        Assert.Equal([1, 2], x);
        using var one = new Dividing.Optimizer(x, new Dividing.Options { Divisor = 0 });
        Assert.Throws<DivideByZeroException>(() => one.Step(new float[] { 1, 1 }));
        Assert.Equal([1, 2], x);
        Assert.Equal(0, one.StepCount());
    }

    [Fact]
    public void Host_code_that_throws_in_one_of_two_variants_throws_before_anything_is_written()
    {
        float[] x = [1, 2], y = [3];
        using var both = new Dividing.Optimizer(
            [new(x, new Dividing.Options()), new(y, new Dividing.Options { Divisor = 0, IsSquared = true })]);
        Assert.Throws<DivideByZeroException>(() => both.Step(new float[][] { [1, 1], [1] }));
        Assert.Equal([1, 2], x);
        Assert.Equal([3], y);
        both.SetOptions(new Dividing.Options { IsSquared = true }, 1);
        both.Step(new float[][] { [1, 1], [2] });
        Assert.Equal([0, 1], x);
        Assert.Equal([-1], y);
    }

    [Fact]
    public void A_state_outside_its_range_gives_what_the_definition_gives()
    {
        double[] x = [1];
        using var optimizer = new Rooted.Optimizer(x);
        optimizer.Step(new double[] { -4 });
        Assert.Equal([1], x);
        optimizer.Step(new double[] { -4 });
        Assert.Equal([-1], x);
    }

    [Fact]
    public void Lists_that_are_missing_short_or_long_are_refused()
    {
        Refused<ArgumentNullException>("gradients", "", (double[]?[]?)null, new double[][] { [1, 1], [1] });
        Refused<ArgumentException>("gradients", "gradients has 1 tensors; the optimizer has 2 parameters", new double[][] { [1, 1] },
            new double[][] { [1, 1], [1] });
        Refused<ArgumentException>("gradients", "gradients has 3 tensors", new double[][] { [1, 1], [1], [1] },
            new double[][] { [1, 1], [1] });
        Refused<ArgumentException>("mask", "mask has 1 tensors", new double[][] { [1, 1], [1] }, new double[][] { [1, 1] });
    }

    [Fact]
    public void Tensors_of_wrong_length_or_type_are_refused()
    {
        Refused<ArgumentException>("gradients", "gradients[1] has 2 elements; its parameter has 1",
            new double[][] { [1, 1], [1, 1] }, new double[][] { [1, 1], [1] });
        Refused<ArgumentException>("mask", "mask[0] has 0 elements; its parameter has 2",
            new double[][] { [1, 1], [1] }, new double[][] { [], [1] });
        Refused<ArgumentException>("mask", "mask[1] is null, but its parameter has a gradient",
            new double[][] { [1, 1], [1] }, new double[]?[] { [1, 1], null });
        Refused<ArgumentException>("gradients", "gradients[0] holds Single elements; the parameters hold Double",
            new float[][] { [1, 1], [1] }, new double[][] { [1, 1], [1] });
    }

    [Fact]
    public void Gradients_and_inputs_in_a_parameters_memory_are_refused()
    {
        Refused<ArgumentException>("gradients", "gradients[1] overlaps parameter 0",
            [new double[2], _parameters[0].AsMemory(1, 1)], new double[][] { [1, 1], [1] });
        Refused<ArgumentException>("mask", "mask[1] overlaps parameter 1",
            new double[][] { [1, 1], [1] }, [new double[2], _parameters[1]]);
    }

    [Fact]
    public void A_gradient_that_reaches_into_a_parameter_from_below_is_refused()
    {
        double[] all = new double[8];
        using var optimizer = new Momentum.Optimizer(all.AsMemory(4, 4));
        foreach (int start in new[] { 1, 4, 3 })
        {
            var e = Assert.Throws<ArgumentException>(() => { optimizer.Step(all.AsMemory(start, 4)); });
            Assert.Contains("overlaps parameter 0", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(StepOutcome.Stepped, optimizer.Step(all.AsMemory(0, 4)));
    }

    [Fact]
    public void The_same_gradient_twice_is_fine()
    {
        double[] same = [1];
        double[][] parameters = [[1], [1]];
        using var optimizer = new Momentum.Optimizer(parameters);
        optimizer.Step(new[] { same, same });
        Assert.Equal(0.5, parameters[1][0]);
    }

    [Fact]
    public void A_schedule_that_leaves_its_range_is_refused_at_the_step()
    {
        double[] x = [1];
        using var optimizer = new Momentum.Optimizer(x, new() { LearningRate = new Schedule(count => count < 1 ? 1 : double.NaN) });
        optimizer.Step(new double[] { 1 });
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => { optimizer.Step(new double[] { 1 }); });
        Assert.Equal("learningRate", e.ParamName);
        Assert.Equal((0, 1), (x[0], optimizer.StepCount()));
        Assert.Equal([1.0], optimizer.State<double>(0, "m").ToArray());
    }

    [Fact]
    public void Settings_are_checked()
    {
        foreach (double bad in new[] { 0, -1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => _optimizer.MaxGradientNorm = bad);
            Assert.Throws<ArgumentOutOfRangeException>(() => _optimizer.GradientScale = bad);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => _optimizer.GradientScale = double.PositiveInfinity);
    }

    [Fact]
    public void What_is_not_kept_is_refused_with_what_is()
    {
        Assert.Contains("keeps none", Assert.Throws<ArgumentException>(() => { _optimizer.State<double>(0, "m"); }).Message,
            StringComparison.Ordinal);
        Assert.Contains("it keeps sum", Assert.Throws<ArgumentException>(() => { _optimizer.Number(0, "m"); }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { _optimizer.State<float>(0, "m"); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _optimizer.State<double>(2, "m"); });
    }

    [Fact]
    public void A_disposed_optimizer_says_so()
    {
        var optimizer = new Momentum.Optimizer(new double[] { 1 });
        optimizer.Dispose();
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { optimizer.Step(new double[] { 1 }); });
        Assert.Throws<ObjectDisposedException>(() => { optimizer.State<double>(0, "m"); });
        Assert.Throws<ObjectDisposedException>(() => optimizer.Save("x"));
    }

    private void Refused<E>(string argument, string message, TensorList gradients, TensorList mask)
        where E : ArgumentException
    {
        var e = Assert.Throws<E>(() => { _optimizer.Step(gradients, mask, 1, 1); });
        Assert.Equal(argument, e.ParamName);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal([1.0, 2], _parameters[0]);
        Assert.Equal([3.0], _parameters[1]);
        Assert.Equal(0, _optimizer.StepCount());
        Assert.Equal(2, _optimizer.Number(0, "sum"));
    }
}
