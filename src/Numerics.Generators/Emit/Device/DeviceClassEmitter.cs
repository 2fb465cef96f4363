using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit.Device;

/// <summary>The rule's kernels as a value: a class derived from DeviceRule or DeviceProgramRule. An objective's derivative is no rule as a
/// value; its class derives from their bases and names the plans itself.</summary>
/// <param name="rule">The rule.</param>
/// <param name="variants">The number of plan variants.</param>
/// <param name="type">The rule's type, in full.</param>
/// <param name="isProgram">Whether the rule is a program.</param>
internal sealed class DeviceClassEmitter(RuleModel rule, int variants, string type, bool isProgram)
{
    private const string List = "public override IReadOnlyList<";

    private readonly string _kind = isProgram ? "Program" : "";

    /// <param name="w">Where.</param>
    /// <param name="variantType">The type that describes a variant on a device.</param>
    /// <param name="kernelsType">The type of a variant's kernels, without its argument.</param>
    /// <param name="singles">What makes a variant's kernels for float.</param>
    /// <param name="doubles">The same for double.</param>
    public void Emit(SourceWriter w, string variantType, string kernelsType, string singles, string doubles)
    {
        string name = DeviceRuleEmitter.ClassName(rule.Method);
        string parent = rule.IsDerived ? isProgram ? "DeviceProgramSet" : "DeviceKernelSet" : $"Device{_kind}Rule";
        w.Line($"/// <summary>The kernels of <c>{rule.Method}</c> for devices.</summary>");
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"{rule.Accessibility} sealed class {name} : global::Numerics.Gpu.{parent}");
        w.Open($"private {name}()");
        w.Close();
        w.Line();
        w.Line("/// <summary>The rule.</summary>");
        w.Line($"public static {name} Instance {{ get; }} = new {name}();");
        if (rule.IsDerived)
        {
            EmitPlans(w);
        }
        else
        {
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"public override Runtime::{(isProgram ? "ProgramRule" : "UpdateRule")} Rule => {type}.{rule.Method}Rule.Instance;");
        }

        EmitList(w, $"{variantType}> Variants", ".Variant");
        EmitList(w, $"{kernelsType}<float>> Singles", singles);
        EmitList(w, $"{kernelsType}<double>> Doubles", doubles);
        w.Close();
    }

    private void EmitPlans(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"{List}Plans::{(isProgram ? "ProgramPlan" : "KernelPlan")}> Plans => {rule.Method}Rule.Instance.Plans;");
        w.Line();
        w.Line("/// <inheritdoc/>");
        string chosen = variants == 1 ? "0" : $"{rule.Method}Rule.Variant(host)";
        w.Line($"public override int VariantOf(ReadOnlySpan<double> host) => {chosen};");
        if (isProgram)
        {
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Open("public override void Lengths(int variant, ReadOnlySpan<double> host, Span<nint> axes)");
            RuleClassEmitter.EmitSwitch(
                w, Enumerable.Range(0, variants).Select(v => KernelEmitter.NameOf(rule, v)).ToList(), k => $"{k}.Lengths(host, axes);");
            w.Close();
        }
    }

    private void EmitList(SourceWriter w, string declaration, string item)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"{List}{declaration} {{ get; }} =");
        w.Line("[");
        w.Indent();
        for (int v = 0; v < variants; v++)
        {
            w.Line(DeviceRuleEmitter.KernelName(rule.Method, v) + item + ",");
        }

        w.Outdent();
        w.Line("];");
    }
}
