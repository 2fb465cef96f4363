using Numerics.Files;

namespace Numerics.Tests.Optimizers;

/// <summary>State that came from PyTorch's <c>state_dict</c>.</summary>
public sealed class PyTorchStateTests : IDisposable
{
    private readonly string _name = Path.GetTempFileName();

    public void Dispose() => File.Delete(_name);

    [Fact]
    public void State_continues_where_PyTorch_stopped()
    {
        using var optimizer = new Product.Optimizer(new float[][] { [0], [0, 0] }, new() { LearningRate = 1 });
        Save(("state.0.step", StateTensor.From(7f)), ("state.1.step", StateTensor.From(7f)),
            ("state.0.mu_product", StateTensor.From(0.3f)), ("state.1.mu_product", StateTensor.From(0.3f)));
        optimizer.LoadPyTorch(_name);
        Assert.Equal(7, optimizer.StepCount());
        Assert.Equal(0.3f, optimizer.Number(0, "product"));
        Assert.Equal(3, optimizer.Number(0, "count"));
    }

    [Fact]
    public void Shapes_are_the_tensors_own_and_float_widens()
    {
        using var optimizer = new Momentum.Optimizer(new double[6]);
        Save(("state.0.step", StateTensor.From(2f)), ("state.0.m", StateTensor.From([1f, 2, 3, 4, 5, 6.5f], 2, 3)));
        optimizer.LoadPyTorch(_name);
        Assert.Equal([1.0, 2, 3, 4, 5, 6.5], optimizer.State<double>(0, "m").ToArray());
    }

    [Fact]
    public void A_tensor_that_was_never_stepped_starts_anew()
    {
        using var optimizer = new Momentum.Optimizer([new(new float[] { 0 }, new()), new(new float[] { 0 }, new())]);
        optimizer.State<float>(1, "m")[0] = 9;
        Save(("state.0.step", StateTensor.From(2f)), ("state.0.m", StateTensor.From([4f])));
        optimizer.LoadPyTorch(_name);
        Assert.Equal((4f, 0f), (optimizer.State<float>(0, "m")[0], optimizer.State<float>(1, "m")[0]));
        Assert.Equal((2, 0), (optimizer.StepCount(0), optimizer.StepCount(1)));
    }

    [Fact]
    public void Where_the_file_does_not_count_steps_the_caller_does()
    {
        using var optimizer = new Momentum.Optimizer(new float[] { 0 });
        Save(("state.0.m", StateTensor.From([4f])));
        Refused(optimizer, "does not say how many steps");
        optimizer.LoadPyTorch(_name, step: 12);
        Assert.Equal((12, 4f), (optimizer.StepCount(), optimizer.State<float>(0, "m")[0]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var optimizer = new Momentum.Optimizer(new float[][] { [0], [0] });
        (string, StateTensor) step = ("state.0.step", StateTensor.From(1f));
        Refused(optimizer, "state.0.step is 1, state.1.step is 2; a group has one step", step, ("state.1.step", StateTensor.From(2f)));
        Refused(optimizer, "state.0.exp_avg has no place", step, ("state.0.exp_avg", StateTensor.From([1f])));
        Refused(optimizer, "state.2.m has no place: the optimizer has 2 tensors", step, ("state.2.m", StateTensor.From([1f])));
        Refused(optimizer, "m is not called state.i.name", step, ("m", StateTensor.From([1f])));
        Refused(optimizer, "state.1.m is F32 [2]; parameter 1 needs 1 elements", step, ("state.1.m", StateTensor.From([1f, 2])));
        Refused(optimizer, "state.1.m is F64 [1]", step, ("state.1.m", StateTensor.From([1.0])));
        Refused(optimizer, "step 1.5, which is no count", ("state.0.step", StateTensor.From(1.5f)));
    }

    [Fact]
    public void What_was_saved_here_reads_as_PyTorchs()
    {
        double[] x = [0, 0];
        using var first = new Momentum.Optimizer(x);
        first.Step(new double[] { 1, 2 });
        first.Save(_name);
        using var second = new Momentum.Optimizer(x);
        second.LoadPyTorch(_name);
        Assert.Equal([1.0, 2], second.State<double>(0, "m").ToArray());
        Assert.Equal(1, second.StepCount());
    }

    private void Save(params (string Name, StateTensor Tensor)[] tensors)
        => tensors.Aggregate(StateFile.Empty, (file, t) => file.With(t.Name, t.Tensor)).Save(_name);

    private void Refused(RuleOptimizer optimizer, string message, params (string Name, StateTensor Tensor)[] tensors)
    {
        if (tensors.Length > 0)
        {
            Save(tensors);
        }

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => optimizer.LoadPyTorch(_name)).Message, StringComparison.Ordinal);
        Assert.Equal(0, optimizer.StepCount());
    }
}
