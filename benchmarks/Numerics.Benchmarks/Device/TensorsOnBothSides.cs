using ILGPU.Runtime;
using Numerics.Gpu;

namespace Numerics.Benchmarks.Device;

/// <summary>Equal tensors and their gradients, on a device and on the host.</summary>
internal sealed class TensorsOnBothSides : IDisposable
{
    internal TensorsOnBothSides(AcceleratorStream stream, int tensors, int length)
    {
        Stream = stream;
        var random = new Random(tensors);
        HostParameters = Draw(tensors, length, random);
        HostGradients = Draw(tensors, length, random);
        Parameters = new DeviceTensors<float>(stream, HostParameters);
        Gradients = new DeviceTensors<float>(stream, HostGradients);
    }

    internal AcceleratorStream Stream { get; }

    internal DeviceTensors<float> Parameters { get; }

    internal DeviceTensors<float> Gradients { get; }

    internal float[][] HostParameters { get; }

    internal float[][] HostGradients { get; }

    public void Dispose()
    {
        Gradients.Dispose();
        Parameters.Dispose();
    }

    private static float[][] Draw(int count, int length, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray())];
}

/// <summary>An optimizer on each side.</summary>
/// <param name="OnDevice">Queues a step.</param>
/// <param name="OnCpu">Takes a step.</param>
/// <param name="Launches">The kernels that steps on the device have launched so far.</param>
/// <param name="Owned">The optimizers.</param>
internal sealed record OptimizerPair(Action OnDevice, Action OnCpu, Func<long> Launches, IReadOnlyList<IDisposable> Owned)
{
    internal static OptimizerPair Of<TOptions>(
        TensorsOnBothSides tensors, GpuOptimizer<float, TOptions> onDevice, RuleOptimizer<TOptions> onCpu, Action stepOnCpu)
        where TOptions : RuleOptions => new(
            () => onDevice.Step(tensors.Stream, tensors.Gradients),
            stepOnCpu,
            () => onDevice.Launches,
            [onDevice, onCpu]);
}
