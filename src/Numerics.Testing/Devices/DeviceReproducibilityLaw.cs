using System.Numerics;

namespace Numerics.Testing;

/// <summary>The same bits on each run, reductions over several chunks too, and in any queue.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceReproducibilityLaw<T>(ILawDevice device, LawSettings settings)
    : DeviceLaw<T>(device, settings, nameof(DeviceLaws.ResultsAreReproducible))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Runs = 2;

    public override void Check()
    {
        int length = !Device.IsSimulation ? (3 * Device.ChunkLength) + 17 : IsReducing ? Device.ChunkLength + 9 : 41;
        CaseSource<T> source = DeviceSource("reproducibility");
        for (int i = 0; i < Settings.Times(1); i++)
        {
            Check(source.Draw(InputProfile.Ordinary, length));
        }
    }

    private void Check(TensorCase<T> before)
    {
        TensorCase<T>? first = null;
        for (int queue = 0; queue < Runs; queue++)
        {
            using var runner = new DeviceRunner<T>(Device);
            for (int run = 0; run < Runs; run++)
            {
                TensorCase<T> after = Run(runner, before, [1]);
                if (Difference([before], [first ??= after], [after]) is { } difference)
                {
                    throw Violation($"on {Device.Name}, run {run + 1} in queue {queue + 1}: {difference}");
                }
            }
        }
    }
}
