using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule over lines, with loops, run for the laws of promises: by its definition or by its kernels. Every line has as
/// many elements as a trial says; a matrix too, in one column, or in one row where a line goes along its rows.</summary>
internal abstract class ProgramPromiseRun(ProgramRule rule) : RuleSubject
{
    public override ProgramRule Rule => rule;

    /// <summary>A promise that names another rule names a kernel's.</summary>
    public override RuleSubject For(UpdateRule other) => throw new NotSupportedException(
        $"{rule.Name} is a program and can't be compared with the kernels of {other.Name}.");

    /// <summary>The arguments as a case, with room for new arrays.</summary>
    protected ProgramCase<T> Case<T>(RuleInput input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(input.Host)];
        nint[] axes = Axes(plan, input);
        rule.Lengths(plan.Variant, input.Host, axes);
        return new ProgramCase<T>(
            [.. plan.Arrays.Select((a, k) => k < input.Arrays.Length
                ? Array.ConvertAll(input.Arrays[k], T.CreateTruncating)
                : new T[(int)ProgramSource<T>.SizeOf(a, axes)])],
            axes, input.Host, input.Scalars);
    }

    private static nint[] Axes(ProgramPlan plan, RuleInput input)
    {
        var axes = new nint[plan.IsHostAxis.Count];
        nint length = input.Arrays[0].Length;
        foreach (ProgramArray line in plan.Arrays.Where(a => !a.IsMatrix && !plan.IsHostAxis[a.Axis]))
        {
            axes[line.Axis] = length;
        }

        foreach (ProgramArray matrix in plan.Arrays.Where(a => a.IsMatrix))
        {
            bool isAlongRows = axes[matrix.Axis] == length && axes[matrix.RowAxis] != length;
            axes[matrix.Axis] = isAlongRows ? length : 1;
            axes[matrix.RowAxis] = isAlongRows ? 1 : length;
        }

        return axes;
    }

    /// <summary>A case after a run, and how far each number may be off.</summary>
    protected RuleOutput Output<T>(ProgramCase<T> before, ProgramCase<T> after, ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double[][] slack, double[] numberSlack) = ProgramOracle.Slack(rule, contraction, before);
        return new RuleOutput(
            [.. after.Arrays.Select(a => Array.ConvertAll(a, double.CreateTruncating))],
            [.. after.Results.Select((r, i) => Number(before, r, i))], slack, numberSlack);
    }

    private double Number<T>(ProgramCase<T> of, double result, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        rule.Plans[rule.VariantOf(of.Host)].Results[i].IsInteger ? BitConverter.DoubleToInt64Bits(result) : result;
}

/// <summary>A program's definition, in double.</summary>
internal sealed class ProgramDefinitionRun(ProgramRule rule) : ProgramPromiseRun(rule)
{
    public override string Name => "definition";

    public override double Roundoff => FloatFormat.DoubleRoundoff;

    public override bool IsDefinition => true;

    public override RuleOutput Run(RuleInput input)
    {
        ProgramCase<double> of = Case<double>(input), after = of.Copy();
        after.Results = new double[Rule.Plans[Rule.VariantOf(input.Host)].Results.Count];
        foreach ((ProgramResult result, double[] elements) in ProgramDefinition.Run(Rule, of))
        {
            if (result.Array >= 0)
            {
                elements.CopyTo(after.Arrays[result.Array], 0);
            }
            else
            {
                after.Results[result.Number] = elements[0];
            }
        }

        RuleOutput output = Output(of, after, ContractionClass.Fused);
        return output with { Numbers = after.Results };
    }
}

/// <summary>A program's kernels, in an element type and contraction class, at their widest.</summary>
internal sealed class ProgramKernelRun<T>(ProgramRule rule, ContractionClass contraction) : ProgramPromiseRun(rule)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => $"{typeof(T).Name} kernel, {contraction}";

    public override double Roundoff => FloatFormat.Of<T>().UnitRoundoff;

    public override RuleOutput Run(RuleInput input)
    {
        ProgramCase<T> of = Case<T>(input), after = of.Copy();
        ProgramCalls.Run(Rule, after, new ProgramWay(Contexts.Widest(contraction)));
        return Output(of, after, contraction);
    }
}
