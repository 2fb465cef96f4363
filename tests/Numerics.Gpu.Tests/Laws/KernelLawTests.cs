using ILGPU.Runtime;
using Numerics.Gpu.Testing;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Every rule's kernels keep the other laws of devices.</summary>
public sealed class KernelLawTests
{
    /// <summary>Each rule with each law but the agreement, which has tests of its own.</summary>
    /// <remarks>What the host alone decides (refusals), and what follows of the agreement (promises), is asked on PoCL of the rules that
    /// are written for these laws; on the simulation of all.</remarks>
    public static IEnumerable<object[]> Laws(AcceleratorType kind) =>
        from rule in DeviceRules.Names
        from law in new[]
        {
            nameof(DeviceLaws.NonFiniteNumbersPropagate), nameof(DeviceLaws.ResultsAreReproducible),
            nameof(DeviceLaws.BadArgumentsAreRefused), nameof(DeviceLaws.KeepsPromises),
        }
        where kind != AcceleratorType.OpenCL || DeviceRules.IsWrittenForLaws(rule)
            || law is nameof(DeviceLaws.NonFiniteNumbersPropagate) or nameof(DeviceLaws.ResultsAreReproducible)
        select new object[] { rule, law };

    [Theory, OnEachDevice(nameof(Laws))]
    public void Kernels_keep_it(AcceleratorType kind, string rule, string law) =>
        DeviceRules.LawsInTypesOf(rule, kind).All.Single(l => l.Name == law).Check();

    [Theory]
    [InlineData(DeviceFault.LeavesTheLastElement, nameof(DeviceLaws.KernelsEqualDefinition))]
    [InlineData(DeviceFault.WritesBeside, nameof(DeviceLaws.KernelsEqualDefinition))]
    [InlineData(DeviceFault.SwallowsNaN, nameof(DeviceLaws.NonFiniteNumbersPropagate))]
    [InlineData(DeviceFault.DependsOnTheQueue, nameof(DeviceLaws.ResultsAreReproducible))]
    [InlineData(DeviceFault.RefusesNothing, nameof(DeviceLaws.BadArgumentsAreRefused))]
    [InlineData(DeviceFault.RefusesLate, nameof(DeviceLaws.BadArgumentsAreRefused))]
    public void A_device_with_a_fault_is_found(DeviceFault fault, string law)
    {
        var device = new GpuLawDevice(DeviceCatalogue.Get(AcceleratorType.CPU), LionGpu.StepDeviceRule.Instance);
        DeviceLaws laws = Numerics.Testing.Laws.For<Lion.StepRule>().On(new FaultyDevice(device, fault));
        string message = Assert.Throws<LawViolationException>(laws.All.Single(l => l.Name == law).Check).Message;
        Assert.Contains($"{law} does not hold for {laws.Rule.Name} in Single: ", message, StringComparison.Ordinal);
        Assert.Contains("(again with LawSettings { Seed = 0, Amount = ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_breaks_a_promise_is_found()
    {
        var device = new GpuLawDevice(DeviceCatalogue.Get(AcceleratorType.CPU), LionGpu.StepDeviceRule.Instance);
        DeviceLaws laws = Numerics.Testing.Laws.For<Lion.StepRule>().On(new FaultyDevice(device, DeviceFault.LeavesTheLastElement));
        string message = Assert.Throws<LawViolationException>(laws.KeepsPromises).Message;
        Assert.Contains("Lion.Step breaks its promise Equivariant(", message, StringComparison.Ordinal);
        Assert.Contains($" kernel on {laws.Device.Name}): ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Laws_of_one_rule_take_no_device_of_another() => Assert.Equal("device", Assert.Throws<ArgumentException>(
        () => Numerics.Testing.Laws.For<Lion.StepRule>().On(
            DeviceCatalogue.Get(AcceleratorType.CPU), SgdGpu.StepDeviceRule.Instance)).ParamName);
}
