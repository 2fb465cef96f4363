using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Runtime;
using Numerics.Testing;
using Numerics.Tests.Matrices;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>Rules over matrices and with loops agree with their definition on devices.</summary>
public sealed class ProgramTests
{
    /// <summary>Of the shapes of the CPU's tests so many are run: compiled code is the same for all, and the simulation is slow.</summary>
    private const int EachShape = 11;

    public static IEnumerable<object[]> Cases() =>
        from kind in DeviceCatalogue.Available
        from rule in MatrixRuleCases.Rules()
        select new object[] { kind, ((ProgramRule)rule[0]).Name };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Devices_agree_with_the_definition(AcceleratorType kind, string name)
    {
        object[] drawn = MatrixRuleCases.Rules().Single(r => ((ProgramRule)r[0]).Name == name);
        (ProgramRule rule, int axes, bool hasPoints) = ((ProgramRule)drawn[0], (int)drawn[1], (bool)drawn[4]);
        var host = (Func<nint[], double[]>)drawn[2];
        var scalars = (Func<nint[], double[]>)drawn[3];
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        foreach (nint[] lengths in MatrixRuleCases.Shapes(axes).Where((_, i) => i % EachShape == 3))
        {
            ProgramCase<double> wide = ProgramCases.Draw<double>(
                rule, lengths, host(lengths), scalars(lengths), 3, r => r.Next(-8, 9) / 4.0);
            MatrixRuleCases.AssertNear(
                rule, lengths, ProgramCases.Define(rule, wide, hasPoints), ProgramRun.Run(stream, rule, wide),
                MatrixRuleCases.DoubleRounding);
            ProgramCase<float> single = ProgramCases.Draw<float>(
                rule, lengths, host(lengths), scalars(lengths), 3, r => r.Next(-8, 9) / 4.0);
            MatrixRuleCases.AssertNear(
                rule, lengths, ProgramCases.Define(rule, single, hasPoints), ProgramRun.Run(stream, rule, single),
                MatrixRuleCases.SingleRounding);
        }
    }
}
