using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Reductions on devices: as near to the CPU's as the two orders of summing allow, and NaN wherever a NaN is.</summary>
public sealed class ReductionTests
{
    private const int Seed = 20_231;

    private static readonly int[] FewLengths = [0, 1, 255, 256, 257, DeviceBlock.LeastChunk + 1];
    private static readonly int[] FewNaNLengths = [257];
    private static readonly int[] NaNLengths = [.. FewNaNLengths, (3 * DeviceBlock.LeastChunk) + 17];
    private static readonly int[] Lengths = [.. FewLengths, (3 * DeviceBlock.LeastChunk) + 17, 150_001];

    [Theory, OnEachDevice]
    public void Sums_are_those_of_the_CPU_but_for_their_order(AcceleratorType kind)
    {
        CheckSums<float>(kind);
        CheckSums<double>(kind);
    }

    [Theory, OnEachDevice]
    public void Extremes_are_those_of_the_CPU(AcceleratorType kind)
    {
        CheckExtremes<float>(kind);
        CheckExtremes<double>(kind);
    }

    [Theory, OnEachDevice]
    public void A_NaN_anywhere_makes_every_reduction_NaN(AcceleratorType kind)
    {
        CheckNaN<float>(kind);
        CheckNaN<double>(kind);
    }

    /// <summary>Each side's sum is within γ(n)·Σ|x| of the exact one, whatever its order: γ(n) = n·u/(1 − n·u), u = 2⁻⁵³.</summary>
    private static void CheckSums<T>(AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var device = DeviceRules.Open<T>(SumOnly.StepDeviceRule.Instance, kind);
        foreach (int length in LengthsOn(kind))
        {
            TensorCase<T> before = Draw<T>(length, arrays: 1);
            double onDevice = device.Run(before, 1).Results[0];
            double chain = length * FloatFormat.DoubleRoundoff;
            double bound = 2 * chain / (1 - chain) * before.Arrays[0].Sum(x => Math.Abs(double.CreateTruncating(x)));
            double onCpu = OnCpu(SumOnly.StepRule.Instance, before).Results[0];
            Assert.True(
                Math.Abs(onDevice - onCpu) <= bound,
                $"{typeof(T).Name}, {length} elements, seed {Seed}: {onDevice:R}, CPU {onCpu:R}, allowed {bound:R}");
        }
    }

    private static void CheckExtremes<T>(AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var device = DeviceRules.Open<T>(Extrema.StepDeviceRule.Instance, kind);
        foreach (int length in LengthsOn(kind))
        {
            TensorCase<T> before = Draw<T>(length, arrays: 2);
            Assert.Equal(OnCpu(Extrema.StepRule.Instance, before).Results, device.Run(before).Results);
        }
    }

    private static void CheckNaN<T>(AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var sums = DeviceRules.Open<T>(Sums.StepDeviceRule.Instance, kind);
        using var extremes = DeviceRules.Open<T>(Extrema.StepDeviceRule.Instance, kind);
        foreach (int length in kind == AcceleratorType.CPU ? FewNaNLengths : NaNLengths)
        {
            foreach (int place in new[] { 0, length / 2, length - 1 })
            {
                TensorCase<T> before = Draw<T>(length, arrays: 2);
                before.Arrays[0][place] = T.NaN;
                before.Arrays[1][place] = T.NaN;
                string where = $"{typeof(T).Name}, NaN at {place} of {length}";

                // The last of the sums counts x < y, which no NaN is.
                Assert.True(sums.Run(before).Results[..^1].All(double.IsNaN), where);
                Assert.True(extremes.Run(before).Results.All(double.IsNaN), where);
            }
        }
    }

    private static int[] LengthsOn(AcceleratorType kind) => kind == AcceleratorType.CPU ? FewLengths : Lengths;

    private static TensorCase<T> OnCpu<T>(Runtime.UpdateRule rule, TensorCase<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorCase<T> after = before.Copy();
        PlanInterpreter.Run(rule, 0, ContractionClass.Fused, after);
        return after;
    }

    private static TensorCase<T> Draw<T>(int length, int arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(new InputSource<T>(new Random(Seed + length)).Arrays(InputProfile.Ordinary, length, new bool[arrays]), [], []);
}
