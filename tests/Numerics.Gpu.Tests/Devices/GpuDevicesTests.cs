using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Tests.Devices;

/// <summary>The search for a device, and what is said where there is none.</summary>
public sealed class GpuDevicesTests
{
    [Theory, OnEachDevice]
    public void The_best_is_never_the_simulation(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        Assert.Equal(kind != AcceleratorType.CPU, GpuDevices.TryBest(context, out Device? best));
        Assert.Equal(best?.Name, best is null ? null : GpuDevices.Best(context, kind).Name);
        Assert.Equal(best is null ? 0 : 1, GpuDevices.Find().Count(d => d.IsUsable && d.Kind == kind && d.Name == best!.Name));
    }

    [Fact]
    public void A_refusal_says_what_there_is()
    {
        using Context context = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        string message = Assert.Throws<NotSupportedException>(() => GpuDevices.Best(context, AcceleratorType.Cuda)).Message;
        Assert.Contains("has no Cuda device (it has: CPU)", message, StringComparison.Ordinal);
        Assert.All(GpuDevices.Find(), d => Assert.Contains(d.ToString(), message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_simulation_is_no_kind_to_search_for()
    {
        using Context context = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        Assert.Equal("kind", Assert.Throws<ArgumentOutOfRangeException>(
            () => GpuDevices.Best(context, AcceleratorType.CPU)).ParamName);
    }
}
