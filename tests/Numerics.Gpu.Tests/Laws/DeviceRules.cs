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

    /// <summary>The rules whose kernels in double run on a device of a kind. PoCL takes a second to compile a rule's kernels in one
    /// type: there it is every rule's in float, and in double those that are written for these laws, which have all that kernels are
    /// made of, and every fourth of the library's.</summary>
    public static IEnumerable<string> NamesInDouble(AcceleratorType kind) =>
        Names.Where((name, i) => kind != AcceleratorType.OpenCL || i % 4 == 0 || IsWrittenForLaws(name));

    /// <summary>Whether a rule stands beside these laws.</summary>
    public static bool IsWrittenForLaws(string name) => name.StartsWith(typeof(Rules.SumOnly).Namespace!, StringComparison.Ordinal);

    /// <summary>The rule of a name.</summary>
    public static DeviceRule Get(string name) => Known[name];

    /// <summary>The laws of the rule of a name, on the device of a kind.</summary>
    public static DeviceLaws LawsOf(string name, AcceleratorType kind) =>
        Numerics.Testing.Laws.For(Get(name).Rule).On(DeviceCatalogue.Get(kind), Get(name));

    /// <summary>The same in the types that the rule's kernels run in there.</summary>
    public static DeviceLaws LawsInTypesOf(string name, AcceleratorType kind) => NamesInDouble(kind).Contains(name)
        ? LawsOf(name, kind)
        : Numerics.Testing.Laws.For(Get(name).Rule).On(new SingleDevice(new GpuLawDevice(DeviceCatalogue.Get(kind), Get(name))));

    /// <summary>Runs a rule on the device of a kind.</summary>
    internal static DeviceRunner<T> Open<T>(DeviceRule rule, AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(new GpuLawDevice(DeviceCatalogue.Get(kind), rule));
}

/// <summary>A rule on a device of which only the kernels in float are asked for.</summary>
internal sealed class SingleDevice(ILawDevice device) : ILawDevice
{
    public Runtime.UpdateRule Rule => device.Rule;

    public string Name => device.Name;

    public KernelAccuracy Accuracy => device.Accuracy;

    public bool IsSimulation => device.IsSimulation;

    public bool HasDouble => false;

    public int ChunkLength => device.ChunkLength;

    public ILawDeviceQueue<T> Open<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => device.Open<T>();
}
