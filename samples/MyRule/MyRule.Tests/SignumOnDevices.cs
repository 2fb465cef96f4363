using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Numerics.Gpu.Testing;
using Numerics.Testing;

namespace MyRule.Tests;

public class SignumOnDevices
{
    /// <summary>On ILGPU's simulation; on a device of yours with <c>GpuDevices.Best(context).CreateAccelerator(context)</c>.</summary>
    [Fact]
    public void All_laws()
    {
        using Context context = Context.Create(builder => builder.CPU());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        Laws.For<Signum.StepRule>().On(accelerator, Signum.StepDeviceRule.Instance).CheckAll();
    }
}
