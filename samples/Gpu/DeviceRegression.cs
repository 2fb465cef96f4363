using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu;
using Quickstart;

namespace GpuSample;

/// <summary>The Quickstart's model on a device: digits, parameters and gradients stay there.</summary>
/// <remarks>Two kernels of this sample's own: one thread for each digit computes what its probabilities are off by, then one
/// for each parameter sums up what that says about it, digit by digit. So the sums have the same bits in each run.</remarks>
internal sealed class DeviceRegression : IDisposable
{
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _pixels;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _labels;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _residuals;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _losses;
    private readonly Action<AcceleratorStream, Index1D, Batch, ArrayView<float>, ArrayView<float>> _computeResiduals;
    private readonly Action<AcceleratorStream, Index1D, Batch, ArrayView<float>> _sumByWeight;
    private readonly Action<AcceleratorStream, Index1D, Batch, ArrayView<float>> _sumByClass;

    /// <summary>Copies the digits to the device and compiles the kernels; the parameters are zero.</summary>
    public DeviceRegression(AcceleratorStream stream, IReadOnlyList<Digit> digits)
    {
        Accelerator accelerator = stream.Accelerator;
        Parameters = Zeros(stream);
        Gradients = Zeros(stream);
        _pixels = accelerator.Allocate1D(digits.SelectMany(d => d.Pixels).ToArray());
        _labels = accelerator.Allocate1D(digits.Select(d => d.Label).ToArray());
        _residuals = accelerator.Allocate1D<float>(digits.Count * Digits.Classes);
        _losses = accelerator.Allocate1D<float>(digits.Count);
        _computeResiduals =
            accelerator.LoadAutoGroupedKernel<Index1D, Batch, ArrayView<float>, ArrayView<float>>(ComputeResiduals);
        _sumByWeight = accelerator.LoadAutoGroupedKernel<Index1D, Batch, ArrayView<float>>(SumByWeight);
        _sumByClass = accelerator.LoadAutoGroupedKernel<Index1D, Batch, ArrayView<float>>(SumByClass);
    }

    /// <summary>The weights, a row of 64 for each class, and the bias.</summary>
    public DeviceTensors<float> Parameters { get; }

    /// <summary>The gradient of the mean loss by <see cref="Parameters"/>.</summary>
    public DeviceTensors<float> Gradients { get; }

    /// <summary>Tensors of the shapes of the parameters, all zero.</summary>
    public static DeviceTensors<float> Zeros(AcceleratorStream stream) =>
        new(stream, [new float[Digits.Classes * Digits.Pixels], new float[Digits.Classes]]);

    /// <summary>Queues the kernels that compute <see cref="Gradients"/>; nothing waits.</summary>
    public void Evaluate(AcceleratorStream stream)
    {
        var batch = new Batch(_pixels.View, _labels.View, _residuals.View, _losses.View);
        _computeResiduals(stream, (int)_labels.Length, batch, Parameters[0], Parameters[1]);
        _sumByWeight(stream, (int)Gradients[0].Length, batch, Gradients[0]);
        _sumByClass(stream, (int)Gradients[1].Length, batch, Gradients[1]);
    }

    /// <summary>The mean of −log P(label) at the last evaluation: waits for it.</summary>
    public double Loss(AcceleratorStream stream)
    {
        stream.Synchronize();
        return _losses.GetAsArray1D().Average(loss => (double)loss);
    }

    /// <summary>The model with the parameters of this moment, on the host.</summary>
    /// <param name="stream">What it waits for.</param>
    /// <param name="training">What the model goes on to learn from.</param>
    public SoftmaxRegression ToHost(AcceleratorStream stream, IReadOnlyList<Digit> training)
    {
        var model = new SoftmaxRegression(training);
        Parameters.CopyTo(stream, [model.Weights, model.Bias]);
        return model;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _losses.Dispose();
        _residuals.Dispose();
        _labels.Dispose();
        _pixels.Dispose();
        Gradients.Dispose();
        Parameters.Dispose();
    }

    private static void ComputeResiduals(Index1D digit, Batch batch, ArrayView<float> weights, ArrayView<float> bias)
    {
        float largest = float.NegativeInfinity;
        for (int k = 0; k < Digits.Classes; k++)
        {
            float score = bias[k];
            for (int p = 0; p < Digits.Pixels; p++)
            {
                score += weights[(k * Digits.Pixels) + p] * batch.Pixels[(digit * Digits.Pixels) + p];
            }

            batch.Residual(k, digit) = score;
            largest = score > largest ? score : largest;
        }

        float sum = 0;
        for (int k = 0; k < Digits.Classes; k++)
        {
            sum += MathF.Exp(batch.Residual(k, digit) - largest);
        }

        int label = batch.Labels[digit];
        batch.Losses[digit] = MathF.Log(sum) - (batch.Residual(label, digit) - largest);
        for (int k = 0; k < Digits.Classes; k++)
        {
            float probability = MathF.Exp(batch.Residual(k, digit) - largest) / sum;
            batch.Residual(k, digit) = (probability - (k == label ? 1f : 0f)) / batch.Count;
        }
    }

    private static void SumByWeight(Index1D weight, Batch batch, ArrayView<float> gradient)
    {
        int k = weight / Digits.Pixels, p = weight % Digits.Pixels;
        float sum = 0;
        for (int digit = 0; digit < batch.Count; digit++)
        {
            sum += batch.Residual(k, digit) * batch.Pixels[(digit * Digits.Pixels) + p];
        }

        gradient[weight] = sum;
    }

    private static void SumByClass(Index1D k, Batch batch, ArrayView<float> gradient)
    {
        float sum = 0;
        for (int digit = 0; digit < batch.Count; digit++)
        {
            sum += batch.Residual(k, digit);
        }

        gradient[k] = sum;
    }
}

/// <summary>What the kernels read and leave for each other. Public: ILGPU loads no other type of argument.</summary>
/// <param name="Pixels">64 for each digit.</param>
/// <param name="Labels">One for each digit.</param>
/// <param name="Residuals">A row for each class: (P(class) − 1 or 0) / number of digits.</param>
/// <param name="Losses">−log P(label) for each digit.</param>
public readonly record struct Batch(
    ArrayView<float> Pixels, ArrayView<int> Labels, ArrayView<float> Residuals, ArrayView<float> Losses)
{
    /// <summary>The number of digits.</summary>
    public int Count => Labels.IntLength;

    /// <summary>The place of a residual.</summary>
    public ref float Residual(int k, int digit) => ref Residuals[(k * Count) + digit];
}
