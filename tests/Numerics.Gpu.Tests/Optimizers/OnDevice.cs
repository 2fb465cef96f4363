using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Library;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>A stream on a device, and optimizers there.</summary>
public sealed class OnDevice : IDisposable
{
    private readonly List<IDisposable> _parts = [];

    public OnDevice(AcceleratorType kind)
    {
        Accelerator = DeviceCatalogue.Get(kind);
        Stream = Keep(Accelerator.CreateStream());
    }

    public Accelerator Accelerator { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>The rules of the library that an optimizer runs, by name, without those that need an input.</summary>
    public static IEnumerable<string> OptimizerRules => LibraryKernels.Rules
        .Where(r => r.Value.Rule.Parameters.Any(p => p.Role == Runtime.ParameterRole.Gradient)
            && r.Value.Rule.Parameters.All(p => p.Role != Runtime.ParameterRole.Input))
        .Select(r => r.Key)
        .Order(StringComparer.Ordinal);

    /// <summary>Copies of tensors.</summary>
    public DeviceTensors<T> Copy<T>(T[][] tensors)
        where T : unmanaged => Keep(new DeviceTensors<T>(Stream, List(tensors)));

    /// <summary>An optimizer with the rule's defaults.</summary>
    public GpuOptimizer<T, PlainOptions> Optimizer<T>(
        DeviceRule rule, IReadOnlyList<ArrayView<T>> parameters, PlainOptions? options = null)
        where T : unmanaged =>
        Keep(new GpuOptimizer<T, PlainOptions>(rule, Accelerator, parameters, options ?? new PlainOptions(rule.Rule)));

    /// <summary>An array of the host that holds a view's elements.</summary>
    public T[] Read<T>(ArrayView<T> view)
        where T : unmanaged
    {
        var elements = new T[view.Length];
        if (elements.Length > 0)
        {
            view.CopyToCPU(Stream, elements.AsSpan());
        }

        return elements;
    }

    public T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }

    public static TensorList List<T>(T[][] tensors) =>
        tensors is float[][] singles ? singles : (double[][])(object)tensors;

    public void Dispose()
    {
        Enumerable.Reverse(_parts).ToList().ForEach(p => p.Dispose());
    }
}
