using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Arguments of a rule, all of them numbers that a float has.</summary>
/// <param name="Arrays">The Vec parameters in declaration order.</param>
/// <param name="Scalars">The Scalar parameters in declaration order.</param>
/// <param name="Host">The host parameters in declaration order.</param>
internal sealed record RuleInput(double[][] Arrays, double[] Scalars, double[] Host)
{
    /// <summary>The arrays as eager values.</summary>
    public Vec[] Vecs => [.. Arrays.Select(a => new Vec(a))];

    /// <summary>What a promise speaks of, at these arguments.</summary>
    public double Evaluate(PromisedNumber number) => number(Vecs, [.. Scalars.Select(s => new Scalar(s))], Host);

    /// <inheritdoc cref="Evaluate(PromisedNumber)"/>
    public double[] Evaluate(PromisedArray array) => array(Vecs, [.. Scalars.Select(s => new Scalar(s))], Host).ToArray();

    /// <summary>The same with another array.</summary>
    public RuleInput With(int array, double[] values) => this with { Arrays = [.. Arrays.Select((a, k) => k == array ? values : a)] };
}

/// <summary>What a rule made of its arguments, and how far each number may be from the exact one.</summary>
/// <param name="Arrays">The arrays in kernel order: parameters, then new ones.</param>
/// <param name="Numbers">The results that are numbers, in order.</param>
/// <param name="Slack">Of each element: +∞ where a decision, or a number out of range, leaves nothing to say.</param>
/// <param name="NumberSlack">Of each number.</param>
internal sealed record RuleOutput(double[][] Arrays, double[] Numbers, double[][] Slack, double[] NumberSlack);

/// <summary>One way to run a rule: its definition, or its kernels.</summary>
internal abstract class RuleSubject
{
    /// <summary>The rule.</summary>
    public abstract Rule Rule { get; }


    /// <summary>The way, in words.</summary>
    public abstract string Name { get; }

    /// <summary>The unit roundoff of its numbers.</summary>
    public abstract double Roundoff { get; }

    /// <summary>Whether it is the definition that runs.</summary>
    public virtual bool IsDefinition => false;

    /// <summary>Runs the rule.</summary>
    public abstract RuleOutput Run(RuleInput input);

    /// <summary>The same way for another rule.</summary>
    public abstract RuleSubject For(UpdateRule other);

    /// <summary>The definition, and the kernels of both types in both contraction classes.</summary>
    public static IEnumerable<RuleSubject> Of(Rule rule) => rule is ProgramRule program
        ?
        [
            new ProgramDefinitionRun(program),
            new ProgramKernelRun<float>(program, ContractionClass.Fused),
            new ProgramKernelRun<float>(program, ContractionClass.Separate),
            new ProgramKernelRun<double>(program, ContractionClass.Fused),
            new ProgramKernelRun<double>(program, ContractionClass.Separate),
        ]
        : Of((UpdateRule)rule);

    private static IEnumerable<RuleSubject> Of(UpdateRule rule) =>
    [
        new DefinitionSubject(rule),
        new KernelSubject<float>(rule, ContractionClass.Fused),
        new KernelSubject<float>(rule, ContractionClass.Separate),
        new KernelSubject<double>(rule, ContractionClass.Fused),
        new KernelSubject<double>(rule, ContractionClass.Separate),
    ];

    /// <summary>The arguments as a tensor, with room for new arrays.</summary>
    protected static TensorCase<T> Tensor<T>(KernelPlan plan, RuleInput input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = input.Arrays[0].Length;
        IEnumerable<T[]> arrays = plan.Arrays.Select((_, k) => k < input.Arrays.Length
            ? Array.ConvertAll(input.Arrays[k], T.CreateTruncating) : new T[length]);
        return new TensorCase<T>([.. arrays], input.Host, input.Scalars);
    }

    /// <summary>The running error of a run on a tensor.</summary>
    protected static (double[][] Arrays, double[] Numbers) Slack<T>(
        UpdateRule rule, int variant, KernelAccuracy accuracy, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScalarProgram program = PlanInterpreter.ProgramOf(rule, variant);
        var bounds = new RunningError<T>(rule.Plans[variant], program, accuracy, tensor);
        bounds.Run();
        return ([.. bounds.Arrays.Select(a => Array.ConvertAll(a, Width<T>))], Array.ConvertAll(bounds.Results, Width<T>));
    }

    /// <summary>What kernels made of a tensor.</summary>
    protected static RuleOutput Output<T>(TensorCase<T> after, double[][] slack, double[] numberSlack)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            [.. after.Arrays.Select(a => Array.ConvertAll(a, double.CreateTruncating))], after.Results, slack, numberSlack);

    private static double Width<T>(Enclosure e)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        e.IsUnbounded ? double.PositiveInfinity
        : e.IsClass ? 0
        : e.High - e.Low + (FloatFormat.Of<T>().RoundingsPerResult * FloatFormat.DoubleRoundoff * e.Magnitude);
}

/// <summary>A rule's definition, in two doubles.</summary>
internal sealed class DefinitionSubject(UpdateRule rule) : RuleSubject
{
    public override Rule Rule => rule;

    public override bool IsDefinition => true;

    public override string Name => "definition";

    public override double Roundoff => FloatFormat.DoubleRoundoff;

    public override RuleSubject For(UpdateRule other) => new DefinitionSubject(other);

    public override RuleOutput Run(RuleInput input)
    {
        int variant = rule.VariantOf(input.Host);
        KernelPlan plan = rule.Plans[variant];
        TensorCase<double> tensor = Tensor<double>(plan, input);
        (double[][] slack, double[] numberSlack) = Slack(rule, variant, KernelAccuracy.Cpu(ContractionClass.Fused), tensor.Copy());
        DefinitionResult defined = DefinitionOracle.Define(rule, plan, tensor);
        double[][] arrays = [.. tensor.Arrays];
        int destination = input.Arrays.Length;
        foreach ((string? name, Vec value) in defined.Arrays)
        {
            int updated = plan.Arrays.Take(input.Arrays.Length).ToList().FindIndex(a => a.Name == name);
            arrays[updated >= 0 ? updated : destination++] = value.ToArray();
        }

        return new RuleOutput(arrays, [.. defined.Numbers.Select(n => n.Value)], slack, numberSlack);
    }
}

/// <summary>A rule's kernels, in an element type and contraction class, at their widest.</summary>
internal sealed class KernelSubject<T>(UpdateRule rule, ContractionClass contraction) : RuleSubject
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Rule Rule => rule;

    public override string Name => $"{typeof(T).Name} kernel, {contraction}";

    public override double Roundoff => FloatFormat.Of<T>().UnitRoundoff;

    public override RuleSubject For(UpdateRule other) => new KernelSubject<T>(other, contraction);

    public override RuleOutput Run(RuleInput input)
    {
        int variant = rule.VariantOf(input.Host);
        TensorCase<T> tensor = Tensor<T>(rule.Plans[variant], input);
        (double[][] slack, double[] numberSlack) = Slack(rule, variant, KernelAccuracy.Cpu(contraction), tensor.Copy());
        KernelRunner.Run(rule, variant, Contexts.Widest(contraction), 0, tensor);
        return Output(tensor, slack, numberSlack);
    }
}
