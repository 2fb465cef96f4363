using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Programs;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Library;

/// <summary>The library's rules over matrices and with loops agree with their definitions on devices, in float.</summary>
public sealed class SingleLibraryProgramTests
{
    [Theory, MemberData(nameof(LibraryPrograms.Cases), MemberType = typeof(LibraryPrograms))]
    public void Kernels_agree_with_the_definition(AcceleratorType kind, string rule) => LibraryPrograms.Check<float>(kind, rule);
}

/// <summary>The same in double.</summary>
public sealed class DoubleLibraryProgramTests
{
    [Theory, MemberData(nameof(LibraryPrograms.Cases), MemberType = typeof(LibraryPrograms))]
    public void Kernels_agree_with_the_definition(AcceleratorType kind, string rule) => LibraryPrograms.Check<double>(kind, rule);
}

/// <summary>The library's programs with kernels for devices, and how they are judged.</summary>
public static class LibraryPrograms
{
    /// <summary>Lengths of the axes that arrays fix: rows and columns below a group's threads, one of each, and beyond them.</summary>
    private static readonly int[][] Shapes = [[5, 7, 3, 7], [1, 1, 1, 1], [17, 4, 2, 4], [3, 20, 2, 20]];

    public static IEnumerable<object[]> Cases() =>
        from kind in DeviceCatalogue.Available
        from rule in ProgramKernels.Rules
        where rule.Value is DeviceProgramRule && rule.Value.GetType().Assembly == typeof(DeviceProgramRule).Assembly
        orderby rule.Key
        select new object[] { kind, rule.Key };

    /// <summary>Cases of ordinary numbers: what a device makes of each is within the bound that roundings give.</summary>
    public static void Check<T>(AcceleratorType kind, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var device = (DeviceProgramRule)ProgramKernels.Rules[name];
        var source = new ProgramSource<T>(new ProgramSubject(device.Rule, _ => { }), seed: 1);
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        for (int i = 0; i < Shapes.Length; i++)
        {
            ProgramCase<T> before = source.Draw(InputProfile.Ordinary, Shapes[i], useDefaults: i % 2 == 0);
            if (IsRefused(device.Rule, before))
            {
                continue;
            }

            ProgramCase<T> after = ProgramRun.Run(stream, device, [before])[0];

            // Whether a device contracts is its compiler's choice; the bound has room for either.
            DefinitionComparison found = ProgramOracle.Compare(device.Rule, ContractionClass.Fused, before, after);
            Assert.True(
                found.Failures.Count == 0,
                $"[{string.Join("×", before.Axes)}] ({string.Join(", ", before.Host)}): {string.Join("; ", found.Failures)}");
        }
    }

    /// <summary>Whether the CPU refuses a case: a place that is not there, which a device cannot refuse.</summary>
    private static bool IsRefused<T>(ProgramRule rule, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            ProgramInterpreter.Run(rule, ContractionClass.Fused, of.Copy());
            return false;
        }
        catch (Exception refusal) when (refusal is ArgumentException or ArithmeticException)
        {
            return true;
        }
    }
}
