using ILGPU;
using ILGPU.Runtime;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;
using Numerics.Gpu.Kernels;

namespace Numerics.Benchmarks.Device;

/// <summary>One step on one tensor: on a device, on the CPU, and what the device takes to copy as much in the same rounds.</summary>
/// <remarks>Each step on the device is queued and waited for: its time has the launch in it.</remarks>
internal sealed class FlatStep : Comparison
{
    internal const string OnCpu = "the CPU's kernel";
    private readonly RuleOnBothSides _rule;
    private readonly Problem _problem;
    private readonly DeviceProblem _onDevice;
    private readonly Action<AcceleratorStream, Index1D, ArrayView<float>, ArrayView<float>> _copy;

    internal FlatStep(AcceleratorStream stream, RuleOnBothSides rule, nint length)
    {
        _rule = rule;
        _problem = new Problem(length);
        _onDevice = new DeviceProblem(stream, _problem);
        _copy = stream.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, ArrayView<float>>(Copy);
    }

    internal override string Name => _rule.Name;

    internal override string Title => $"{_rule.Kernels.Rule.Name}, float, launches on the device: {_rule.Launches(KernelForm.Flat)}";

    internal override nint Elements => _problem.Length;

    internal override double BytesPerElement => _rule.BytesPerElement;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, t => Queue(() => _rule.OnDevice(_onDevice, t))),
        new(OnCpu, t => _rule.OnCpu(_problem, t)),
        new(MemoryProbe.Prefix + "copy, CopyTo", _ => Queue(() => _onDevice.G.CopyTo(_onDevice.Stream, _onDevice.Spare))),
        new(MemoryProbe.Prefix + "copy, a kernel", _ => Queue(
            () => _copy(_onDevice.Stream, (int)_problem.Length, _onDevice.G, _onDevice.Spare))),
    ];

    public override void Dispose()
    {
        _onDevice.Dispose();
        _problem.Dispose();
    }

    private void Queue(Action work)
    {
        work();
        _onDevice.Stream.Synchronize();
    }

    private static void Copy(Index1D i, ArrayView<float> from, ArrayView<float> to) => to[i] = from[i];
}
