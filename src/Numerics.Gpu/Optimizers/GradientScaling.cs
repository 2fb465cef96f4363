using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Transport;

namespace Numerics.Gpu.Optimizers;

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of the kernels that scale.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal struct ScalingArguments<T>
    where T : unmanaged
{
    /// <summary>What is multiplied.</summary>
    public ArrayView<T> Source;

    /// <summary>Where it goes.</summary>
    public ArrayView<T> Destination;

    /// <summary>One number on the device.</summary>
    public ArrayView<T> Factor;

    /// <summary>The factor where the host knows it.</summary>
    public T Scale;

    /// <summary>1 where the factor is on the device, else 0.</summary>
    public int IsOnDevice;
}
#pragma warning restore CA1051

/// <summary>A gradient times a factor, in memory that is kept from step to step: for rules that take gradients as they are.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GradientScaling<T> : IDisposable
    where T : unmanaged
{
    private static readonly LoadedKernel<ScalingArguments<float>> SingleKernel = Describe<float>(Single);
    private static readonly LoadedKernel<ScalingArguments<double>> DoubleKernel = Describe<double>(Double);

    private readonly Accelerator _accelerator;
    private readonly long _length;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _factor;
    private MemoryBuffer1D<T, Stride1D.Dense>? _product;

    /// <param name="accelerator">The device.</param>
    /// <param name="length">The elements of the longest gradient.</param>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public GradientScaling(Accelerator accelerator, long length)
    {
        (_accelerator, _length) = (accelerator, length);
        _factor = DeviceAllocation.Of<T>(accelerator, 1, "The factor of gradients");
    }

    /// <summary>A factor that the device computes.</summary>
    public ArrayView<T> Factor => _factor.View;

    /// <summary>Queues the multiplication.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="gradient">The gradient, of at least one element.</param>
    /// <param name="scale">The factor; NaN for the device's.</param>
    /// <returns>Where the product is, until the next one is queued.</returns>
    public ArrayView<T> Launch(AcceleratorStream stream, ArrayView<T> gradient, double scale)
    {
        _product ??= DeviceAllocation.Of<T>(_accelerator, _length, "A scaled gradient");
        Span<T> rounded = stackalloc T[1];
        Rounding.Round([scale], rounded);
        var arguments = new ScalingArguments<T>
        {
            Source = gradient,
            Destination = _product.View.AsContiguous().SubView(0, gradient.Length),
            Factor = Factor,
            Scale = rounded[0],
            IsOnDevice = double.IsNaN(scale) ? 1 : 0,
        };
        int threads = DeviceLimits.GroupSize(_accelerator);
        int groups = (int)Math.Min((gradient.Length + threads - 1) / threads, 1 << 16);
        if (typeof(T) == typeof(float))
        {
            SingleKernel.Launch(stream, groups, System.Runtime.CompilerServices.Unsafe.As<ScalingArguments<T>, ScalingArguments<float>>(ref arguments));
        }
        else
        {
            DoubleKernel.Launch(stream, groups, System.Runtime.CompilerServices.Unsafe.As<ScalingArguments<T>, ScalingArguments<double>>(ref arguments));
        }

        return arguments.Destination;
    }

    public void Dispose()
    {
        _factor.Dispose();
        _product?.Dispose();
    }

    public static void Single(ScalingArguments<float> a)
    {
        float factor = a.IsOnDevice != 0 ? a.Factor[0] : a.Scale;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < a.Source.Length; i += (long)Grid.DimX * Group.DimX)
        {
            a.Destination[i] = a.Source[i] * factor;
        }
    }

    public static void Double(ScalingArguments<double> a)
    {
        double factor = a.IsOnDevice != 0 ? a.Factor[0] : a.Scale;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < a.Source.Length; i += (long)Grid.DimX * Group.DimX)
        {
            a.Destination[i] = a.Source[i] * factor;
        }
    }

    private static LoadedKernel<ScalingArguments<E>> Describe<E>(Action<ScalingArguments<E>> kernel)
        where E : unmanaged => new(
        new DeviceKernel("scaling of gradients", kernel.Method.Name, KernelForm.Table, typeof(E), 0, -1, kernel.Method),
        kernel);
}
