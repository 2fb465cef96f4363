using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What laws of promises need to know of a rule's plans, whether they are of kernels or of programs.</summary>
/// <param name="Arrays">The arrays in kernel order.</param>
/// <param name="Results">The names of the results that are numbers.</param>
/// <param name="Reduces">Whether anything is added up in an order of its own.</param>
internal sealed record RuleShape(
    IReadOnlyList<(string Name, ArrayUse Use)> Arrays, IReadOnlyList<string?> Results, bool Reduces)
{
    /// <summary>The shape of a rule.</summary>
    public static RuleShape Of(Rule rule) => rule switch
    {
        UpdateRule r => new(
            [.. r.Plans[0].Arrays.Select(a => (a.Name, a.Use))], [.. r.Plans[0].Results.Select(n => n.Name)],
            r.Plans.Any(p => p.Reductions > 0)),
        ProgramRule r => new(
            [.. r.Plans[0].Arrays.Select(a => (a.Name, a.Use))], [.. r.Plans[0].Results.Select(n => n.Name)], Reduces: true),
        _ => throw new ArgumentException($"{rule.Name} is neither a kernel's rule nor a program's.", nameof(rule)),
    };
}
