using System.Globalization;
using System.Text;

namespace Numerics.Benchmarks.BuildTime;

/// <summary>The sources of a project with many rules: five formulas in turn, each with constants of its own, one class a file.</summary>
internal static class RuleSources
{
    private static readonly string[] Formulas =
    [
        """
            public static (Vec x, Vec m) Step(
                Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.§, double weightDecay = 0)
            {
                Vec c = beta1 * m + (1 - beta1) * g;
                return (x - learningRate * (Sign(c) + weightDecay * x), beta2 * m + (1 - beta2) * g);
            }
        """,
        """
            public static (Vec x, Vec m, Vec v) Step(
                Vec x, Vec m, Vec v, Vec g, [StepNumber] int t,
                double learningRate = 1e-3, double beta1 = 0.§, double beta2 = 0.999, double epsilon = 1e-8)
            {
                Vec m1 = beta1 * m + (1 - beta1) * g;
                Vec v1 = beta2 * v + (1 - beta2) * Square(g);
                double c1 = 1 - Math.Pow(beta1, t);
                double c2 = 1 - Math.Pow(beta2, t);
                return (x - learningRate * (m1 / c1) / (Sqrt(v1 / c2) + epsilon), m1, v1);
            }
        """,
        """
            public static (Vec x, Vec b) Step(
                Vec x, Vec b, Vec g, double learningRate = 1e-3, double momentum = 0.§, bool nesterov = false)
            {
                Vec b1 = momentum * b + g;
                Vec step = nesterov ? g + momentum * b1 : b1;
                return (x - learningRate * step, b1);
            }
        """,
        """
            public static (Vec x, Vec b) Step(
                Vec x, Vec b, Vec g, double learningRate = 1e-3, double momentum = 0.§, double weightDecay = 1e-2)
            {
                Scalar trust = Norm(x) / (Norm(g) + weightDecay * Norm(x));
                Vec b1 = momentum * b + learningRate * trust * (g + weightDecay * x);
                return (x - b1, b1);
            }
        """,
        """
            public static (Vec x, Vec s) Step(
                Vec x, Vec s, Vec g, double learningRate = 1e-3, double decay = 0.§, double temperature = 2)
            {
                Vec s1 = decay * s + (1 - decay) * Tanh(g / temperature);
                return (x - learningRate * s1 * Sigmoid(Abs(s1)), s1);
            }
        """,
    ];

    /// <summary>The source of rule number <paramref name="number"/>.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="isAnnotated">Whether the method carries the attribute that makes it a rule.</param>
    internal static string Rule(int number, bool isAnnotated)
    {
        string decimals = (9000 + number).ToString(CultureInfo.InvariantCulture);
        string formula = Formulas[number % Formulas.Length].Replace("§", decimals, StringComparison.Ordinal);
        var text = new StringBuilder();
        text.AppendLine("using System;").AppendLine("using Numerics;").AppendLine("using static Numerics.Functions;");
        text.AppendLine("namespace Many;");
        text.AppendLine(CultureInfo.InvariantCulture, $"public static partial class Rule{number}").AppendLine("{");
        text.AppendLine(isAnnotated ? "    [UpdateRule]" : "");
        return text.AppendLine(formula).AppendLine("}").ToString();
    }

    /// <summary>A source that no rule depends on.</summary>
    /// <param name="edit">How often it was edited.</param>
    internal static string Unrelated(int edit) =>
        string.Create(CultureInfo.InvariantCulture, $"namespace Many;\n\ninternal static class Edited\n{{\n    public static int Count() => {edit};\n}}\n");
}
