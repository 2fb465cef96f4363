using System.Collections.Immutable;

namespace Numerics.Fuzzer;

/// <summary>Draws expressions over what is in scope.</summary>
internal sealed partial class TermSource(Random random)
{
    private const int MostReductions = 4;
    private const int MostVariants = 2;

    private static readonly string[] Literals =
        ["0.5", "2.0", "0.25", "(-1.0)", "0.1", "0.9", "0.999", "1.5", "0.3", "1e-8", "1.0", "0.0"];

    private readonly List<(TermKind Kind, string Name)> _scope = [];
    private readonly List<(TermKind Result, string Name, ImmutableArray<TermKind> Parameters)> _functions = [];
    private int _reductions;
    private int _variants;
    private int _lambdas;

    /// <summary>Puts a name in scope.</summary>
    public void Declare(TermKind kind, string name) => _scope.Add((kind, name));

    /// <summary>Puts a function in scope.</summary>
    public void Declare(TermKind result, string name, ImmutableArray<TermKind> parameters) =>
        _functions.Add((result, name, parameters));

    /// <summary>Draws in a scope of its own: a function's parameters.</summary>
    public Term Within(IEnumerable<(TermKind Kind, string Name)> parameters, Func<TermSource, Term> draw)
    {
        var inner = new TermSource(random) { _reductions = MostReductions, _variants = MostVariants, _lambdas = 100 };
        foreach ((TermKind kind, string name) in parameters)
        {
            inner.Declare(kind, name);
        }

        return draw(inner);
    }

    public Term Draw(TermKind kind, int depth) => kind switch
    {
        TermKind.Vec => Vec(depth),
        TermKind.Scalar => Scalar(depth),
        TermKind.Mask => Mask(depth),
        TermKind.ScalarMask => ScalarMask(depth),
        TermKind.Host => Host(depth),
        _ => Condition(depth),
    };

    /// <summary>A host condition, while there are few.</summary>
    public Term? TryCondition() => _variants++ < MostVariants ? Condition(1) : null;

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

    private Term? TryName(TermKind kind)
    {
        (TermKind Kind, string Name)[] fitting = [.. _scope.Where(s => s.Kind == kind)];
        return fitting.Length == 0 ? null : Term.Leaf(kind, fitting[random.Next(fitting.Length)].Name);
    }

    private Term? TryCall(TermKind kind, int depth)
    {
        var fitting = _functions.Where(f => f.Result == kind).ToArray();
        if (fitting.Length == 0 || depth <= 0)
        {
            return null;
        }

        (_, string name, ImmutableArray<TermKind> parameters) = fitting[random.Next(fitting.Length)];
        string places = string.Join(", ", parameters.Select((_, i) => $"{{{i}}}"));
        return Term.Of(kind, $"{name}({places})", [.. parameters.Select(p => Draw(p, depth - 1))]);
    }

    private Term Host(int depth)
    {
        if (depth <= 0 || Chance(3))
        {
            return !Chance(3) && TryName(TermKind.Host) is { } name ? name : Term.Leaf(TermKind.Host, Pick(Literals));
        }

        return random.Next(6) switch
        {
            0 => Term.Of(TermKind.Host, "Math.Pow(0.9, Math.Abs({0}))", Host(depth - 1)),
            1 => Term.Of(TermKind.Host, "Sqrt(Abs({0}) + 0.25)", Host(depth - 1)),
            2 => Term.Of(TermKind.Host, "(1 - {0})", Host(depth - 1)),
            3 => Term.Of(TermKind.Host, "({0} ? {1} : {2})", Condition(depth - 1), Host(depth - 1), Host(depth - 1)),
            4 => Term.Of(TermKind.Host, "({0} / (1.25 + Abs({1})))", Host(depth - 1), Host(depth - 1)),
            _ => Term.Of(TermKind.Host, $"({{0}} {Pick("+", "-", "*")} {{1}})", Host(depth - 1), Host(depth - 1)),
        };
    }

    private Term Condition(int depth)
    {
        if (depth > 0 && Chance(4))
        {
            return Term.Of(
                TermKind.Condition, $"({{0}} {Pick("&&", "||")} !{{1}})", Condition(depth - 1), Condition(depth - 1));
        }

        return Chance(2) && TryName(TermKind.Condition) is { } name
            ? name
            : Term.Of(TermKind.Condition, $"({{0}} {Pick("<", ">", "<=")} {{1}})", Host(0), Host(depth - 1));
    }

    private Term Mask(int depth) => depth > 0 && Chance(4)
        ? random.Next(3) switch
        {
            0 => Term.Of(TermKind.Mask, "(!{0})", Mask(depth - 1)),
            1 when Chance(3) =>
                Term.Of(TermKind.Mask, $"({{0}} {Pick("&", "|", "^")} {{1}})", Mask(depth - 1), ScalarMask(depth - 1)),
            _ => Term.Of(TermKind.Mask, $"({{0}} {Pick("&", "|", "^")} {{1}})", Mask(depth - 1), Mask(depth - 1)),
        }
        : Chance(6)
            ? Term.Of(TermKind.Mask, $"{Pick("Equal", "NotEqual")}({{0}}, {{1}})", Vec(0), Chance(2)
                ? Vec(0) : Uniform(0))
            : Term.Of(
                TermKind.Mask, $"({{0}} {Pick("<", ">", "<=", ">=")} {{1}})", Vec(depth - 1), Chance(2)
                    ? Vec(depth - 1) : Uniform(depth - 1));

    private Term ScalarMask(int depth) => depth > 0 && Chance(4)
        ? Term.Of(TermKind.ScalarMask, $"({{0}} {Pick("&", "|")} !{{1}})", ScalarMask(depth - 1), ScalarMask(depth - 1))
        : Term.Of(TermKind.ScalarMask, $"({{0}} {Pick("<", ">", "<=")} {{1}})", Scalar(depth - 1), Uniform(depth - 1));

    /// <summary>A number, of the host or of the kernel.</summary>
    private Term Uniform(int depth) => Chance(2) ? Host(Math.Min(depth, 2)) : Scalar(depth - 1);
}
