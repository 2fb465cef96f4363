using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit.Device;

/// <summary>The methods that make an optimizer on a device.</summary>
/// <param name="rule">The rule.</param>
/// <param name="type">The rule's type, in full.</param>
internal sealed class DeviceOptimizerEmitter(RuleModel rule, string type)
{
    private const string List = "IReadOnlyList<";

    private readonly bool _isMatrix = rule.Parameters.Any(p => p.Role == ParameterRole.Parameter && p.Shape is Kind.Mat or Kind.Points);

    private readonly string _options = $"{type}.{OptimizerEmitter.PrefixOf(rule.Method)}Options";

    public void Emit(SourceWriter w)
    {
        foreach (string element in new[] { "float", "double" })
        {
            EmitOne(w, element);
            EmitGroups(w, element);
        }
    }

    private void EmitOne(SourceWriter w, string element)
    {
        bool isRequired = rule.Parameters.Any(p => p.IsHost && p.Role == ParameterRole.None && p.Default is null);
        w.Line();
        w.Line($"/// <summary>An optimizer on a device that takes steps of <c>{rule.Method}</c>, its state on the device.</summary>");
        w.Line("/// <param name=\"accelerator\">The device.</param>");
        w.Line("/// <param name=\"parameters\">The tensors to optimise, on the device; they are updated in place.</param>");
        w.Line($"/// <param name=\"options\">The hyperparameters{(isRequired ? "" : "; the rule's defaults if null")}.</param>");
        EmitSignature(w, element, [
            "Ilgpu::Runtime.Accelerator accelerator", $"{List}{Tensor(element)}> parameters",
            isRequired ? $"{_options} options" : $"{_options}? options = null",
        ]);
        w.Indent();
        string options = isRequired ? "options" : $"options ?? new {_options}()";
        w.Line($"=> new({Instance}, accelerator, parameters, {options});");
        w.Outdent();
    }

    private void EmitGroups(SourceWriter w, string element)
    {
        w.Line();
        w.Line($"/// <summary>An optimizer on a device with groups of tensors, each with its own options.</summary>");
        w.Line("/// <param name=\"accelerator\">The device.</param>");
        w.Line("/// <param name=\"groups\">The groups; no tensor may be in two of them.</param>");
        w.Line("/// <param name=\"parameters\">All tensors in the order of the gradients; if null, gradients come in the order of the");
        w.Line("/// groups.</param>");
        w.Line("[OverloadResolutionPriority(1)]");
        EmitSignature(w, element, [
            "Ilgpu::Runtime.Accelerator accelerator",
            $"{List}global::Numerics.Gpu.{(_isMatrix ? "GpuMatrixGroup" : "GpuParameterGroup")}<{element}, {_options}>> groups",
            $"{List}{Tensor(element)}>? parameters = null",
        ]);
        w.Indent();
        w.Line($"=> new({Instance}, accelerator, groups, parameters);");
        w.Outdent();
    }

    private string Tensor(string element) =>
        _isMatrix ? $"global::Numerics.Gpu.DeviceMatrix<{element}>" : $"Ilgpu::ArrayView<{element}>";

    private string Instance => DeviceRuleEmitter.ClassName(rule.Method) + ".Instance";

    private void EmitSignature(SourceWriter w, string element, IReadOnlyList<string> parameters)
    {
        DeviceRuleEmitter.EmitRequirements(w);
        string name = $"Create{OptimizerEmitter.PrefixOf(rule.Method)}GpuOptimizer";
        FacadeEmitter.EmitSignature(
            w, $"{rule.Accessibility} static global::Numerics.Gpu.GpuOptimizer<{element}, {_options}> {name}", parameters);
    }
}
