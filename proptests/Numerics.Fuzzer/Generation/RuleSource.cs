using System.Collections.Immutable;

namespace Numerics.Fuzzer;

/// <summary>Draws rules.</summary>
public static class RuleSource
{
    private static readonly string[] ArrayNames = ["x", "m", "v", "g", "y"];

    /// <summary>The rule of a seed.</summary>
    public static RandomRule Draw(int seed, string name)
    {
        var random = new Random(seed);
        var terms = new TermSource(random);
        ImmutableArray<RuleInput> inputs = Inputs(random);
        foreach (RuleInput input in inputs)
        {
            terms.Declare(input.Kind, input.Name);
        }

        ImmutableArray<RuleHelper> helpers =
            [.. Enumerable.Range(0, random.Next(3)).Select(i => Helper(random, terms, i))];
        ImmutableArray<RuleLocal> locals =
            [.. Enumerable.Range(0, random.Next(4)).Select(i => Local(random, terms, i))];
        return new RandomRule(name, inputs, helpers, locals, Results(random, terms, inputs));
    }

    private static ImmutableArray<RuleInput> Inputs(Random random)
    {
        List<RuleInput> inputs = [.. ArrayNames.Take(1 + random.Next(ArrayNames.Length))
            .Select(a => new RuleInput(a, TermKind.Vec, $"Vec {a}"))];
        inputs.AddRange(Enumerable.Range(0, random.Next(3))
            .Select(i => new RuleInput($"s{i}", TermKind.Scalar, $"Scalar s{i}")));
        string[] ranges = ["", "[AtLeast(0)] ", "[AtLeast(0), Below(1)] ", "[Above(0)] "];
        inputs.AddRange(Enumerable.Range(0, random.Next(3)).Select(i => new RuleInput(
            $"p{i}", TermKind.Host, $"{ranges[random.Next(ranges.Length)]}double p{i} = {(i == 0 ? "0.7" : "0.05")}")));
        if (random.Next(2) == 0)
        {
            inputs.Add(new RuleInput("t", TermKind.Host, (random.Next(2) == 0 ? "[StepNumber] " : "") + "int t = 3"));
        }

        if (random.Next(2) == 0)
        {
            inputs.Add(new RuleInput("flag", TermKind.Condition, "bool flag = true"));
        }

        return [.. inputs];
    }

    private static RuleHelper Helper(Random random, TermSource terms, int index)
    {
        string name = $"Helper{index}";
        bool isReduction = random.Next(4) == 0;
        TermKind kind = isReduction ? TermKind.Scalar : TermKind.Vec;
        ImmutableArray<(TermKind Kind, string Name)> parameters = isReduction
            ? [(TermKind.Vec, "a"), (TermKind.Vec, "b")]
            : [(TermKind.Vec, "a"), (TermKind.Vec, "b"), random.Next(2) == 0
                ? (TermKind.Host, "w") : (TermKind.Scalar, "w")];
        Term body = terms.Within(parameters, s => isReduction
            ? Term.Of(TermKind.Scalar, random.Next(2) == 0 ? "Sum({0})" : "Norm({0})", s.Draw(TermKind.Vec, 2))
            : s.Draw(TermKind.Vec, 2));
        string list = string.Join(", ", parameters.Select(p => TypeOf(p.Kind) + " " + p.Name));
        terms.Declare(kind, name, [.. parameters.Select(p => p.Kind)]);
        return random.Next(3) switch
        {
            0 => new RuleHelper($"private static {kind} {name}({list}) => ", body, IsLocal: false),
            1 => new RuleHelper($"static {kind} {name}({list}) => ", body, IsLocal: true),
            _ => new RuleHelper(
                $"Func<{string.Join(", ", parameters.Select(p => TypeOf(p.Kind)))}, {kind}> {name} = "
                + $"({string.Join(", ", parameters.Select(p => p.Name))}) => ",
                body,
                IsLocal: true),
        };
    }

    private static string TypeOf(TermKind kind) => kind == TermKind.Host ? "double" : kind.ToString();

    private static RuleLocal Local(Random random, TermSource terms, int index)
    {
        string name = $"local{index}";
        TermKind kind = random.Next(6) switch
        {
            0 => TermKind.Scalar,
            1 => TermKind.Host,
            2 => TermKind.Mask,
            _ => TermKind.Vec,
        };
        Term value = terms.Draw(kind, 3);
        Term? condition = random.Next(4) == 0 && kind is TermKind.Vec or TermKind.Host ? terms.TryCondition() : null;
        var local = new RuleLocal(name, value, condition, condition is null ? null : terms.Draw(kind, 2));
        if (kind != TermKind.Mask)
        {
            terms.Declare(kind, name);
        }

        return local;
    }

    private static ImmutableArray<RuleResult> Results(Random random, TermSource terms, ImmutableArray<RuleInput> inputs)
    {
        List<RuleResult> results = [];
        foreach (RuleInput input in inputs.Where(i => i.Kind is TermKind.Vec or TermKind.Scalar))
        {
            if (random.Next(input.Kind == TermKind.Vec ? 2 : 4) == 0 && input.Name != "g")
            {
                results.Add(new RuleResult(input.Name, terms.Draw(input.Kind, 4)));
            }
        }

        if (results.Count == 0 || random.Next(3) == 0)
        {
            results.Add(new RuleResult("fresh", terms.Draw(TermKind.Vec, 4)));
        }

        if (random.Next(3) == 0)
        {
            results.Add(new RuleResult("number", terms.Draw(TermKind.Scalar, 4)));
        }

        if (random.Next(6) == 0 && inputs.Any(i => i.Name == "p0"))
        {
            results.Add(new RuleResult("p0", terms.Draw(TermKind.Host, 2)));
        }

        return [.. results];
    }
}
