using System.Diagnostics;
using ILGPU.Runtime;
using Numerics;
using Numerics.Gpu;
using Numerics.Rules;
using Quickstart;
using AdaBelief = Quickstart.AdaBelief;

namespace GpuSample;

/// <summary>What training came to.</summary>
/// <param name="Model">The model at the end, on the host.</param>
/// <param name="Milliseconds">The mean time of a step, model included; the first are left out, in which code is compiled.</param>
internal sealed record Trained(SoftmaxRegression Model, double Milliseconds);

/// <summary>Trains the Quickstart's model, on a device and on the CPU.</summary>
/// <param name="digits">What to learn from.</param>
/// <param name="steps">How long.</param>
internal sealed class Training(IReadOnlyList<Digit> digits, int steps)
{
    private const double WeightDecay = 1e-3;
    private const int Untimed = 40;
    private readonly Hyperparameter _learningRate = Schedule.Cosine(start: 0.05, steps);
    private readonly Lion.Options _lion = new() { LearningRate = Schedule.Cosine(start: 0.02, steps) };

    /// <summary>The sample's own rule on a device: a call on views of its memory for each tensor. Steps are queued; nothing
    /// waits for them.</summary>
    public Trained AdaBeliefOn(AcceleratorStream stream)
    {
        using var model = new DeviceRegression(stream, digits);
        using DeviceTensors<float> m = DeviceRegression.Zeros(stream), s = DeviceRegression.Zeros(stream);
        double milliseconds = MeanOfSteps(Step, stream.Synchronize);
        return new Trained(model.ToHost(stream, digits), milliseconds);

        void Step(int t)
        {
            model.Evaluate(stream);
            for (int i = 0; i < model.Parameters.Count; i++)
            {
                AdaBelief.Step(
                    stream, model.Parameters[i], m[i], s[i], model.Gradients[i], t,
                    learningRate: _learningRate.At(t), weightDecay: WeightDecay);
            }
        }
    }

    /// <summary>The same on the CPU, by the optimizer that was generated from the rule.</summary>
    public Trained AdaBeliefOnCpu()
    {
        var model = new SoftmaxRegression(digits);
        using var optimizer = new AdaBelief.Optimizer(
            [model.Weights, model.Bias], new() { LearningRate = _learningRate, WeightDecay = WeightDecay });
        return OnCpu(model, () => optimizer.Step([model.WeightsGradient, model.BiasGradient]));
    }

    /// <summary>A rule of the library on a device, by its optimizer: one launch for all tensors.</summary>
    /// <param name="stream">Where the steps are queued.</param>
    /// <param name="stateFile">Where the optimizer's state is written at the end.</param>
    public Trained LionOn(AcceleratorStream stream, string stateFile)
    {
        using var model = new DeviceRegression(stream, digits);
        using GpuOptimizer<float, Lion.Options> optimizer =
            Lion.CreateGpuOptimizer(stream.Accelerator, model.Parameters, _lion);
        double milliseconds = MeanOfSteps(Step, stream.Synchronize);
        optimizer.Save(stateFile);
        return new Trained(model.ToHost(stream, digits), milliseconds);

        void Step(int t)
        {
            model.Evaluate(stream);
            optimizer.Step(stream, model.Gradients);
        }
    }

    /// <summary>The same on the CPU.</summary>
    public Trained LionOnCpu()
    {
        var model = new SoftmaxRegression(digits);
        using var optimizer = new Lion.Optimizer([model.Weights, model.Bias], _lion);
        return OnCpu(model, () => optimizer.Step([model.WeightsGradient, model.BiasGradient]));
    }

    /// <summary>Goes on where a device stopped: the CPU's optimizer reads its file and takes a step.</summary>
    /// <returns>The number of that step.</returns>
    public int ResumeLionOnCpu(SoftmaxRegression model, string stateFile)
    {
        using var optimizer = new Lion.Optimizer([model.Weights, model.Bias], _lion);
        optimizer.Load(stateFile);
        model.Evaluate();
        optimizer.Step([model.WeightsGradient, model.BiasGradient]);
        return (int)optimizer.StepCount();
    }

    private Trained OnCpu(SoftmaxRegression model, Action optimizerStep)
    {
        double milliseconds = MeanOfSteps(Step, wait: () => { });
        return new Trained(model, milliseconds);

        void Step(int t)
        {
            model.Evaluate();
            optimizerStep();
        }
    }

    private double MeanOfSteps(Action<int> step, Action wait)
    {
        long start = 0;
        for (int t = 1; t <= steps; t++)
        {
            if (t == Untimed + 1)
            {
                wait();
                start = Stopwatch.GetTimestamp();
            }

            step(t);
        }

        wait();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / (steps - Untimed);
    }
}
