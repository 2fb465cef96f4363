using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Compilation: of many kernels at once, and of one that ILGPU cannot compile.</summary>
public sealed class KernelCompilationTests
{
    private const int Threads = 4;
    private const int RulesForOne = 9;

    [Theory, OnEachDevice]
    public void Many_threads_may_compile_at_once(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        using Accelerator accelerator = context.Devices.First(d => d.AcceleratorType == kind).CreateAccelerator(context);
        Parallel.ForEach(
            DeviceRules.Names.Where((_, i) => i % RulesForOne == 0),
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            rule => DeviceRules.Get(rule).Compile<float>(accelerator));
    }

    [Theory, OnEachDevice]
    public void Names_the_rule_the_stage_the_type_and_the_device(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        using Accelerator accelerator = context.Devices.First(d => d.AcceleratorType == kind).CreateAccelerator(context);
        var pass = new PassKernel<float, Pack1<ArrayView<float>>, Pack1<float>>("My.Rule.Step", 0, 1, 3, Flat, Table);
        var refused = Assert.Throws<KernelCompilationException>(() => pass.Compile(accelerator, KernelForm.Flat));
        foreach (string part in new[] { "My.Rule.Step", "pass 2 of 3", "Single", accelerator.Name, kind.ToString() })
        {
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(refused.InnerException);
        Assert.Equal(KernelForm.Flat, refused.Kernel.Form);
        Assert.Equal("My.Rule.Step", refused.Kernel.Rule);
    }

    // No device has exceptions.
    private static void Flat(FlatArguments<float, Pack1<ArrayView<float>>, Pack1<float>> a)
    {
        try
        {
            a.Arrays.E0[0] = a.Constants.E0;
        }
        finally
        {
            a.Arrays.E0[1] = 0;
        }
    }

    private static void Table(TableArguments<float, Pack1<ArrayView<float>>, Pack1<float>> a) =>
        throw new InvalidOperationException(a.ToString());
}
