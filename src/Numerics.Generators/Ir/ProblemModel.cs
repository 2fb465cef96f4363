namespace Numerics.Generators.Ir;

/// <summary>An objective, the constraints beside it, or both.</summary>
internal sealed record ProblemModel(RuleModel? Objective, RuleModel? Constraints)
{
    /// <summary>The rule whose type and place the problem has.</summary>
    public RuleModel First => Objective ?? Constraints!;
}
