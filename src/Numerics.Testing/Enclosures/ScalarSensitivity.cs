using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>How the numbers that a scalar program computes move when its reductions move within their
/// enclosures.</summary>
/// <remarks>
/// The program is run with each reduction at both ends of its enclosure, the others at their running values. For a
/// program that
/// is monotone in each reduction near the running values these are its extremes; what several reductions do together
/// is of
/// second order, for which the sum of their deviations is doubled.
/// </remarks>
internal sealed class ScalarSensitivity(
    KernelPlan plan, ScalarProgram program, KernelAccuracy accuracy, double[] host, nint length, double[] initial)
{
    private const double TogetherFactor = 2;

    /// <summary>A decision shows where a reduction moved this much less moves a number by far more than this much
    /// less.</summary>
    private const double Finer = 1024;

    private const double DecisionFactor = 4;

    private static readonly double[] Probes =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 0.25, -1e30, 1e30];

    private readonly Dictionary<int, Enclosure> _reductions = [];

    /// <summary>The Scalar inputs, moved as far as the kernel's roundings of their products are worth.</summary>
    private readonly Dictionary<int, Enclosure> _inputs = accuracy.ScalarInputUnits == 0 ? [] : plan.Scalars.ToDictionary(
        s => s.Slot, s => Around(initial[s.Slot], accuracy.ScalarInputUnits * FloatFormat.DoubleRoundoff));

    /// <summary>Sets a reduction's result.</summary>
    public void Set(int slot, Enclosure result) => _reductions[slot] = result;

    /// <summary>The table of values after a stage.</summary>
    public Enclosure[] After(int stage)
    {
        double[] middle = Run(stage, _ => null);
        var low = new double[middle.Length];
        var high = new double[middle.Length];
        var undecided = new bool[middle.Length];
        bool[] unbounded = DependOnUnknown(stage, middle);
        foreach ((int slot, Enclosure reduction) in Moving())
        {
            Move(stage, slot, reduction, middle, low, high, undecided, unbounded);
        }

        return [.. middle.Select((value, i) => _reductions.TryGetValue(i, out Enclosure known) ? known
            : unbounded[i] ? Enclosure.Unbounded
            : double.IsFinite(value) ? Widen(value, low[i], high[i], undecided[i])
            : Enclosure.Point(value))];
    }

    private static Enclosure Around(double value, double relative) =>
        new(value, value - (relative * Math.Abs(value)), value + (relative * Math.Abs(value)));

    private IEnumerable<KeyValuePair<int, Enclosure>> Moving() =>
        _reductions.Concat(_inputs).Where(r => r.Value.Low < r.Value.High && !r.Value.IsUnbounded);

    private Enclosure Widen(double value, double low, double high, bool undecided)
    {
        double factor = Moving().Count() > 1 ? TogetherFactor : 1;
        if (low == 0 && high == 0 && FloatFormat.IsPlain(value))
        {
            return Enclosure.Point(value);
        }

        // A reduction's result passed on as it is.
        Enclosure same = _reductions.Values.FirstOrDefault(r =>
            r.IsAttained && r.Value == value && value - r.Low == low && r.High - value == high);
        if (same.IsAttained)
        {
            return same;
        }

        double slack = accuracy.RoundingsPerConstant * FloatFormat.DoubleRoundoff * Math.Abs(value);
        return new(value, value - (factor * low) - slack, value + (factor * high) + slack, undecided);
    }

    private void Move(
        int stage, int slot, Enclosure reduction, double[] middle, double[] low, double[] high, bool[] undecided,
        bool[] unbounded)
    {
        foreach (double end in new[] { reduction.Low, reduction.High })
        {
            double[] far = Run(stage, s => s == slot ? end : null);
            double near = reduction.Value + ((end - reduction.Value) / Finer);
            double[] close = Run(stage, s => s == slot ? near : null);
            for (int i = 0; i < middle.Length; i++)
            {
                unbounded[i] |= double.IsFinite(middle[i]) ? !double.IsFinite(far[i]) : !middle[i].Equals(far[i]);
                double deviation = double.IsFinite(middle[i]) && double.IsFinite(far[i]) ? far[i] - middle[i] : 0;
                low[i] += Math.Max(-deviation, 0);
                high[i] += Math.Max(deviation, 0);
                double noise = accuracy.RoundingsPerConstant * FloatFormat.DoubleRoundoff * Math.Abs(middle[i]);
                undecided[i] |= Math.Abs(deviation)
                    > DecisionFactor * Finer * (Math.Abs(close[i] - middle[i]) + noise);
            }
        }
    }

    /// <summary>The numbers that depend on reductions of which nothing is known: they move when those do, all at
    /// once.</summary>
    private bool[] DependOnUnknown(int stage, double[] middle)
    {
        var depends = new bool[middle.Length];
        HashSet<int> unknown = [.. _reductions.Where(r => r.Value.IsUnbounded).Select(r => r.Key)];
        foreach (double probe in unknown.Count > 0 ? Probes : [])
        {
            double[] moved = Run(stage, s => unknown.Contains(s) ? probe * (1 + s) : null);
            for (int i = 0; i < middle.Length; i++)
            {
                depends[i] |= !middle[i].Equals(moved[i]);
            }
        }

        return depends;
    }

    private double[] Run(int lastStage, Func<int, double?> moved)
    {
        double[] values = (double[])initial.Clone();
        SetInputs(values, moved);
        for (int stage = 0; stage <= lastStage; stage++)
        {
            foreach (PlanReduction reduction in plan.Passes.Take(stage).SelectMany(p => p.Reductions))
            {
                Enclosure known = _reductions[reduction.Slot];
                values[reduction.Slot] = moved(reduction.Slot) ?? (known.IsUnbounded ? 1 : known.Value);
            }

            program(stage, host, length, length, values);
        }

        return values;
    }

    private void SetInputs(double[] values, Func<int, double?> moved)
    {
        foreach (int slot in _inputs.Keys)
        {
            values[slot] = moved(slot) ?? initial[slot];
        }
    }
}
