using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Testing;
using Xunit.Abstractions;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Every rule's kernels in float agree with its definition.</summary>
public sealed class SingleAgreementTests(ITestOutputHelper output)
{
    public static IEnumerable<string> Rules => DeviceRules.Names;

    [Theory, OnEachDevice(nameof(Rules))]
    public void Kernels_are_within_the_running_error_of_the_definition(AcceleratorType kind, string rule)
    {
        DefinitionReport report = DeviceRules.LawsOf(rule, kind).KernelsEqualDefinition<float>();
        output.WriteLine(report.ToString());
    }
}

/// <summary>Every rule's kernels in double agree with its definition.</summary>
public sealed class DoubleAgreementTests(ITestOutputHelper output)
{
    public static IEnumerable<string> Rules(AcceleratorType kind) => DeviceRules.NamesInDouble(kind);

    [Theory, OnEachDevice(nameof(Rules))]
    public void Kernels_are_within_the_running_error_of_the_definition(AcceleratorType kind, string rule)
    {
        DefinitionReport report = DeviceRules.LawsOf(rule, kind).KernelsEqualDefinition<double>();
        output.WriteLine(report.ToString());
    }
}
