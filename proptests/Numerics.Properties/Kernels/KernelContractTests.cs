using Numerics.Testing;
using Numerics.Runtime;

namespace Numerics.Properties.Kernels;

/// <summary>Every rule of the library, found by itself, through the whole contract.</summary>
public class KernelContractTests
{
    private static readonly IReadOnlyList<UpdateRule> Rules = KernelContract.RulesOf(typeof(Vec).Assembly);

    public static TheoryData<string> RuleNames => [.. Rules.Select(r => r.Name)];

    [Fact]
    public void The_library_has_rules() => Assert.NotEmpty(Rules);

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Kernels_equal_the_interpreted_plan_to_the_bit(string rule) => KernelContract.CheckBits(Rule(rule));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Kernels_are_within_the_running_error_of_the_definition(string rule) =>
        KernelContract.CheckDefinition(Rule(rule));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Overloads_give_the_plans_results_and_refuse_bad_arguments(string rule) =>
        KernelContract.CheckOverloads(Rule(rule));

    private static UpdateRule Rule(string name) => Rules.Single(r => r.Name == name);
}
