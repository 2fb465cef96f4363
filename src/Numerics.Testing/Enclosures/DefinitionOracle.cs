using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What a comparison of a kernel with the definition found.</summary>
/// <param name="Elements">The numbers compared: elements of arrays and numeric results.</param>
/// <param name="SetAside">How many of them left the type's range on the way, or hang on a decision within its own
/// bound.</param>
/// <param name="WorstRatio">The greatest error divided by its bound, over what was compared.</param>
/// <param name="Failures">The first numbers beyond their bound, in words.</param>
public sealed record DefinitionComparison(
    long Elements, long SetAside, double WorstRatio, IReadOnlyList<string> Failures);

/// <summary>Oracle (b): a rule's definition, in double for kernels on float and in two doubles for those on double, and how
/// far a kernel may be from it.</summary>
public static class DefinitionOracle
{
    /// <summary>Compares what a kernel made of a tensor with the definition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="variant">The plan variant that ran.</param>
    /// <param name="contraction">The contraction class in which it ran, on the CPU.</param>
    /// <param name="before">The tensor before the run; the only one of its step.</param>
    /// <param name="after">The tensor after the run.</param>
    public static DefinitionComparison Compare<T>(
        UpdateRule rule, int variant, ContractionClass contraction, TensorCase<T> before, TensorCase<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Bound(rule, variant, KernelAccuracy.Cpu(contraction), before).Compare(after);

    /// <summary>What a kernel may make of a tensor, to compare several runs with.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="variant">The plan variant that runs.</param>
    /// <param name="accuracy">How near to the exact result the kernel's operations are.</param>
    /// <param name="before">The tensor before the run; the only one of its step.</param>
    public static DefinitionBound<T> Bound<T>(UpdateRule rule, int variant, KernelAccuracy accuracy, TensorCase<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelPlan plan = rule.Plans[variant];
        var bounds = new RunningError<T>(plan, PlanInterpreter.ProgramOf(rule, variant), accuracy, before);
        bounds.Run();
        return new(rule, plan, before, Define(rule, plan, before), bounds, Edges(plan, before));
    }

    /// <summary>2⁻⁴⁸⁰ and 2⁴⁸⁰: between them squares, and some factors more, stay in double's range.</summary>
    private const double LeastSquarable = 3.2033e-145;
    private const double GreatestSquarable = 3.1217e144;

    /// <summary>Where the definition itself, whose range is the kernel's, may leave the range on a way that the plan
    /// does not go:
    /// a factor that the plan collects, the definition multiplies by in between. One such element of a reducing rule
    /// touches all.</summary>
    private static bool[] Edges<T>(KernelPlan plan, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var edges = new bool[tensor.Length];
        foreach (T[] array in typeof(T) == typeof(double) ? tensor.Arrays : [])
        {
            for (int i = 0; i < edges.Length; i++)
            {
                double magnitude = Math.Abs(double.CreateTruncating(array[i]));
                edges[i] |= magnitude is (> 0 and < LeastSquarable) or > GreatestSquarable;
            }
        }

        if (plan.Reductions > 0 && edges.Contains(true))
        {
            Array.Fill(edges, true);
        }

        return edges;
    }

    /// <summary>The definition's results: in double of a tensor of floats, in two doubles of one of doubles.</summary>
    internal static DefinitionResult Define<T>(UpdateRule rule, KernelPlan plan, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        Vec[] arrays = [.. tensor.Arrays.Take(inputs).Select((a, k) =>
            plan.Arrays[k].IsGradient ? Exactly(a) * (Scalar)tensor.GradientScale : Exactly(a))];
        return rule.Define(arrays, [.. tensor.Scalars.Select(s => new Scalar(s))], tensor.Host);
    }

    private static Vec Exactly<T>(T[] array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] values = Array.ConvertAll(array, double.CreateTruncating);
        return typeof(T) == typeof(double) ? Vec.Extended(values) : new Vec(values);
    }
}
