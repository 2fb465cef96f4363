using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The plans of an objective's derivative. It has no definition in C# of its own, so it is no rule as a value.</summary>
internal static class DerivedRuleEmitter
{
    public static void Emit(SourceWriter w, RuleModel rule, string planType, int variants, VariantChoice choice)
    {
        IEnumerable<string> kernels = Enumerable.Range(0, variants).Select(v => KernelEmitter.NameOf(rule, v) + ".Plan");
        w.Line();
        w.Line($"/// <summary>How <c>{rule.Method}</c> is computed.</summary>");
        w.Open($"{rule.Accessibility} sealed class {rule.Method}Rule");
        w.Open($"private {rule.Method}Rule()");
        w.Close();
        w.Line();
        w.Line("/// <summary>The only instance.</summary>");
        w.Line($"public static {rule.Method}Rule Instance {{ get; }} = new();");
        w.Line();
        w.Line("/// <summary>The plans, one for each variant.</summary>");
        w.Line($"public IReadOnlyList<Plans::{planType}> Plans {{ get; }} = [{string.Join(", ", kernels)}];");
        if (variants > 1)
        {
            w.Line();
            RuleClassEmitter.EmitVariantMethod(w, rule, choice);
        }

        w.Close();
    }
}
