using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A run of a rule: of an optimizer, step after step; of another rule, one call.</summary>
internal sealed class RuleRun(RuleSubject subject, RuleInput start)
{
    private readonly Rule _rule = subject.Rule;

    /// <summary>The arguments of the next step.</summary>
    public RuleInput Input { get; private set; } = start;

    /// <summary>The position of the gradient among the arrays; −1 where there is none.</summary>
    public static int GradientOf(Rule rule) => ArrayOf(rule, ParameterRole.Gradient);

    /// <summary>The position of the first array that is replaced: the parameter.</summary>
    public static int ParameterOf(Rule rule)
    {
        int parameter = ArrayOf(rule, ParameterRole.Parameter);
        return parameter >= 0 ? parameter : RuleShape.Of(rule).Arrays.ToList().FindIndex(a => a.Use == ArrayUse.ReadWrite);
    }

    private static int ArrayOf(Rule rule, ParameterRole role) =>
        rule.Parameters.Where(p => p.Kind == ParameterKind.Array).ToList().FindIndex(p => p.Role == role);

    /// <summary>Takes a step with this gradient; what it gives is the next step's input.</summary>
    public RuleOutput Advance(double[]? gradient = null)
    {
        if (gradient is not null)
        {
            Input = Input.With(GradientOf(_rule), gradient);
        }

        RuleOutput output = subject.Run(Input);
        Input = Next(output);
        return output;
    }

    private RuleInput Next(RuleOutput output)
    {
        double[] host = [.. Input.Host];
        double[] scalars = [.. Input.Scalars];
        (int nextHost, int nextScalar) = (0, 0);
        foreach (RuleParameter p in _rule.Parameters.Where(p => p.Kind != ParameterKind.Array))
        {
            double[] values = p.Kind == ParameterKind.Scalar ? scalars : host;
            int position = p.Kind == ParameterKind.Scalar ? nextScalar++ : nextHost++;
            int result = RuleShape.Of(_rule).Results.ToList().IndexOf(p.Name);
            values[position] = result >= 0 ? output.Numbers[result]
                : p.Role == ParameterRole.StepNumber ? values[position] + 1 : values[position];
        }

        return new RuleInput([.. output.Arrays.Take(Input.Arrays.Length)], scalars, host);
    }
}
