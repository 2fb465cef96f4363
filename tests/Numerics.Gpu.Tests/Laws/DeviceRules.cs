using System.Numerics;
using System.Reflection;
using ILGPU.Runtime;
using Numerics.Gpu.Testing;
using Numerics.Gpu.Tests.Devices;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>All public rules that have device kernels, found by themselves: the library's, and those beside these laws.</summary>
public static class DeviceRules
{
    private static readonly IReadOnlyDictionary<string, DeviceRule> Known =
        new[] { typeof(DeviceRule).Assembly, typeof(DeviceRules).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsVisible: true } && type.IsSubclassOf(typeof(DeviceRule)))
            .Where(type => type.Assembly == typeof(DeviceRule).Assembly || type.Namespace == typeof(Rules.SumOnly).Namespace)
            .Select(type => type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<DeviceRule>()
            .OrderBy(rule => rule.Rule.Name, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Rule.Name);

    /// <summary>Their names: the rows of a law for every rule.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The rule of a name.</summary>
    public static DeviceRule Get(string name) => Known[name];

    /// <summary>The laws of the rule of a name, on the device of a kind.</summary>
    public static DeviceLaws LawsOf(string name, AcceleratorType kind) =>
        Numerics.Testing.Laws.For(Get(name).Rule).On(DeviceCatalogue.Get(kind), Get(name));

    /// <summary>Runs a rule on the device of a kind.</summary>
    internal static DeviceRunner<T> Open<T>(DeviceRule rule, AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(new GpuLawDevice(DeviceCatalogue.Get(kind), rule));
}
