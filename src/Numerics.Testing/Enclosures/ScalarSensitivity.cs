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
    KernelPlan plan, ScalarProgram program, double[] host, nint length, nint totalLength, double[] initial)
{
    private const double TogetherFactor = 2;

    /// <summary>A decision shows where a reduction moved this much less moves a number by far more than this much
    /// less.</summary>
    private const double Finer = 1024;

    private const double DecisionFactor = 4;

    private static readonly double[] Probes =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 0.25, -1e30, 1e30];

    private readonly Dictionary<int, Enclosure> _reductions = [];

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
        foreach ((int slot, Enclosure reduction) in _reductions.Where(r => r.Value.Low < r.Value.High
            && !r.Value.IsUnbounded))
        {
            Move(stage, slot, reduction, middle, low, high, undecided, unbounded);
        }

        return [.. middle.Select((value, i) => _reductions.TryGetValue(i, out Enclosure known) ? known
            : unbounded[i] ? Enclosure.Unbounded
            : double.IsFinite(value) ? Widen(value, low[i], high[i], undecided[i])
            : Enclosure.Point(value))];
    }

    private Enclosure Widen(double value, double low, double high, bool undecided)
    {
        int moving = _reductions.Values.Count(r => r.Low < r.High && !r.IsUnbounded);
        double factor = moving > 1 ? TogetherFactor : 1;
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

        double slack = FloatFormat.RoundingsPerConstant * FloatFormat.DoubleRoundoff * Math.Abs(value);
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
                unbounded[i] |= double.IsFinite(middle[i]) != double.IsFinite(far[i]);
                double deviation = double.IsFinite(middle[i]) && double.IsFinite(far[i]) ? far[i] - middle[i] : 0;
                low[i] += Math.Max(-deviation, 0);
                high[i] += Math.Max(deviation, 0);
                double noise = FloatFormat.RoundingsPerConstant * FloatFormat.DoubleRoundoff * Math.Abs(middle[i]);
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
        for (int stage = 0; stage <= lastStage; stage++)
        {
            foreach (PlanReduction reduction in plan.Passes.Take(stage).SelectMany(p => p.Reductions))
            {
                Enclosure known = _reductions[reduction.Slot];
                values[reduction.Slot] = moved(reduction.Slot) ?? (known.IsUnbounded ? 1 : known.Value);
            }

            program(stage, host, length, totalLength, values);
        }

        return values;
    }
}
