using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Derivatives;

/// <summary>What a gradient costs beside the value, in the plans: in what is moved and what is computed.</summary>
/// <remarks>Baur and Strassen (1983): value and gradient take at most five times the value's operations where these are + − × ÷. In the
/// table a function of one argument adds at most three operations, its factor and the adjoint's product and sum, beside its own: four times.
/// What is moved at most triples: all that the value reads is read again, and the gradient is written. Beyond that: a choice between two, Min or
/// Max of them, takes three comparisons and four choices for what was one operation, and an array's extreme as many for its ties, which are
/// counted in a reading of their own; a stencil computes its residual again at each of its five points instead of storing it; the results of
/// products are copied; an exponential that two passes need is stored and loaded, which moves two elements, instead of computed twice.</remarks>
public class PlanCostTests
{
    private static readonly (double Operations, double Elements) Usual = (5, 3);

    private static readonly Dictionary<string, (double Operations, double Elements)> Others = new()
    {
        ["Kinks"] = (10, 3),
        ["Norms"] = (10, 4),
        ["Centred"] = (5, 3.5),
        ["Laplace"] = (6, 2),
        ["Factorisation"] = (5, 4),
    };

    private static readonly Dictionary<string, (Rule Value, IReadOnlyList<object> Gradient)> Plans = new()
    {
        ["Rosenbrock"] = (Rosenbrock.ValueRule.Instance, Rosenbrock.ValueGradientRule.Instance.Plans),
        ["Logistic"] = (Logistic.LossRule.Instance, Logistic.LossGradientRule.Instance.Plans),
        ["CrossEntropy"] = (CrossEntropy.ValueRule.Instance, CrossEntropy.ValueGradientRule.Instance.Plans),
        ["Factorisation"] = (Factorisation.ValueRule.Instance, Factorisation.ValueGradientRule.Instance.Plans),
        ["Turned"] = (Turned.ValueRule.Instance, Turned.ValueGradientRule.Instance.Plans),
        ["FullQuadratic"] = (FullQuadratic.ValueRule.Instance, FullQuadratic.ValueGradientRule.Instance.Plans),
        ["Laplace"] = (Stencils.LaplaceRule.Instance, Stencils.LaplaceGradientRule.Instance.Plans),
        ["Unary"] = (Functionals.UnaryRule.Instance, Functionals.UnaryGradientRule.Instance.Plans),
        ["Kinks"] = (Functionals.KinksRule.Instance, Functionals.KinksGradientRule.Instance.Plans),
        ["Powers"] = (Functionals.PowersRule.Instance, Functionals.PowersGradientRule.Instance.Plans),
        ["Norms"] = (Functionals.NormsRule.Instance, Functionals.NormsGradientRule.Instance.Plans),
        ["Centred"] = (Functionals.CentredRule.Instance, Functionals.CentredGradientRule.Instance.Plans),
        ["LogSum"] = (Functionals.LogSumRule.Instance, Functionals.LogSumGradientRule.Instance.Plans),
        ["Two"] = (Functionals.TwoRule.Instance, Functionals.TwoGradientRule.Instance.Plans),
    };

    public static TheoryData<string> Names => [.. Plans.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AGradientCostsASmallMultipleOfTheValue(string name)
    {
        PlanCosts value = PlanCosts.Of(Plans[name].Value);
        PlanCosts gradient = Plans[name].Gradient[0] is ProgramPlan program ? PlanCosts.Of(program) : PlanCosts.Of((KernelPlan)Plans[name].Gradient[0]);
        (double operations, double elements) = Others.GetValueOrDefault(name, Usual);
        string seen = $"{name}: {gradient} beside {value}";
        Assert.True(gradient.Operations <= operations * value.Operations, seen);
        Assert.True(gradient.Elements <= elements * value.Elements, seen);
    }

    /// <summary>The sum of a stencil's squares and its gradient read the matrix once and write the gradient.</summary>
    [Fact]
    public void AStencilsGradientIsOnePassWithoutTemporaries()
    {
        ProgramPlan plan = Assert.Single(Stencils.LaplaceGradientRule.Instance.Plans);
        Assert.Single(plan.Items.OfType<ProgramRows>());
        Assert.Empty(plan.Temporaries);
    }
}
