using System.Diagnostics;
using ILGPU.Runtime;
using Numerics.Gpu;
using Quickstart;

namespace GpuSample;

/// <summary>One step of AdaBelief on a long array.</summary>
/// <param name="CpuMilliseconds">The median time of the CPU's kernel.</param>
/// <param name="DeviceMilliseconds">The median time of the device's kernel, launch included, arrays on the device.</param>
/// <param name="Bytes">Bytes that a step reads and writes.</param>
/// <param name="LargestDifference">The largest difference between the two in any element of x, m or s, after one step from
/// the same values.</param>
internal sealed record OneStepResult(double CpuMilliseconds, double DeviceMilliseconds, long Bytes, double LargestDifference);

/// <summary>The same step on the CPU and on a device.</summary>
/// <param name="length">The elements.</param>
internal sealed class OneStep(int length)
{
    private const int StepNumber = 10;
    private const int Seed = 1;
    private const int WarmUps = 10;
    private const int Runs = 21;
    private const float Spread = 0.1f;

    /// <summary>Measures both.</summary>
    public OneStepResult Compare(AcceleratorStream stream)
    {
        var random = new Random(Seed);
        float[] x = Draw(random), m = Draw(random), s = [.. Draw(random).Select(v => v * v)], g = Draw(random);
        using var onDevice = new DeviceTensors<float>(stream, [x, m, s, g]);
        StepOnCpu();
        StepOnDevice();
        double difference = LargestDifference();
        return new OneStepResult(
            Median(StepOnCpu),
            Median(StepOnDevice),
            AdaBelief.StepRule.Instance.Plans[0].BytesPerElement(sizeof(float)) * (long)length,
            difference);

        void StepOnCpu() => AdaBelief.Step(x, m, s, g, StepNumber);

        void StepOnDevice()
        {
            AdaBelief.Step(stream, onDevice[0], onDevice[1], onDevice[2], onDevice[3], StepNumber);
            stream.Synchronize();
        }

        double LargestDifference()
        {
            float[] x1 = new float[length], m1 = new float[length], s1 = new float[length], g1 = new float[length];
            onDevice.CopyTo(stream, [x1, m1, s1, g1]);
            return Math.Max(Difference.Largest(x, x1), Math.Max(Difference.Largest(m, m1), Difference.Largest(s, s1)));
        }
    }

    private float[] Draw(Random random) => [.. Enumerable.Range(0, length).Select(_ => Spread * (random.NextSingle() - 0.5f))];

    private static double Median(Action step)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            step();
        }

        double[] times = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Runs / 2];
    }
}

/// <summary>How far arrays are apart.</summary>
internal static class Difference
{
    /// <summary>The largest difference of two elements.</summary>
    public static double Largest(float[] left, float[] right) =>
        left.Zip(right, (a, b) => Math.Abs((double)a - b)).Max();
}
