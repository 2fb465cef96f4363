using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>The optimizer of a rule that names its gradient: options and a thin class.</summary>
internal sealed class OptimizerEmitter(RuleModel rule)
{
    public void Emit(SourceWriter w) => w.Line($"// {rule.Method}");
}
