using ILGPU;
using ILGPU.Runtime;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Device;

/// <summary>One step of an optimizer over many equal tensors: on a device, on the CPU, and a copy on the device in the same
/// rounds.</summary>
internal sealed class ManyOnDevice : Comparison
{
    private readonly RuleOnBothSides _rule;
    private readonly TensorsOnBothSides _tensors;
    private readonly OptimizerPair _optimizers;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _from;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _to;
    private readonly long _launches;

    internal ManyOnDevice(AcceleratorStream stream, RuleOnBothSides rule, int tensors, int length)
    {
        _rule = rule;
        _tensors = new TensorsOnBothSides(stream, tensors, length);
        _optimizers = rule.Optimize(_tensors);
        Elements = (nint)tensors * length;
        _from = stream.Accelerator.Allocate1D<float>(Elements);
        _to = stream.Accelerator.Allocate1D<float>(Elements);
        _from.MemSetToZero(stream);
        _launches = CountLaunches();
    }

    internal override string Name => _rule.Name + "-many";

    internal override string Title =>
        $"{_rule.Kernels.Rule.Name} by its optimizer, {_tensors.HostParameters.Length:N0} tensors, float, launches on the device: {_launches}";

    internal override nint Elements { get; }

    internal override double BytesPerElement => _rule.BytesPerElement;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => Queue(_optimizers.OnDevice)),
        new(FlatStep.OnCpu, _ => _optimizers.OnCpu()),
        new(MemoryProbe.Prefix + "copy, CopyTo", _ => Queue(() => _from.View.CopyTo(_tensors.Stream, _to.View))),
    ];

    public override void Dispose()
    {
        foreach (IDisposable optimizer in _optimizers.Owned)
        {
            optimizer.Dispose();
        }

        _to.Dispose();
        _from.Dispose();
        _tensors.Dispose();
    }

    private long CountLaunches()
    {
        Queue(_optimizers.OnDevice);
        long before = _optimizers.Launches();
        Queue(_optimizers.OnDevice);
        return _optimizers.Launches() - before;
    }

    private void Queue(Action work)
    {
        work();
        _tensors.Stream.Synchronize();
    }
}
