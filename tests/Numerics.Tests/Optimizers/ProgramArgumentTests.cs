using System.Numerics.Tensors;

namespace Numerics.Tests.Optimizers;

/// <summary>What an optimizer of a rule over matrices refuses, before it writes.</summary>
public class ProgramArgumentTests
{
    private static Tensor<float> Matrix(int rows, int columns) =>
        Tensor.Create(new float[rows * columns], [rows, columns]);

    [Fact]
    public void A_matrix_parameter_has_two_axes()
    {
        Refuses("Parameter 1 (group 0) has the shape [6]; x of the rule is a matrix, which has two axes.", () =>
            new Factored.Optimizer([Matrix(2, 3), new float[6]]));
        Refuses("Parameter 0 (group 0) has the shape [1, 2, 3]", () =>
            new Factored.Optimizer(Tensor.Create(new float[6], [1, 2, 3])));
    }

    [Fact]
    public void A_gradient_has_its_parameter_s_shape()
    {
        using var optimizer = new Factored.Optimizer(Matrix(2, 3));
        Refuses(
            "gradients[0] has the shape [3, 2]; beside its parameter, of shape [2, 3], it must have [2, 3].",
            () => optimizer.Step(Matrix(3, 2)));
        Refuses("gradients[0] has the shape [5]", () => optimizer.Step(new float[5]));
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new float[6]));
        Assert.Equal(1, optimizer.StepCount());
    }

    [Fact]
    public void Inputs_agree_with_the_parameter_and_each_other()
    {
        double[] x = [1, 2];
        using var optimizer = new Fitted.Optimizer(x);
        Tensor<double> wide = Tensor.Create(new double[9], [3, 3]), right = Tensor.Create(new double[6], [3, 2]);
        Refuses("a[0] has the shape [3, 3]; beside its parameter, of shape [2], it must have [any, 2].", () =>
            optimizer.Step(new double[2], wide, new double[3], 0));
        Refuses("y[0] has the shape [4]; beside its parameter, of shape [2], it must have [3].", () =>
            optimizer.Step(new double[2], right, new double[4], 0));
        Refuses("a[0] has the shape [6]", () => optimizer.Step(new double[2], new double[6], new double[3], 0));
        Assert.Equal([1.0, 2], x);
        Assert.Equal(0, optimizer.StepCount());
    }

    [Fact]
    public void Host_code_that_throws_for_one_tensor_leaves_all_as_they_are()
    {
        float[] first = [1], second = [2];
        using var optimizer = new Divided.Optimizer(
            [new(first, new() { Divisor = 1 }), new(second, new() { Divisor = 0 })]);
        Assert.Throws<DivideByZeroException>(() => optimizer.Step(new float[][] { [1], [1] }));
        Assert.Equal((1f, 2f), (first[0], second[0]));
        Assert.Equal(0, optimizer.StepCount());
    }

    [Fact]
    public void States_are_as_long_as_parameters_or_options_say()
    {
        Refuses("z of", () => new Unbound.Optimizer(new float[3]));
        Refuses("g has another shape than x", () => new Crossed.Optimizer(Matrix(2, 2)));
    }

    private static void Refuses(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static void Refuses(string message, Func<object> action) => Refuses(message, () => { action(); });
}
