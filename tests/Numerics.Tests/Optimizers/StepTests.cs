using System.Buffers;
using System.Numerics.Tensors;

namespace Numerics.Tests.Optimizers;

public class StepTests
{
    [Fact]
    public void A_step_is_the_rule_on_every_tensor()
    {
        float[][] parameters = [[1, 2, 3], [4]];
        using var optimizer = new Momentum.Optimizer(parameters);
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new float[][] { [2, 4, 6], [8] }));
        Assert.Equal(StepOutcome.Stepped, optimizer.Step(new float[][] { [2, 4, 6], [8] }));

        // m = g, then 1.5·g; x falls by 0.5·(1 + 1.5)·g.
        Assert.Equal([1 - 2.5f, 2 - 5f, 3 - 7.5f], parameters[0]);
        Assert.Equal([4 - 10f], parameters[1]);
        Assert.Equal([3f, 6f, 9f], optimizer.State<float>(0, "m").ToArray());
        Assert.Equal(2, optimizer.StepCount());
    }

    [Fact]
    public void Every_kind_of_memory_goes_in_without_a_copy()
    {
        double[] array = [1, 2], rest = [0, 3, 4, 0];
        Tensor<double> tensor = Tensor.Create(new double[] { 5, 6, 7, 8 }, [2, 2]);
        using var optimizer = new Momentum.Optimizer([array, rest.AsMemory(1, 2), tensor], new() { LearningRate = 1 });
        double[] gradient = [9, 1, 1, 9];
        optimizer.Step([array.ToArray(), new ReadOnlyMemory<double>(gradient, 1, 2), Tensor.Create(new double[] { 1, 2, 3, 4 }, [4])]);
        Assert.Equal([0.0, 0], array);
        Assert.Equal([0, 2.0, 3, 0], rest);
        Assert.Equal([4, 4.0, 4, 4], tensor.ToArray());
        Assert.Equal(typeof(double), optimizer.ElementType);
    }

    [Fact]
    public void A_part_of_a_tensor_starts_where_it_starts()
    {
        Tensor<float> whole = Tensor.Create(new float[] { 1, 2, 3, 4, 5, 6 }, [3, 2]);
        using var optimizer = new Momentum.Optimizer(whole.Slice(1..3, NRange.All), new() { LearningRate = 1 });
        optimizer.Step(new float[] { 1, 1, 1, 1 });
        Assert.Equal([1f, 2, 2, 3, 4, 5], whole.ToArray());
    }

    [Fact]
    public void Single_arrays_lists_and_memories_convert()
    {
        float[] x = [1], y = [1];
        using (var one = new Momentum.Optimizer(x, new() { LearningRate = 1 }))
        {
            one.Step(new float[] { 1 });
        }

        using (var list = new Momentum.Optimizer(new List<float[]?> { x, y }, new() { LearningRate = 1 }))
        {
            list.Step(new List<float[]?> { new float[] { 1 }, null });
        }

        using (var memory = new Momentum.Optimizer(x.AsMemory(), new() { LearningRate = 1 }))
        {
            memory.Step(new[] { new ReadOnlyMemory<float>([1f]) });
        }

        Assert.Equal([-2f], x);
        Assert.Equal([1f], y);
    }

    [Fact]
    public void A_tensor_without_gradient_is_left_alone()
    {
        float[][] parameters = [[1], [1]];
        using var optimizer = new Momentum.Optimizer(parameters);
        optimizer.Step(new float[]?[] { [1], null });
        Assert.Equal([0.5f], parameters[0]);
        Assert.Equal([1f], parameters[1]);
        Assert.Equal([0f], optimizer.State<float>(1, "m").ToArray());
        Assert.Equal(1, optimizer.StepCount());
        Assert.Equal(StepOutcome.NoGradient, optimizer.Step(new float[]?[] { null, null }));
        Assert.Equal(1, optimizer.StepCount());
    }

    [Fact]
    public void Host_state_and_step_number_are_kept()
    {
        double[][] parameters = [[0], [0]];
        using var optimizer = new Product.Optimizer(parameters, new() { LearningRate = 1 });
        optimizer.Step(new double[][] { [1], [1] });
        optimizer.Step(new double[][] { [1], [1] });

        // Steps 1/0.5 and 2/0.25.
        Assert.Equal([-10.0], parameters[0]);
        Assert.Equal(0.25, optimizer.Number(0, "product"));
        Assert.Equal(5, optimizer.Number(1, "count"));
    }

    [Fact]
    public void Inputs_pass_through_a_step()
    {
        double[][] parameters = [[0, 0], [0]];
        using var optimizer = new Inputs.Optimizer(parameters);
        optimizer.Step(new double[][] { [1, 1], [1] }, new double[][] { [1, 0], [2] }, loss: 10, k: 3);
        Assert.Equal([-15.0, 0], parameters[0]);
        Assert.Equal([-30.0], parameters[1]);
        Assert.Equal(5, optimizer.Number(0, "sum"));
        optimizer.Step(new double[]?[] { [1, 1], null }, new double[]?[] { [1, 0], null }, loss: 10, k: 3, isHalf: true);
        Assert.Equal([-28.0, 0], parameters[0]);
        Assert.Equal(8, optimizer.Number(0, "sum"));
        Assert.Equal(5, optimizer.Number(1, "sum"));
    }

    [Fact]
    public void A_schedule_gives_a_value_for_each_step()
    {
        double[] x = [0];
        using var optimizer = new Momentum.Optimizer(x, new() { LearningRate = new Schedule(count => count + 1), Beta = 0 });
        optimizer.Step(new double[] { 1 });
        optimizer.Step(new double[] { 1 });
        Assert.Equal([-3.0], x);
    }

    [Fact]
    public void Destinations_are_kept_and_can_be_read()
    {
        double[] x = [1, 2];
        using var optimizer = new Telling.Optimizer(x);
        optimizer.Step(new double[] { 3, 4 });
        Assert.Equal([3.0, 4], optimizer.State<double>(0, "change").ToArray());
    }

    [Fact]
    public void States_lie_at_their_parameters_place_in_a_line()
    {
        float[] all = new float[5000];
        using var optimizer = new Momentum.Optimizer(new[] { all.AsMemory(3, 1000), all.AsMemory(1500, 700), all.AsMemory(2300, 0) });
        unsafe
        {
            fixed (float* start = all)
            {
                for (int i = 0; i < 2; i++)
                {
                    fixed (float* state = optimizer.State<float>(i, "m"))
                    {
                        Assert.Equal(((nint)start + (i == 0 ? 12 : 6000)) & 63, (nint)state & 63);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_span_over_a_state_outlives_its_optimizer()
    {
        Span<double> state = StateOfAForgottenOptimizer();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal([7.0, 7, 7], state.ToArray());
    }

    [Fact]
    public void States_start_where_the_rule_says()
    {
        using var optimizer = new Started.Optimizer(new float[] { 1, 2 });
        Assert.Equal([0.25f, 0.25f], optimizer.State<float>(0, "m").ToArray());
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        float[][] parameters = [.. Enumerable.Range(1, 50).Select(n => new float[n])];
        float[]?[] gradients = [.. Enumerable.Range(1, 50).Select(n => n == 7 ? null : new float[n])];
        using var optimizer = new Momentum.Optimizer(parameters) { MaxGradientNorm = 1, SkipNonFiniteGradients = true };
        optimizer.Step(gradients);
        optimizer.Step(gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            optimizer.Step(gradients);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Tensors_and_memories_allocate_nothing_either()
    {
        TensorMemory[] gradients = [Tensor.Create(new double[] { 1, 2 }, [2]), new double[] { 1, 2, 3 }.AsMemory(1, 2), new double[2]];
        using var optimizer = new Momentum.Optimizer([new double[2], new double[2], new double[2]]);
        optimizer.Step(gradients);
        optimizer.Step(gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            optimizer.Step(gradients);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static Span<double> StateOfAForgottenOptimizer()
    {
        var optimizer = new Momentum.Optimizer(new double[3]);
        optimizer.Step(new double[] { 7, 7, 7 });
        return optimizer.State<double>(0, "m");
    }

    [Fact]
    public void Parameters_stay_in_place_and_gradients_may_move()
    {
        float[][] parameters = [.. Enumerable.Range(1, 20).Select(n => new float[n])];
        using var optimizer = new Momentum.Optimizer(parameters, new() { LearningRate = 1, Beta = 0 });
        for (int step = 0; step < 5; step++)
        {
            optimizer.Step(parameters.Select(p => Enumerable.Repeat(1f, p.Length).ToArray()).ToArray());
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        Assert.All(parameters, p => Assert.All(p, x => Assert.Equal(-5f, x)));
    }
}
