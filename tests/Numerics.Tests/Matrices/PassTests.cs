using Numerics.Plans;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Tests.Matrices;

/// <summary>How often programs go over their matrices, and what they keep.</summary>
public class PassTests
{
    public static TheoryData<ProgramRule> Rules =>
    [
        LeastSquares.StepRule.Instance, SoftMaxOfRows.ApplyRule.Instance, Affinity.SumsRule.Instance, OtherPairs.SumsRule.Instance,
        RankOne.ApplyRule.Instance,
    ];

    /// <summary>Transposed, virtual and rank-one matrices are computed on the way: none is kept.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void A_matrix_is_walked_over_once_and_none_is_kept(ProgramRule rule)
    {
        ProgramPlan plan = rule.Plans[0];
        Assert.Single(plan.AllItems().OfType<ProgramRows>());
        Assert.DoesNotContain(plan.Temporaries, t => t.IsMatrix);
    }

    /// <summary>The steps of a learner on the simplex compute in the call's own arrays, but where the hint is a mean of gradients and the
    /// old one is needed to the end.</summary>
    [Fact]
    public void Lines_that_rounds_read_lie_where_results_will()
    {
        IReadOnlyList<ProgramPlan> plans = OptimisticSimplex.StepRule.Instance.Plans;
        Assert.Equal(3, plans.Count);
        Assert.Empty(plans[0].Temporaries);
        Assert.Empty(plans[2].Temporaries);
        Assert.Single(plans[1].Temporaries);
        Assert.Empty(Assert.Single(OptimisticSimplex.PlayRule.Instance.Plans).Temporaries);
    }
}
