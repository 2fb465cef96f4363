using System.Diagnostics;
using Numerics;
using Numerics.Plans;

namespace Quickstart;

/// <summary>One way to compute a step, measured.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Milliseconds">The median time of a step.</param>
/// <param name="BytesPerElement">Bytes that it reads and writes for each element of x.</param>
/// <param name="LargestDifference">The largest difference from the definition in any element of x, m or s after one
/// step from the same values; null for the definition.</param>
internal sealed record Measured(string Name, double Milliseconds, int BytesPerElement, double? LargestDifference);

/// <summary>Definition, generated kernel and the formula in library calls, side by side on the same arrays.</summary>
internal sealed class Comparison
{
    public const int Length = 1 << 22;

    /// <summary>What the definition computes with: one Vec operation after the other, 12 of one array and 6 of two,
    /// each of which reads its operands and writes a new array of doubles.</summary>
    private const int DefinitionBytes = (12 * 2 + 6 * 3) * sizeof(double);
    private const int StepNumber = 10;
    private const int Seed = 1;
    private readonly AdaBelief.Options _options = new() { WeightDecay = 0.01 };
    private readonly float[] _x = Normal(new Random(Seed), 1);
    private readonly float[] _m = Normal(new Random(Seed + 1), 0.1);
    private readonly float[] _s = [.. Normal(new Random(Seed + 2), 0.1).Select(v => v * v)];
    private readonly float[] _g = Normal(new Random(Seed + 3), 0.1);

    /// <summary>Measures all three.</summary>
    public IReadOnlyList<Measured> Run()
    {
        (Vec x, Vec m, Vec s) = Define();
        KernelPlan plan = AdaBelief.StepRule.Instance.Plans[0];
        var primitives = new TensorPrimitivesAdaBelief(Length);
        return
        [
            new("definition (double)", Time(() => Define(), warmUp: 0, runs: 1), DefinitionBytes, null),
            InPlace("generated kernel (float)", Kernel, plan.BytesPerElement(sizeof(float))),
            InPlace("TensorPrimitives (float)", ByCalls, TensorPrimitivesAdaBelief.Traffic * sizeof(float)),
        ];

        Measured InPlace(string name, Action<float[], float[], float[]> step, int bytes)
        {
            (float[] x1, float[] m1, float[] s1) = ([.. _x], [.. _m], [.. _s]);
            step(x1, m1, s1);
            double difference = Math.Max(Largest(x, x1), Math.Max(Largest(m, m1), Largest(s, s1)));
            return new Measured(name, Time(() => step(x1, m1, s1), warmUp: 50, runs: 51), bytes, difference);
        }

        void ByCalls(float[] x1, float[] m1, float[] s1) => primitives.Step(x1, m1, s1, _g, StepNumber, _options);
    }

    private (Vec x, Vec m, Vec s) Define() => AdaBelief.Step(
        (Vec)_x, (Vec)_m, (Vec)_s, (Vec)_g, StepNumber, weightDecay: _options.WeightDecay.At(StepNumber));

    private void Kernel(float[] x, float[] m, float[] s) => AdaBelief.Step(
        x, m, s, _g, StepNumber, weightDecay: _options.WeightDecay.At(StepNumber));

    private static double Largest(Vec definition, float[] values)
    {
        double largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(values[i] - definition[i].Value));
        }

        return largest;
    }

    private static double Time(Action step, int warmUp, int runs)
    {
        for (int i = 0; i < warmUp; i++)
        {
            step();
        }

        double[] times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }

    /// <summary>Normally distributed numbers, by Box and Muller.</summary>
    private static float[] Normal(Random random, double scale)
    {
        float[] values = new float[Length];
        for (int i = 0; i < values.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
