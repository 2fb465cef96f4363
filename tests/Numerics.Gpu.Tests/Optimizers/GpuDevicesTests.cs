using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Which devices are found, and which is the best.</summary>
public sealed class GpuDevicesTests
{
    [Theory, OnEachDevice]
    public void Each_kind_of_device_is_listed_and_can_be_asked_for(AcceleratorType kind)
    {
        using GpuDevices devices = GpuDevices.Find();
        GpuDevice device = devices.All.First(d => Types(d.Kind) == kind && d.Rejection is null);
        using Accelerator accelerator = devices.CreateAccelerator(device.Kind);
        Assert.Equal(kind, accelerator.AcceleratorType);
        Assert.Equal(device.Name, accelerator.Name);
        using Accelerator again = devices.CreateAccelerator(device);
        Assert.Equal(kind, again.AcceleratorType);
        Assert.Contains(device.Name, devices.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnEachDevice]
    public void The_best_is_never_the_simulation(AcceleratorType kind)
    {
        using GpuDevices devices = GpuDevices.Find();
        Assert.Equal(devices.All.OrderBy(d => d.Kind), devices.All);
        Assert.Equal(GpuDeviceKind.Simulation, devices.All[^1].Kind);
        Assert.Single(devices.All, d => d.Kind == GpuDeviceKind.Simulation);
        if (devices.Best is { } best)
        {
            Assert.NotEqual(GpuDeviceKind.Simulation, best.Kind);
            using Accelerator accelerator = devices.CreateAccelerator();
            Assert.Equal(best.Name, accelerator.Name);
        }
        else
        {
            Assert.Equal(AcceleratorType.CPU, kind);
            string message = Assert.Throws<NoGpuDeviceException>(() => devices.CreateAccelerator()).Message;
            Assert.Contains("Found: ", message, StringComparison.Ordinal);
            Assert.Contains("Simulation", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_kind_that_is_not_there_is_refused_with_what_is()
    {
        using GpuDevices devices = GpuDevices.Find();
        GpuDeviceKind[] absent = [.. Enum.GetValues<GpuDeviceKind>().Except(
            devices.All.Where(d => d.Rejection is null).Select(d => d.Kind))];
        Assert.All(absent, kind => Assert.Contains(
            devices.All[^1].Name,
            Assert.Throws<NoGpuDeviceException>(() => devices.CreateAccelerator(kind)).Message,
            StringComparison.Ordinal));
        Assert.Throws<NoGpuDeviceException>(
            () => devices.CreateAccelerator(new GpuDevice("elsewhere", GpuDeviceKind.Cuda, 1, true, null)));
    }

    private static AcceleratorType Types(GpuDeviceKind kind) => kind switch
    {
        GpuDeviceKind.Cuda => AcceleratorType.Cuda,
        GpuDeviceKind.Simulation => AcceleratorType.CPU,
        _ => AcceleratorType.OpenCL,
    };
}
