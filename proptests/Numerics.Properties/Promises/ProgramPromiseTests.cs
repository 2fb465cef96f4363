using Numerics.Testing;

namespace Numerics.Properties.Promises;

/// <summary>A rule with loops that keeps its promise passes its law, a wrong one does not.</summary>
public class ProgramPromiseTests
{
    [Theory]
    [InlineData("OnSimplex")]
    [InlineData("StandsStill")]
    [InlineData("StepsShort")]
    public void A_rule_that_keeps_its_promise_passes(string rule) => LawsOf(rule).KeepsPromises();

    [Theory]
    [InlineData("OneRound")]
    [InlineData("Drifts")]
    [InlineData("StepsLong")]
    public void A_rule_that_breaks_its_promise_is_caught(string rule)
    {
        LawViolationException caught = Assert.Throws<LawViolationException>(LawsOf(rule).KeepsPromises);
        Assert.Contains($"{rule} breaks its promise ", caught.Message, StringComparison.Ordinal);
        Assert.Contains(" seed ", caught.Message, StringComparison.Ordinal);
    }

    private static ProgramLaws LawsOf(string rule) => Laws.For(Laws.ProgramsOf(typeof(LoopedRules).Assembly)
        .Single(r => r.Name.EndsWith($".{nameof(LoopedRules)}.{rule}", StringComparison.Ordinal)));
}
