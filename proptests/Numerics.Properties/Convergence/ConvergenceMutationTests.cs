using FsCheck;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>Wrong rules put through the laws of the right one: which law sees which mistake, and which none of them
/// can.</summary>
public class ConvergenceMutationTests
{
    private static readonly (string Rule, UpdateRule Mutant, string[] CaughtBy)[] Mutants =
    [
        ("Adam", AdamMutants.SwappedBetasRule.Instance, ["near", "whole"]),
        ("Adam", AdamMutants.BiasedMeanRule.Instance, ["far"]),
        ("Adam", AdamMutants.BiasedSquareRule.Instance, ["far", "noise"]),
        ("Adam", AdamMutants.NegativeMomentumRule.Instance, ["near", "far", "whole", "noise"]),
        ("Adam", AdamMutants.TwiceTheRateRule.Instance, ["near", "far", "noise"]),
        ("Adam", AdamMutants.EpsilonInsideRule.Instance, ["near"]),
        ("Adam", AdamMutants.StaleMomentumRule.Instance, ["near"]),
        ("Adam", AdamMutants.NoDecayRule.Instance, ["near"]),
        ("Sgd", SgdMutants.NegativeMomentumRule.Instance, ["heavy ball", "dampened", "Nesterov", "Rosenbrock"]),
        ("Sgd", SgdMutants.TwiceTheRateRule.Instance, [
            "descent", "heavy ball", "dampened", "Nesterov", "decay", "ill-conditioned", "PL", "PL, not convex", "noise", "slope"]),
        ("Sgd", SgdMutants.HalfTheRateRule.Instance, [
            "descent", "heavy ball", "dampened", "Nesterov", "decay", "ill-conditioned", "PL", "saddle", "noise", "slope"]),
        ("Sgd", SgdMutants.NoDampeningRule.Instance, ["dampened"]),
        ("Sgd", SgdMutants.NoLookAheadRule.Instance, ["Nesterov"]),
        ("Sgd", SgdMutants.HalfTheDecayRule.Instance, ["decay"]),
        ("Lion", LionMutants.NoDecayRule.Instance, ["decoupled decay", "box", "half the box"]),
        ("Lion", LionMutants.DecayWithoutRateRule.Instance, ["decoupled decay", "box", "half the box"]),
        ("Lion", LionMutants.CoupledDecayRule.Instance, ["decoupled decay", "box", "half the box"]),
        ("Lion", LionMutants.NegativeMomentumRule.Instance, ["noise", "box", "half the box", "whole"]),
        ("Lion", LionMutants.TwiceTheRateRule.Instance, ["far", "noise", "decoupled decay"]),
        ("AdamW", RuleMutants.CoupledAdamWRule.Instance, ["decoupled decay"]),
        ("Adagrad", RuleMutants.AveragingAdagradRule.Instance, ["initial accumulator", "far", "whole"]),
        ("Adadelta", RuleMutants.InvertedAdadeltaRule.Instance, ["far"]),
        ("Lamb", RuleMutants.UntrustedLambRule.Instance, ["near"]),
        ("Lars", RuleMutants.LarsOfGradientAloneRule.Instance, ["near"]),
        ("Adam", AdamMutants.NotSquaredRule.Instance, ["noise"]),
        ("Lion", LionMutants.UpdatedMomentumRule.Instance, ["noise"]),
        ("Lion", LionMutants.SwappedBetasRule.Instance, ["noise"]),

        // What no law of convergence sees: the mistake changes no rate, only a passing part of the way.
        ("Adam", AdamMutants.ShorterMemoryRule.Instance, []),
        ("Sgd", SgdMutants.DampenedStartRule.Instance, []),
        ("Adagrad", RuleMutants.LateAdagradRule.Instance, []),
        ("AmsGrad", RuleMutants.ForgetfulAmsGradRule.Instance, []),
    ];

    public static TheoryData<string> Names() => [.. Mutants.Select(NameOf)];

    /// <summary>The laws of the table fail (others may), and none where the table has none.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_laws_that_see_the_mistake_are_these(string name)
    {
        (string rule, UpdateRule mutant, string[] caughtBy) = Mutants.Single(m => NameOf(m) == name);
        string[] failed = [.. ConvergenceTable.All
            .Where(row => row.Name.StartsWith(rule + ", ", StringComparison.Ordinal))
            .Where(row => Record.Exception(() => row.Check(mutant)) is LawViolationException)
            .Select(row => row.Name[(rule.Length + 2)..])];
        Assert.True(
            caughtBy.Length == 0 ? failed.Length == 0 : !caughtBy.Except(failed).Any(),
            $"{name} is caught by: {string.Join(", ", failed)}\nand should be by: {string.Join(", ", caughtBy)}");
    }

    /// <summary>A failure names the smallest problem, how to make it again, and the odds.</summary>
    [Fact]
    public void A_failure_says_what_was_found()
    {
        ConvergenceRow row = ConvergenceTable.Named("Sgd, descent");
        string message = Assert.Throws<LawViolationException>(() => row.Check(SgdMutants.HalfTheRateRule.Instance)).Message;
        Assert.Contains("SgdMutants.HalfTheRate does not minimise Problems.StronglyConvexQuadratic", message);
        Assert.Contains("Smallest problem: Problems.StronglyConvexQuadratic.Make(2, ", message);
        Assert.Contains("It is claimed for every problem.", message);
        Assert.Contains("learningRate = ", message);
    }

    /// <summary>Where chance plays a part, all that miss are counted.</summary>
    [Fact]
    public void A_failure_under_chance_says_the_odds()
    {
        ConvergenceRow row = ConvergenceTable.Named("Sgd, noise");
        string message = Assert.Throws<LawViolationException>(() => row.Check(SgdMutants.HalfTheRateRule.Instance)).Message;
        Assert.Contains("of 16 problems miss it. If one in ten may, 14 do once in 1E+12.", message);
    }

    /// <summary>As a property it shrinks to the lowest dimension and least seed, and says how to replay.</summary>
    [Fact]
    public void A_property_shrinks_to_the_smallest_problem()
    {
        Property law = Laws.For(SgdMutants.HalfTheRateRule.Instance).Minimises(
            Problems.StronglyConvexQuadratic,
            Rate.LinearExactly(p => Roots.Descent(p.StrongConvexity / p.Smoothness)),
            p => new Sgd.Options { LearningRate = 1 / p.Smoothness });
        string message = Assert.ThrowsAny<Exception>(() => FsCheck.Check.One(Config.QuickThrowOnFailure, law)).Message;
        Assert.Matches(@"\(\d+,\d+\)", message);
        Assert.Contains("Problems.StronglyConvexQuadratic.Make(2, 0)", message);
    }

    private static string NameOf((string Rule, UpdateRule Mutant, string[] CaughtBy) mutant)
        => $"{mutant.Rule}: {mutant.Mutant.Name.Split('.')[^1]}";
}
