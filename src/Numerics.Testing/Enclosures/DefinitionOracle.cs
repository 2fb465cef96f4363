using System.Globalization;
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

/// <summary>Oracle (b): a rule's definition in double, and how far a kernel may be from it.</summary>
public static class DefinitionOracle
{
    /// <summary>2⁻⁴⁸⁰ and 2⁴⁸⁰: between them squares, and some factors more, stay in double's range.</summary>
    private const double LeastSquarable = 3.2033e-145;
    private const double GreatestSquarable = 3.1217e144;

    /// <summary>Compares what a kernel made of a tensor with the definition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="variant">The plan variant that ran.</param>
    /// <param name="contraction">The contraction class in which it ran.</param>
    /// <param name="before">The tensor before the run; the only one of its step.</param>
    /// <param name="after">The tensor after the run.</param>
    public static DefinitionComparison Compare<T>(
        UpdateRule rule, int variant, ContractionClass contraction, TensorCase<T> before, TensorCase<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelPlan plan = rule.Plans[variant];
        DefinitionResult defined = Define(rule, plan, before);
        var bounds = new RunningError<T>(plan, PlanInterpreter.ProgramOf(rule, variant), contraction, before);
        bounds.Run();
        bool[] edges = Edges(plan, before);
        var tally = new Tally();
        int inputs = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        int destination = inputs;
        foreach ((string? name, Vec value) in defined.Arrays)
        {
            int updated = plan.Arrays.Take(inputs).ToList().FindIndex(a => a.Name == name);
            int array = updated >= 0 ? updated : destination++;
            for (int i = 0; i < before.Length; i++)
            {
                double kernel = double.CreateTruncating(after.Arrays[array][i]);
                if (tally.Count(bounds.Arrays[array][i], kernel, value[i], edges[i]))
                {
                    tally.Fail($"{plan.Arrays[array].Name}[{i}] {ContractFailure.Inputs(plan, before, i)}");
                }
            }
        }

        for (int i = 0; i < defined.Numbers.Count; i++)
        {
            if (tally.Count(bounds.Results[i], after.Results[i], defined.Numbers[i].Value, edges.Contains(true)))
            {
                tally.Fail($"result {i}");
            }
        }

        return tally.Result();
    }

    /// <summary>Where the definition itself, in double as the kernel is, may leave the range on a way that the plan
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

    private static DefinitionResult Define<T>(UpdateRule rule, KernelPlan plan, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        Vec[] arrays = [.. tensor.Arrays.Take(inputs).Select((a, k) => new Vec(
            a.Select(x => double.CreateTruncating(x) * (plan.Arrays[k].IsGradient
                ? tensor.GradientScale : 1)).ToArray()))];
        return rule.Define(arrays, [.. tensor.Scalars.Select(s => new Scalar(s))], tensor.Host);
    }

    private sealed class Tally
    {
        private const int MostFailures = 5;

        private readonly List<string> _failures = [];
        private long _elements;
        private long _setAside;
        private double _worst;
        private string _last = "";

        public DefinitionComparison Result() => new(_elements, _setAside, _worst, _failures);

        /// <summary>Counts a number, and whether it is one of the first failures.</summary>
        public bool Count(Enclosure bound, double kernel, double defined, bool isAtEdge)
        {
            _elements++;
            _setAside += bound.IsUndecided ? 1 : 0;
            if (bound.IsUnbounded)
            {
                return false;
            }

            double ratio = bound.IsClass ? SameClass(kernel, defined, bound.Value) : Ratio(bound, kernel, defined);
            if (isAtEdge && !(ratio <= 1))
            {
                _setAside += bound.IsUndecided ? 0 : 1;
                return false;
            }

            _worst = Math.Max(_worst, ratio);
            if (ratio <= 1 || _failures.Count >= MostFailures)
            {
                return false;
            }

            _last = string.Create(
                CultureInfo.InvariantCulture,
                $"kernel {kernel:R}, definition {defined:R}, allowed [{bound.Low:R}, {bound.High:R}], "
                + $"error/bound {ratio:G4}");
            return true;
        }

        public void Fail(string place) => _failures.Add($"{place}: {_last}");

        private static double SameClass(double kernel, double defined, double expected) =>
            kernel.Equals(expected) && defined.Equals(expected) ? 0 : double.PositiveInfinity;

        private static double Ratio(Enclosure bound, double kernel, double defined)
        {
            double slack = FloatFormat.RoundingsPerOperation * FloatFormat.DoubleRoundoff * bound.Magnitude;
            double low = bound.Low - slack, high = bound.High + slack;
            if (!(kernel >= low && kernel <= high && defined >= low && defined <= high))
            {
                return Beyond(Math.Max(Distance(kernel, low, high), Distance(defined, low, high)), high - low);
            }

            double error = Math.Abs(kernel - defined);
            return error == 0 ? 0 : error / Math.Max(high - defined, defined - low);
        }

        private static double Distance(double x, double low, double high) =>
            double.IsFinite(x) ? Math.Max(low - x, x - high) : double.PositiveInfinity;

        private static double Beyond(double distance, double width) => 1 + (distance / Math.Max(width, double.Epsilon));
    }
}
