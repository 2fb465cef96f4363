using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Every rule's kernels give the same bits on each run, reductions over several chunks too, and on any stream.</summary>
public sealed class ReproducibilityTests
{
    private const int Runs = 2;

    public static IEnumerable<string> Rules => DeviceRules.Names;

    [Theory, OnEachDevice(nameof(Rules))]
    public void Runs_give_the_same_bits(AcceleratorType kind, string rule)
    {
        Check<float>(DeviceRules.Get(rule), DeviceCatalogue.Get(kind));
        Check<double>(DeviceRules.Get(rule), DeviceCatalogue.Get(kind));
    }

    private static void Check<T>(DeviceRule rule, Accelerator accelerator)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isReducing = rule.Rule.Plans.Any(p => p.Reductions > 0);
        int length = accelerator.AcceleratorType != AcceleratorType.CPU ? (3 * DeviceBlock.LeastChunk) + 17
            : isReducing ? DeviceBlock.LeastChunk + 9 : 41;
        var source = new CaseSource<T>(rule.Rule, StableSeed.Of(rule.Rule.Name, typeof(T).Name, "reproducibility"));
        TensorCase<T> before = source.Draw(InputProfile.Ordinary, length);
        TensorCase<T>? first = null;
        for (int stream = 0; stream < Runs; stream++)
        {
            using var runner = new DeviceRunner<T>(rule, accelerator);
            for (int run = 0; run < Runs; run++)
            {
                TensorCase<T> after = runner.Run(before, 1);
                string? difference = LawText.Difference(
                    rule.Rule.Plans[rule.Rule.VariantOf(before.Host)], before, first ??= after, after);
                Assert.True(
                    difference is null,
                    $"{rule.Rule.Name}, {typeof(T).Name}, seed {source.Seed}, {length} elements: {difference}");
            }
        }
    }
}
