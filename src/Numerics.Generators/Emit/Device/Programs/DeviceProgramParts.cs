using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Device;

/// <summary>The kernels of rules over matrices or with loops.</summary>
internal sealed class DeviceProgramParts(RuleModel rule, ProgramSet plans) : IDeviceParts
{
    private const string List = "public override IReadOnlyList<";

    /// <summary>The most arrays and temporaries that a kernel's argument holds.</summary>
    private const int MostArrays = 32;

    /// <summary>Whether a kernel's argument holds all arrays, and devices have all items.</summary>
    public static bool Fits(ProgramSet plans) => plans.Variants.All(v =>
        v.Arrays.Count + v.Temporaries.Count <= MostArrays && v.AllItems().All(DeviceProgramEmitter.IsKnown));

    public IReadOnlyList<IEnumerable<string>> Headers { get; } = plans.Variants.Select(ProgramComment.Header).ToList();

    public bool HasOptimizer => false;

    public void EmitOverloads(SourceWriter w, string container, string element)
    {
        var facade = new DeviceFacadeEmitter(rule, FacadePlan.Of(plans), container);
        facade.Emit(w, element);
        if (new BatchEmitter(rule, plans).IsPossible)
        {
            w.Line();
            facade.Emit(w, element, isBatch: true);
        }
    }

    public void EmitClass(SourceWriter w, string type)
    {
        string name = DeviceRuleEmitter.ClassName(rule.Method);
        w.Line($"/// <summary>The kernels of <c>{rule.Method}</c> for devices.</summary>");
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"{rule.Accessibility} sealed class {name} : global::Numerics.Gpu.DeviceProgramRule");
        w.Open($"private {name}()");
        w.Close();
        w.Line();
        w.Line("/// <summary>The rule.</summary>");
        w.Line($"public static {name} Instance {{ get; }} = new {name}();");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override Runtime::ProgramRule Rule => {type}.{rule.Method}Rule.Instance;");
        EmitList(w, "Target::ProgramVariant> Variants", ".Variant");
        EmitList(w, "Target::ProgramKernels<float>> Singles", ".Kernels<Device::DeviceFloat, Device::DeviceDouble, float>()");
        EmitList(w, "Target::ProgramKernels<double>> Doubles", ".Kernels<Device::DeviceDouble, Device::DeviceDouble, double>()");
        w.Close();
    }

    public void EmitKernels(SourceWriter w, int variant) =>
        new DeviceProgramEmitter(rule, plans.Variants[variant], variant).Emit(w);

    private void EmitList(SourceWriter w, string declaration, string item)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"{List}{declaration} {{ get; }} =");
        string items = string.Join(", ", Enumerable.Range(0, plans.Variants.Count)
            .Select(v => DeviceRuleEmitter.KernelName(rule.Method, v) + item));
        w.Line(Invariant($"    [{items}];"));
    }
}
