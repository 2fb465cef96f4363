using ILGPU;
using ILGPU.Runtime;
using Numerics.Optimizers;

namespace Numerics.Gpu.Optimizers;

/// <summary>The runs of a rule that make up a step on a device, laid out before the first of them is queued.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class DeviceRuns<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The Scalar states and named results of all tensors.</summary>
    public abstract NumberTable Numbers { get; }

    /// <summary>Compiles and allocates for a plan variant.</summary>
    public abstract void Prepare(int variant);

    /// <summary>Lays the step out anew: tensors, views or variants are others than in the last one.</summary>
    /// <param name="arraysOf">A tensor's arrays in kernel order.</param>
    public abstract void Arrange(Func<OptimizerTensor, ArrayView<T>[]> arraysOf);

    /// <summary>Evaluates what the host knows of the step. The rule's host code may throw.</summary>
    /// <param name="stream">Where the step will be queued.</param>
    /// <param name="host">The host values of each group.</param>
    /// <param name="numbers">The numbers given with the step, as <see cref="RuleLayout.Numbers"/> lists them.</param>
    /// <param name="scale">What gradients are multiplied by.</param>
    public abstract void Evaluate(
        AcceleratorStream stream, ReadOnlySpan<double> host, ReadOnlySpan<double> numbers, double scale);

    /// <summary>Queues the step.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="policy">What becomes of gradients.</param>
    /// <param name="norm">The norm of the gradients, where the policy clips.</param>
    /// <returns>The number of launches.</returns>
    public abstract int Run(AcceleratorStream stream, in GradientPolicy policy, DeviceGradientNorm<T>? norm);

    /// <summary>Takes over what the host knows of the step.</summary>
    public abstract void KeepResults();

    public abstract void Dispose();
}
