using System.Collections.Immutable;

namespace Numerics.Fuzzer;

/// <summary>Draws rules over matrices.</summary>
public static class MatrixRuleSource
{
    private static readonly RuleInput[] All =
    [
        new("a", TermKind.Mat, "Mat a"), new("r", TermKind.Row, "Row r"), new("c", TermKind.Col, "Col c"),
        new("b", TermKind.Mat, "Mat b"), new("w", TermKind.Row, "Row w"), new("u", TermKind.Col, "Col u"),
        new("p", TermKind.Points, "Points p"), new("q", TermKind.Points, "Points q"),
        new("s", TermKind.Scalar, "Scalar s"), new("k", TermKind.Host, "double k = 0.7"),
    ];

    /// <summary>These are always there, so that every expression can shrink to one of them.</summary>
    private const int Always = 3;

    /// <summary>The rule of a seed.</summary>
    public static RandomRule Draw(int seed, string name)
    {
        var random = new Random(seed);
        bool hasPoints = random.Next(3) == 0;
        ImmutableArray<RuleInput> inputs = [.. All.Where((input, i) =>
            i < Always || (input.Kind == TermKind.Points ? hasPoints : random.Next(2) == 0))];
        var terms = new MatrixTermSource(random, [.. inputs.Select(i => (i.Kind, i.Name))]);
        ImmutableArray<RuleLocal> locals = [.. Enumerable.Range(0, random.Next(4)).Select(i => Local(random, terms, i))];
        var rule = new RandomRule(name, inputs, [], locals, Results(random, terms));
        bool usesPoints = RuleText.Of(rule).Contains("(p, q)", StringComparison.Ordinal);
        return usesPoints ? rule : rule with { Inputs = [.. inputs.Where(i => i.Kind != TermKind.Points)] };
    }

    private static RuleLocal Local(Random random, MatrixTermSource terms, int index)
    {
        TermKind kind = Kinds[random.Next(Kinds.Length)];
        var local = new RuleLocal($"local{index}", terms.Draw(kind, 2));
        terms.Declare(kind, local.Name);
        return local;
    }

    private static readonly TermKind[] Kinds = [TermKind.Mat, TermKind.Row, TermKind.Col, TermKind.Scalar];

    /// <summary>Some arrays replaced, some new ones, a number.</summary>
    private static ImmutableArray<RuleResult> Results(Random random, MatrixTermSource terms)
    {
        List<RuleResult> results = [];
        foreach (RuleInput input in All.Take(Always))
        {
            if (random.Next(3) == 0)
            {
                results.Add(new RuleResult(input.Name, terms.Draw(input.Kind, 3)));
            }
        }

        foreach (TermKind kind in Kinds)
        {
            if (random.Next(4) == 0 || (kind == TermKind.Scalar && results.Count == 0))
            {
                results.Add(new RuleResult($"new{kind}", terms.Draw(kind, 3)));
            }
        }

        return [.. results];
    }
}
