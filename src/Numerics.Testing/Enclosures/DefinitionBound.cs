using System.Globalization;
using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What a rule's definition makes of a tensor, and how far a kernel's result may be from it.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class DefinitionBound<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelPlan _plan;
    private readonly TensorCase<T> _before;
    private readonly DefinitionResult _defined;
    private readonly RunningError<T> _bounds;
    private readonly bool[] _edges;
    private readonly int _inputs;

    internal DefinitionBound(
        UpdateRule rule, KernelPlan plan, TensorCase<T> before, DefinitionResult defined, RunningError<T> bounds,
        bool[] edges)
    {
        (_plan, _before, _defined, _bounds, _edges) = (plan, before, defined, bounds, edges);
        _inputs = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
    }

    /// <summary>Compares with what a kernel made of the tensor, or of its first elements where the rule is
    /// elementwise.</summary>
    /// <param name="after">The tensor after the run.</param>
    public DefinitionComparison Compare(TensorCase<T> after)
    {
        var tally = new Tally();
        int destination = _inputs;
        foreach ((string? name, Vec value) in _defined.Arrays)
        {
            int updated = _plan.Arrays.Take(_inputs).ToList().FindIndex(a => a.Name == name);
            int array = updated >= 0 ? updated : destination++;
            for (int i = 0; i < after.Length; i++)
            {
                double kernel = double.CreateTruncating(after.Arrays[array][i]);
                if (tally.Count(_bounds.Arrays[array][i], kernel, value[i].Value, _edges[i]))
                {
                    tally.Fail($"{_plan.Arrays[array].Name}[{i}] {LawText.Inputs(_plan, _before, i)}");
                }
            }
        }

        for (int i = 0; i < _defined.Numbers.Count; i++)
        {
            if (tally.Count(_bounds.Results[i], after.Results[i], _defined.Numbers[i].Value, _edges.Contains(true)))
            {
                tally.Fail($"result {i}");
            }
        }

        return tally.Result();
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
            double slack = FloatFormat.Of<T>().RoundingsPerResult * FloatFormat.DoubleRoundoff * bound.Magnitude;
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
