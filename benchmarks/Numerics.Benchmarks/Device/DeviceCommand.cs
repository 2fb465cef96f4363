using ILGPU;
using ILGPU.Runtime;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Measurement;
using Numerics.Gpu;

namespace Numerics.Benchmarks.Device;

/// <summary>How large the comparisons are.</summary>
/// <param name="Lengths">The elements of those on one tensor.</param>
/// <param name="Tensors">The tensors of those on many.</param>
/// <param name="TensorLength">The elements of each of them.</param>
internal sealed record DeviceSizes(IReadOnlyList<nint> Lengths, int Tensors, int TensorLength);

/// <summary>The comparisons on a device.</summary>
internal static class DeviceCommand
{
    /// <summary>Compares on the best device that ILGPU finds.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="rounds">The rounds.</param>
    /// <param name="sampleMilliseconds">About how long a contender runs in one round; each comparison's own if null.</param>
    /// <returns>The exit code: 2 where there is no device.</returns>
    internal static int Run(TextWriter output, DeviceSizes sizes, int rounds, double? sampleMilliseconds)
    {
        using Context context = Context.Create(b => b.AllAccelerators().Optimize(OptimizationLevel.O2));
        if (!GpuDevices.TryBest(context, out ILGPU.Runtime.Device? best))
        {
            output.WriteLine("There is no device to compare on. eng/opencl-device.sh makes one of the processor.");
            return 2;
        }

        using Accelerator accelerator = best.CreateAccelerator(context);
        output.WriteLine($"{accelerator.Name} ({accelerator.AcceleratorType}); CPU: {Machine.Describe(Environment.ProcessorCount)}");
        output.WriteLine();
        foreach (Comparison comparison in All(accelerator.DefaultStream, sizes))
        {
            using (comparison)
            {
                Report.Print(
                    output,
                    comparison,
                    PairedRun.Measure(comparison.Contenders, rounds, sampleMilliseconds ?? comparison.SampleMilliseconds));
            }
        }

        return 0;
    }

    private static IEnumerable<Comparison> All(AcceleratorStream stream, DeviceSizes sizes)
    {
        foreach (nint length in sizes.Lengths)
        {
            foreach (RuleOnBothSides rule in DeviceRules.All)
            {
                yield return new FlatStep(stream, rule, length);
            }
        }

        foreach (RuleOnBothSides rule in DeviceRules.All)
        {
            yield return new ManyOnDevice(stream, rule, sizes.Tensors, sizes.TensorLength);
        }
    }
}
