using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Optimizers;

namespace Numerics.Gpu.Optimizers;

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of the kernels that clip.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal struct ClipArguments<T>
    where T : unmanaged
{
    /// <summary>The sums of the gradients' squares.</summary>
    public ArrayView<double> Totals;

    /// <summary>Where the passes find what gradients are multiplied by: one number.</summary>
    public ArrayView<T> GradientScale;

    /// <summary>What gradients are multiplied by before they are clipped.</summary>
    public double Scale;

    /// <summary>The greatest norm.</summary>
    public double Most;
}
#pragma warning restore CA1051

/// <summary>The norm of gradients on a device. What clips goes straight to the passes; the host knows the norm only
/// when it asks.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceGradientNorm<T> : GradientNorm, IDisposable
    where T : unmanaged
{
    private static readonly LoadedKernel<ClipArguments<float>> ClipSingleKernel = Describe<float>(ClipSingle);
    private static readonly LoadedKernel<ClipArguments<double>> ClipDoubleKernel = Describe<double>(ClipDouble);

    private readonly Accelerator _accelerator;
    private readonly OptimizerTensor[] _tensors;
    private readonly DeviceBatch<T> _squares;
    private DeviceBatch<T>? _largest;
    private AcceleratorStream? _stream;
    private bool _isRead;

    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory for tables.</exception>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile a kernel for the accelerator.</exception>
    public DeviceGradientNorm(Accelerator accelerator, OptimizerTensor[] tensors)
        : base(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue)
    {
        (_accelerator, _tensors) = (accelerator, tensors);
        DeviceRule rule = typeof(T) == typeof(float)
            ? DeviceReductions.SquaredNormDeviceRule.Instance
            : DeviceReductions.SquaredNormByRangeDeviceRule.Instance;
        ClipSingleKernel.Compile(accelerator);
        ClipDoubleKernel.Compile(accelerator);
        _squares = new DeviceBatch<T>(accelerator, rule, 0, 0, tensors);
    }

    /// <summary>The gradients to take the norm of.</summary>
    /// <param name="gradient">A tensor's gradient.</param>
    public void Arrange(Func<OptimizerTensor, ArrayView<T>> gradient)
    {
        BatchLayout<T> layout = _squares.Tables.NewLayout();
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive)
            {
                layout.Add(tensor, [gradient(tensor)]);
            }
        }

        layout.Seal();
        _squares.Layout = layout;
    }

    /// <summary>Queues the sum of the gradients' squares.</summary>
    /// <returns>The number of launches.</returns>
    public int Launch(AcceleratorStream stream)
    {
        (_stream, _isRead) = (stream, false);
        return Reduce(_squares, stream);
    }

    /// <summary>Queues what clips: what gradients are to be multiplied by.</summary>
    /// <param name="stream">Where it is queued.</param>
    /// <param name="gradientScale">Where it goes.</param>
    /// <param name="scale">What gradients are multiplied by before they are clipped.</param>
    /// <param name="most">The greatest norm.</param>
    /// <returns>The number of launches.</returns>
    public int Clip(AcceleratorStream stream, ArrayView<T> gradientScale, double scale, double most)
    {
        var arguments = new ClipArguments<T>
        {
            Totals = _squares.Tables.Totals,
            GradientScale = gradientScale,
            Scale = scale,
            Most = most,
        };
        if (arguments is ClipArguments<float> single)
        {
            ClipSingleKernel.Launch(stream, 1, single);
        }
        else if (arguments is ClipArguments<double> wide)
        {
            ClipDoubleKernel.Launch(stream, 1, wide);
        }

        return 1;
    }

    /// <summary>Brings the norm to the host, and waits for it.</summary>
    public void Read()
    {
        if (_isRead || _stream is null)
        {
            return;
        }

        double[] totals = ReadTotals(_squares, _stream);
        if (typeof(T) == typeof(float))
        {
            Set(1, Math.Sqrt(totals[0]));
        }
        else
        {
            Set(UnitOf(totals[0], totals[1]), RootOf(totals[0], totals[1], totals[2]));
        }

        _isRead = true;
    }

    public void Dispose()
    {
        _squares.Dispose();
        _largest?.Dispose();
    }

    public static void ClipSingle(ClipArguments<float> a)
    {
        if (Group.IdxX == 0)
        {
            a.GradientScale[0] =
                (float)(a.Scale * GradientNorm.ClipFactor(1, Math.Sqrt(a.Totals[0]), a.Most, a.Scale));
        }
    }

    public static void ClipDouble(ClipArguments<double> a)
    {
        if (Group.IdxX == 0)
        {
            double unit = UnitOf(a.Totals[0], a.Totals[1]), root = RootOf(a.Totals[0], a.Totals[1], a.Totals[2]);
            a.GradientScale[0] = a.Scale * GradientNorm.ClipFactor(unit, root, a.Most, a.Scale);
        }
    }

    protected override double Largest()
    {
        _largest ??= new DeviceBatch<T>(_accelerator, DeviceReductions.LargestDeviceRule.Instance, 0, 0, _tensors);
        if (_largest.Layout != _squares.Layout)
        {
            _largest.Layout = _squares.Layout;
        }

        Reduce(_largest, _stream!);
        return ReadTotals(_largest, _stream!)[0];
    }

    /// <summary>√(large·2¹²⁰⁰ + medium + small·2⁻¹²⁰⁰) over <see cref="UnitOf"/>; NaN, which is in the medium part, stays.</summary>
    private static double RootOf(double large, double medium, double small) =>
        large > 0 ? Math.Sqrt(large + (medium / DeviceReductions.Unit / DeviceReductions.Unit))
        : medium == 0 ? Math.Sqrt(small)
        : Math.Sqrt(medium + (small / DeviceReductions.Unit / DeviceReductions.Unit));

    private static double UnitOf(double large, double medium) => large > 0 ? DeviceReductions.Unit
        : medium == 0 ? 1 / DeviceReductions.Unit
        : 1;

    private static double[] ReadTotals(DeviceBatch<T> batch, AcceleratorStream stream)
    {
        double[] totals = new double[batch.Plan.Reductions];
        batch.Tables.Totals.CopyToCPU(stream, totals.AsSpan());
        return totals;
    }

    /// <summary>Queues a reduction; its constants are the same at each step.</summary>
    private static int Reduce(DeviceBatch<T> batch, AcceleratorStream stream)
    {
        if (batch.Tables.ArePlacesStale)
        {
            batch.Evaluate([], 0, 1);
            batch.Upload(stream, []);
        }

        return batch.Reduce(stream);
    }

    private static LoadedKernel<ClipArguments<E>> Describe<E>(Action<ClipArguments<E>> kernel)
        where E : unmanaged => new(
        new DeviceKernel("clipping by norm", kernel.Method.Name, KernelForm.Table, typeof(E), 0, -1, kernel.Method),
        kernel);
}
