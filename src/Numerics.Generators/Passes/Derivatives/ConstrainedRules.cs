using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>The rules of an objective and its constraints that walk over arrays.</summary>
internal static class ConstrainedRules
{
    /// <exception cref="NoDerivativeException">A function has no derivative.</exception>
    public static IReadOnlyList<RuleModel> All(ProblemModel problem) =>
        problem.Objective is { } objective ? Objectives.All(objective) : [];
}
