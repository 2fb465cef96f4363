using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>The kernels of rules over matrices or with loops.</summary>
internal sealed class DeviceProgramParts(RuleModel rule, ProgramSet plans) : IDeviceParts
{
    /// <summary>The most arrays and temporaries that a kernel's argument holds, and the most sparse ones among them.</summary>
    private const int MostArrays = 32;
    private const int MostSparse = 4;

    /// <summary>Whether a kernel's argument holds all arrays.</summary>
    public static bool Fits(ProgramSet plans) => plans.Variants.All(v =>
        v.Arrays.Count + v.Temporaries.Count <= MostArrays && v.SparseArrays <= MostSparse);

    public IReadOnlyList<IEnumerable<string>> Headers { get; } = plans.Variants.Select(ProgramComment.Header).ToList();

    public bool HasOptimizer => rule.IsOptimizer;

    public void EmitOverloads(SourceWriter w, string container, string element)
    {
        var facade = new DeviceFacadeEmitter(rule, FacadePlan.Of(plans), container);
        facade.Emit(w, element);
        if (new BatchEmitter(rule, FacadePlan.Of(plans)).IsPossible && plans.Variants.All(v => v.SparseArrays == 0))
        {
            w.Line();
            facade.Emit(w, element, isBatch: true);
        }
    }

    public void EmitClass(SourceWriter w, string type) =>
        new DeviceClassEmitter(rule, plans.Variants.Count, type, isProgram: true).Emit(
            w,
            "Target::ProgramVariant",
            "Target::ProgramKernels",
            ".Kernels<Device::DeviceFloat, Device::DeviceDouble, float>()",
            ".Kernels<Device::DeviceDouble, Device::DeviceDouble, double>()");

    public void EmitKernels(SourceWriter w, int variant) =>
        new DeviceProgramEmitter(rule, plans.Variants[variant], variant).Emit(w);
}
