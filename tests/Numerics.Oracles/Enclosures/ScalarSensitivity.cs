using Numerics.Plans;

namespace Numerics.Oracles;

/// <summary>How the numbers that a scalar program computes move when its reductions move within their enclosures.</summary>
/// <remarks>
/// The program is run with each reduction at both ends of its enclosure, the others at their running values. For a program that
/// is monotone in each reduction near the running values these are its extremes; what several reductions do together is of
/// second order, for which the sum of their deviations is doubled.
/// </remarks>
internal sealed class ScalarSensitivity(
    KernelPlan plan, ScalarProgram program, double[] host, nint length, nint totalLength, double[] initial)
{
    private const double TogetherFactor = 2;

    /// <summary>A decision shows where a reduction moved this much less moves a number by far more than this much less.</summary>
    private const double Finer = 1024;

    private const double DecisionFactor = 4;

    private readonly Dictionary<int, Enclosure> _reductions = [];

    /// <summary>Sets a reduction's result.</summary>
    public void Set(int slot, Enclosure result) => _reductions[slot] = result;

    /// <summary>A slot of the table of values after a stage.</summary>
    public Enclosure[] After(int stage)
    {
        double[] middle = Run(stage, _ => null);
        var low = new double[middle.Length];
        var high = new double[middle.Length];
        var undecided = new bool[middle.Length];
        var unbounded = new bool[middle.Length];
        foreach ((int slot, Enclosure reduction) in _reductions)
        {
            if (reduction.IsUnbounded)
            {
                Probe(stage, slot, middle, unbounded);
            }
            else if (reduction.Low < reduction.High)
            {
                Move(stage, slot, reduction, middle, low, high, undecided, unbounded);
            }
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

    /// <summary>Finds the numbers that depend on a reduction of which nothing is known.</summary>
    private void Probe(int stage, int slot, double[] middle, bool[] unbounded)
    {
        foreach (double probe in new[] { double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 1, -1e30, 1e30 })
        {
            double[] moved = Run(stage, s => s == slot ? probe : null);
            for (int i = 0; i < middle.Length; i++)
            {
                unbounded[i] |= !middle[i].Equals(moved[i]);
            }
        }
    }

    private double[] Run(int lastStage, Func<int, double?> moved)
    {
        double[] values = (double[])initial.Clone();
        for (int stage = 0; stage <= lastStage; stage++)
        {
            foreach (PlanReduction reduction in plan.Passes.Take(stage).SelectMany(p => p.Reductions))
            {
                values[reduction.Slot] = moved(reduction.Slot) ?? _reductions[reduction.Slot].Value;
            }

            program(stage, host, length, totalLength, values);
        }

        return values;
    }
}
