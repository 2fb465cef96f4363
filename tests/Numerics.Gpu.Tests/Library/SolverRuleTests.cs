using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Programs;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Testing;
using Numerics.Tests.Matrices;

namespace Numerics.Gpu.Tests.Library;

/// <summary>The steps of the library's solvers on devices, beside the CPU's kernels of the same plans.</summary>
public sealed class SolverRuleTests
{
    private static readonly string[] Types =
        ["BlockProjection", "CoordinateDescent", "ExactAugmentedLagrangian", "GaussianKaczmarz", "Kaczmarz", "LinearResidual", "ScalingIteration"];

    /// <summary>Of each kind of step one is compiled by PoCL too.</summary>
    private static readonly string[] OnEveryDevice =
        ["Numerics.Rules.Kaczmarz.AveragedSweep", "Numerics.Rules.BlockProjection.Step", "Numerics.Rules.ScalingIteration.Step"];

    /// <summary>Roundings of an element: three rounds, in each two dot products of forty terms and a dozen operations, on either side,
    /// each of which the quotients of a round may enlarge a hundredfold.</summary>
    private const double Roundings = 2 * 3 * ((2 * 40) + 12) * 100;

    public static IEnumerable<object[]> Rules(AcceleratorType kind) =>
        from name in ProgramKernels.Rules.Keys.Order(StringComparer.Ordinal)
        where Types.Any(t => name.StartsWith($"Numerics.Rules.{t}.", StringComparison.Ordinal))
            && (kind == AcceleratorType.CPU || OnEveryDevice.Contains(name))
        select new object[] { name };

    [Theory, OnEachDevice(nameof(Rules))]
    public void Steps_agree_with_the_CPU(AcceleratorType kind, string name)
    {
        var device = (DeviceProgramRule)ProgramKernels.Rules[name];
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        foreach (int n in new[] { 1, 7, 40 })
        {
            ProgramCase<double> given = Case(device.Rule, n);
            ProgramCase<double> expected = ProgramCases.RunKernel(device.Rule, given);
            ProgramCase<double> actual = ProgramRun.Run(stream, device, [given])[0];
            for (int i = 0; i < expected.Arrays.Length; i++)
            {
                AssertNear(expected.Arrays[i], actual.Arrays[i], $"{device.Rule.Plans[0].Arrays[i].Name} of {n}");
            }

            AssertNear(expected.Results, actual.Results, $"numbers of {n}");
        }
    }

    /// <summary>All axes have one length, so that any rule's arrays fit together.</summary>
    private static ProgramCase<double> Case(ProgramRule rule, int n)
    {
        double[] host = [.. rule.Parameters
            .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar or ParameterKind.Integer)).Select(HostValue)];
        ProgramPlan plan = rule.Plans[rule.VariantOf(host)];
        nint[] axes = [.. plan.IsHostAxis.Select(isHost => isHost ? 0 : (nint)n)];
        double[] numbers = [.. rule.Parameters.Where(p => p.Kind is ParameterKind.Scalar or ParameterKind.Integer).Select(_ => 0.5)];
        ProgramCase<double> made = ProgramCases.Draw<double>(rule, axes, host, numbers, n, r => (2 * r.NextDouble()) - 1);
        for (int i = 0; i < plan.Arrays.Count; i++)
        {
            Func<int, double>? element = plan.Arrays[i].Name switch
            {
                "squares" or "columnSquares" or "diagonal" => k => 5 + (k % 3),
                "cumulative" or "columnCumulative" => k => (k + 1.0) / n,
                "keys" => k => k % 3,
                "signs" => k => 1 - (2 * (k % 2)),
                "plan" or "v" => k => 0.5 + (k % 5),
                _ => null,
            };
            made.Arrays[i] = element is null ? made.Arrays[i] : [.. Enumerable.Range(0, made.Arrays[i].Length).Select(element)];
        }

        return made;
    }

    private static double HostValue(RuleParameter parameter) => (parameter.Kind, parameter.Name) switch
    {
        (ParameterKind.ULong, _) => BitConverter.UInt64BitsToDouble(0xBEEF),
        (ParameterKind.Long, _) => BitConverter.Int64BitsToDouble(5),
        (ParameterKind.Double, _) => 0.5,
        (_, "depth") => 6,
        _ => 3,
    };

    private static void AssertNear(double[] expected, double[] actual, string what)
    {
        double bound = Roundings * (1 + expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max()) / (1L << 53);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= bound,
                $"{what}: [{i}] is {actual[i]}, not {expected[i]} within {bound}");
        }
    }
}
