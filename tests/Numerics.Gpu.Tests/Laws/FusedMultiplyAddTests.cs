using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>The multiply–add that rounds once: what devices make of parts is wrong by less than a unit in the last place,
/// also where the sum takes away all but the product's last bits.</summary>
public sealed class FusedMultiplyAddTests
{
    private const int Seed = 977;
    private const int Points = 3_000;
    private const int OnceArray = 7;

    [Theory, OnEachDevice]
    public void Is_within_a_unit_in_the_last_place(AcceleratorType kind)
    {
        Check<float>(kind);
        Check<double>(kind);
    }

    private static void Check<T>(AcceleratorType kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Seed);
        T[] Draw() => [.. Enumerable.Range(0, Points).Select(_ => T.CreateTruncating((random.NextDouble() - 0.5) * 8))];
        T[] x = Draw(), y = Draw(), z = Draw();
        for (int i = 0; i < Points; i++)
        {
            // The rounded product, its neighbours, sums of it and a small number: less and less cancels.
            T product = x[i] * y[i];
            z[i] = (i % 5) switch
            {
                0 => -product,
                1 => -T.BitIncrement(product),
                2 => -T.BitDecrement(product),
                3 => T.ScaleB(z[i], -random.Next(60)) - product,
                _ => z[i],
            };
        }

        using var runner = DeviceRules.Open<T>(Arithmetic.StepDeviceRule.Instance, kind);
        T[][] arrays = [x, y, z, .. Enumerable.Range(0, 6).Select(_ => new T[Points])];
        T[] once = runner.Run(new TensorCase<T>(arrays, [], [])).Arrays[OnceArray];
        for (int i = 0; i < Points; i++)
        {
            T exact = T.FusedMultiplyAdd(x[i], y[i], z[i]);
            Assert.True(
                T.Abs(once[i] - exact) <= T.BitIncrement(T.Abs(exact)) - T.Abs(exact),
                $"{typeof(T).Name}: {x[i]:R}·{y[i]:R} + {z[i]:R} is {once[i]:R}, not {exact:R}, seed {Seed}");
        }
    }
}
