using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>What kernels and programs differ in where a rule's file for devices is emitted.</summary>
internal interface IDeviceParts
{
    /// <summary>For each plan variant what it does, as a comment.</summary>
    IReadOnlyList<IEnumerable<string>> Headers { get; }

    bool HasOptimizer { get; }

    void EmitOverloads(SourceWriter w, string container, string element);

    /// <summary>The rule's kernels as a value.</summary>
    void EmitClass(SourceWriter w, string type);

    void EmitKernels(SourceWriter w, int variant);
}

/// <summary>The kernels of elementwise and reducing rules.</summary>
internal sealed class DeviceKernelParts(RuleModel rule, PlanSet plans) : IDeviceParts
{
    // Spelled out: an alias would lose against a type of that name in the rule's namespace.
    private const string TwoDoubles = "Device::DevicePair<Device::DeviceDouble, double>";
    private const string FourFloats = "Device::DevicePair<Device::DevicePair<Device::DeviceFloat, float>, float>";

    /// <summary>Whether a kernel's argument holds all constants and inputs.</summary>
    public static bool Fits(PlanSet plans) => DeviceRuleEmitter.MostNumbersOf(plans) <= DeviceKernelEmitter.MostNumbers;

    public IReadOnlyList<IEnumerable<string>> Headers { get; } = plans.Variants.Select(PlanComment.Header).ToList();

    public bool HasOptimizer => rule.IsOptimizer;

    public void EmitOverloads(SourceWriter w, string container, string element) =>
        new DeviceFacadeEmitter(rule, FacadePlan.Of(plans), container).Emit(w, element);

    public void EmitClass(SourceWriter w, string type) =>
        new DeviceClassEmitter(rule, plans.Variants.Count, type, isProgram: false).Emit(
            w,
            "Device::DeviceVariant",
            "Device::DeviceProgram",
            $".Program<{FourFloats}, {FourFloats}, Device::DeviceFloat, float>()",
            $".Program<{TwoDoubles}, Device::DeviceDouble, Device::DeviceDouble, double>()");

    public void EmitKernels(SourceWriter w, int variant) => new DeviceKernelEmitter(rule, plans.Variants[variant], variant).Emit(w);
}
