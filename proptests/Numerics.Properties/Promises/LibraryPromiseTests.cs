using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Promises;

/// <summary>Every rule of the library keeps what it promises.</summary>
public class LibraryPromiseTests
{
    private static readonly IReadOnlyList<UpdateRule> Rules = KernelContract.RulesOf(typeof(Vec).Assembly);

    public static TheoryData<string> RuleNames => [.. Rules.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Promises_are_kept(string rule) => Laws.For(Rules.Single(r => r.Name == rule)).KeepsPromises();
}
