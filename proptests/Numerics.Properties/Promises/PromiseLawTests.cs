using Numerics.Properties.Mutants;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Promises;

/// <summary>A rule that keeps its promise passes its law, a wrong one does not.</summary>
public class PromiseLawTests
{
    private static readonly string[] Good =
    [
        "BoundedRight", "SymmetricRight", "OrthogonalRight", "EvenRight", "DecreasesRight", "ConjugateRight", "StronglyConvexRight",
        "ProjectionRight", "ProjectionOnBall", "FixedPointRight", "ReducesRight",
    ];

    private static readonly IReadOnlyList<UpdateRule> Rules =
        [.. Laws.RulesOf(typeof(WrongRules).Assembly).Where(r => r.Name.Contains(".WrongRules.", StringComparison.Ordinal))];

    public static TheoryData<string> Right => [.. Good];

    public static TheoryData<string> Wrong =>
        [.. Rules.Where(r => r.Promises.Count > 0).Select(Short).Where(n => !Good.Contains(n))];

    [Theory]
    [MemberData(nameof(Right))]
    public void A_rule_that_keeps_its_promise_passes(string rule) => Laws.For(Named(rule)).KeepsPromises();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_rule_that_breaks_its_promise_is_caught(string rule)
    {
        LawViolationException caught = Assert.Throws<LawViolationException>(() => Laws.For(Named(rule)).KeepsPromises());
        Assert.Contains($".WrongRules.{rule} breaks its promise {Named(rule).Promises[0].Text} (", caught.Message, StringComparison.Ordinal);
        Assert.Contains(" seed ", caught.Message, StringComparison.Ordinal);
    }

    /// <summary>A kernel that leaves the last element as it was, which no other element is treated like.</summary>
    [Fact]
    public void A_kernel_that_depends_on_the_place_is_caught()
    {
        var fault = new ElementFault(Lion.StepRule.Instance, (array, size, before, after) =>
        {
            if (array == 0)
            {
                before[^size..].CopyTo(after[^size..]);
            }
        });
        LawViolationException caught = Assert.Throws<LawViolationException>(() => Laws.For(fault).IsEquivariant());
        Assert.Contains("(Single kernel, Fused): in the order ", caught.Message, StringComparison.Ordinal);
    }

    /// <summary>The message has the rule, the promise, where it ran, and the smallest case with all its numbers.</summary>
    [Fact]
    public void A_broken_promise_is_told_with_its_smallest_case()
    {
        string message = Assert.Throws<LawViolationException>(() => Laws.For(Named("OnlyConvex")).IsStronglyConvex()).Message;
        Assert.StartsWith(
            "Numerics.Properties.Promises.WrongRules.OnlyConvex breaks its promise StronglyConvex (definition): at t = 0.25, ψ is ",
            message,
            StringComparison.Ordinal);
        Assert.Contains("; 1 elements, at most 1 steps, seed ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_law_of_a_promise_that_was_not_made_is_no_law() =>
        Assert.Throws<LawViolationException>(() => Laws.For(Named("OnlyConvex")).IsProjection());

    private static UpdateRule Named(string name) => Rules.Single(r => Short(r) == name);

    private static string Short(UpdateRule rule) => rule.Name[(rule.Name.LastIndexOf('.') + 1)..];
}
