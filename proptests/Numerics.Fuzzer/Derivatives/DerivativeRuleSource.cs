using Numerics.Testing;

namespace Numerics.Fuzzer;

/// <summary>Draws rules that differentiate a random function: its value, its gradient and its Hessian times a vector. The definition
/// differentiates by a tape of arrays, the kernel by the compiler: two ways that have only the table of derivatives in common, and
/// each keeps a table of its own.</summary>
public static class DerivativeRuleSource
{
    private const int Depth = 3;

    /// <summary>Farther out a kernel's numbers leave the range of float in second derivatives; ∞ − ∞ and 0·∞ stand at other places in the
    /// definition's tape than in the kernel's graph.</summary>
    private const double Farthest = 100;

    private static readonly RuleInput[] Lines =
    [
        new("x", TermKind.Vec, "Vec x"), new("y", TermKind.Vec, "Vec y"), new("v", TermKind.Vec, "Vec v"),
    ];

    private static readonly RuleInput[] Matrices =
    [
        new("x", TermKind.Mat, "Mat x"), new("y", TermKind.Mat, "Mat y"), new("v", TermKind.Mat, "Mat v"),
        new("r", TermKind.Row, "Row r"), new("c", TermKind.Col, "Col c"),
    ];

    /// <summary>The rule of a seed, over lines.</summary>
    public static RandomRule Draw(int seed, string name) => Draw(seed, name, TermKind.Vec, Lines);

    /// <summary>The rule of a seed, over matrices.</summary>
    public static RandomRule DrawMatrices(int seed, string name) => Draw(seed, name, TermKind.Mat, Matrices);

    private static RandomRule Draw(int seed, string name, TermKind kind, RuleInput[] inputs)
    {
        // The variable stands twice, so that it is drawn more often than what is constant.
        var terms = new DerivativeTermSource(
            new Random(seed), [(kind, "z"), (kind, "z"), .. inputs.Where(i => i.Name is not ("x" or "v")).Select(i => (i.Kind, i.Name))]);
        var function = new RuleHelper($"Func<{kind}, Scalar> f = z => ", terms.Number(kind, Depth), IsLocal: true);
        return new RandomRule(name, [.. inputs], [function], [],
        [
            new("value", Term.Leaf(TermKind.Scalar, "f(x)")),
            new("gradient", Term.Leaf(kind, "Gradient(f, x)")),

            // The sum says that v is as long as x, also where the function is linear and v counts for nothing.
            new("product", Term.Leaf(kind, "(HessianVector(f, x, v) + v)")),
        ])
        { Prepare = Tame };
    }

    private static void Tame(ProgramInputs inputs)
    {
        foreach (string array in inputs.Arrays)
        {
            inputs[array] = [.. inputs[array].Select(x => Math.Abs(x) <= Farthest ? x : Depth)];
        }
    }
}
