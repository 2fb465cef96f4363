using System.Collections;
using System.Reflection;
using ILGPU.Runtime;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Numerics.Gpu.Tests.Devices;

/// <summary>
/// Makes a theory a device law: it holds on each kind of device in this process, which is the first argument
/// (<see cref="AcceleratorType"/>), and, through <c>OpenClDeviceTests</c>, on the OpenCL device that the repository's
/// script makes.
/// </summary>
/// <param name="rows">
/// The name of a public static property or method of the test class that gives the further arguments, as for member
/// data (rows, or single values), or null if there are none. A method may take the kind of device.
/// </param>
[TraitDiscoverer("Numerics.Gpu.Tests.Devices.DeviceLawTrait", "Numerics.Gpu.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDeviceAttribute(string? rows = null) : DataAttribute, ITraitAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod)
        => from kind in DeviceCatalogue.Available
           from row in Rows(testMethod.ReflectedType!, kind)
           select (object?[])[kind, .. row];

    private IEnumerable<object?[]> Rows(Type testClass, AcceleratorType kind)
    {
        if (rows is null)
        {
            return [[]];
        }
        const BindingFlags statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy;
        object? values = testClass.GetProperty(rows, statics)?.GetValue(null)
            ?? (testClass.GetMethod(rows, statics) is { } method
                ? method.Invoke(null, method.GetParameters().Length > 0 ? [kind] : null)
                : null);
        return values is IEnumerable source
            ? source.Cast<object?>().Select(value => value as object?[] ?? [value])
            : throw new ArgumentException(
                $"{testClass} has no public static property or method '{rows}' that gives rows.");
    }
}

/// <summary>The trait by which a run can be restricted to the device laws.</summary>
public sealed class DeviceLawTrait : ITraitDiscoverer
{
    /// <summary>Selects the device laws, as a test case filter.</summary>
    public const string Filter = "Devices=each";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute)
        => [new("Devices", "each")];
}
