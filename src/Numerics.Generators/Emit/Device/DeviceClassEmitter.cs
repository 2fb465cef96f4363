using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>The rule's kernels as a value: a class derived from DeviceRule.</summary>
internal sealed class DeviceClassEmitter(RuleModel rule, PlanSet plans, string type)
{
    private const string List = "public override IReadOnlyList<";

    // Spelled out: an alias would lose against a type of that name in the rule's namespace.
    private const string TwoDoubles = "Device::DevicePair<Device::DeviceDouble, double>";
    private const string FourFloats = "Device::DevicePair<Device::DevicePair<Device::DeviceFloat, float>, float>";

    public void Emit(SourceWriter w)
    {
        string name = DeviceRuleEmitter.ClassName(rule.Method);
        w.Line($"/// <summary>The kernels of <c>{rule.Method}</c> for devices.</summary>");
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"{rule.Accessibility} sealed class {name} : global::Numerics.Gpu.DeviceRule");
        w.Open($"private {name}()");
        w.Close();
        w.Line();
        w.Line("/// <summary>The rule.</summary>");
        w.Line($"public static {name} Instance {{ get; }} = new {name}();");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override Runtime::UpdateRule Rule => {type}.{rule.Method}Rule.Instance;");
        EmitList(w, "Device::DeviceVariant> Variants", ".Variant");
        EmitList(
            w,
            "Device::DeviceProgram<float>> Singles",
            $".Program<{FourFloats}, {FourFloats}, Device::DeviceFloat, float>()");
        EmitList(
            w,
            "Device::DeviceProgram<double>> Doubles",
            $".Program<{TwoDoubles}, Device::DeviceDouble, Device::DeviceDouble, double>()");
        w.Close();
    }

    private void EmitList(SourceWriter w, string declaration, string item)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"{List}{declaration} {{ get; }} =");
        w.Line("[");
        w.Indent();
        for (int v = 0; v < plans.Variants.Count; v++)
        {
            w.Line(DeviceRuleEmitter.KernelName(rule.Method, v) + item + ",");
        }

        w.Outdent();
        w.Line("];");
    }
}
