using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Numerics.Runtime;

namespace Numerics.Packaging.Tests;

/// <summary>docs/rules.md says of each optimizer rule of the library what the code says.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] Rows =
        File.ReadAllLines(Path.Combine(PackedPackages.Repository, "docs", "rules.md"));

    /// <summary>The optimizer rules of the library, by their classes' names.</summary>
    public static TheoryData<string> OptimizerRules => [.. All.Keys.Order()];

    private static Dictionary<string, Rule> All { get; } = typeof(Rules.Lion).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Rule)))
        .Select(t => (Rule)t.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
        .Where(r => r.Parameters.Any(p => p.Role == ParameterRole.Gradient))
        .ToDictionary(r => r.Name.Split('.')[^2]);

    [Theory]
    [MemberData(nameof(OptimizerRules))]
    public void A_rule_has_one_row_with_its_states_and_defaults(string name)
    {
        string row = Assert.Single(Rows, r => r.StartsWith($"| `{name}` |", StringComparison.Ordinal));
        string text = name.StartsWith("LionKappa", StringComparison.Ordinal) ? row + string.Join('\n', Rows) : row;
        foreach (RuleParameter p in All[name].Parameters)
        {
            if (p.Role == ParameterRole.State)
            {
                Assert.Contains($"{p.Name} (`{p.StateName}`)", text, StringComparison.Ordinal);
            }
            else if (p.Role == ParameterRole.None)
            {
                Assert.Contains(Defaults(text), d => d == (p.Name, p.Default));
            }
        }
    }

    [Fact]
    public void Every_row_is_a_rule() => Assert.All(
        Rows.Select(r => RuleRow().Match(r)).Where(m => m.Success),
        m => Assert.Contains(m.Groups[1].Value, All.Keys));

    /// <summary>Pairs like “beta1 0.9”, “nesterov false” and “learningRate (given)”.</summary>
    private static IEnumerable<(string, double?)> Defaults(string text) => Default().Matches(text).Select(m =>
        (m.Groups[1].Value, m.Groups[2].Value switch
        {
            "(given)" => (double?)null,
            "false" => 0,
            "true" => 1,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        }));

    [GeneratedRegex(@"\b([a-z]\w*) (\(given\)|true|false|-?\d[\d.e-]*\d|\d)(?=[, \n|])")]
    private static partial Regex Default();

    [GeneratedRegex(@"^\| `([A-Z]\w*)` \|")]
    private static partial Regex RuleRow();
}
