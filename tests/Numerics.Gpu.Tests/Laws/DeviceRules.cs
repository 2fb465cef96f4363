using System.Reflection;

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
}
