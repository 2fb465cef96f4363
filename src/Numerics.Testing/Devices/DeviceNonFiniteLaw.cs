using System.Numerics;

namespace Numerics.Testing;

/// <summary>Each special number in each array: beside one another in an elementwise rule, each alone where all elements hang
/// on one another.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceNonFiniteLaw<T>(ILawDevice device, LawSettings settings)
    : DeviceLaw<T>(device, settings, nameof(DeviceLaws.NonFiniteNumbersPropagate))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LengthOfReducing = 5;

    private static readonly T[] Specials =
    [
        T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon, T.Zero, T.NegativeZero,
        Greatest, -Greatest, LeastNormal, T.BitDecrement(LeastNormal),
    ];

    private static readonly T[] FewSpecials = [T.NaN, T.PositiveInfinity, -Greatest];

    private static T Greatest => T.BitDecrement(T.PositiveInfinity);

    private static T LeastNormal => T.CreateTruncating(FloatFormat.Of<T>().LeastNormal);

    public override void Check()
    {
        CaseSource<T> source = DeviceSource("special numbers");
        T[] specials = Device.IsSimulation && IsReducing ? FewSpecials : Specials;
        int all = Arrays.Count * specials.Length;
        (int cases, int length, int each) = IsReducing ? (all, LengthOfReducing, 1) : (1, all, all);
        for (int i = 0; i < cases; i++)
        {
            TensorCase<T> before = source.Draw(InputProfile.Ordinary, length, source.DrawHost(useDefaults: true));
            for (int k = 0; k < each; k++)
            {
                before.Arrays[(i + k) / specials.Length][(i + k) % length] = specials[(i + k) % specials.Length];
            }

            Compare(before, "special numbers", i % 4);
        }
    }
}
