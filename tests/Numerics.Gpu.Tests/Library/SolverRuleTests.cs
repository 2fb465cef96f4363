using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Programs;
using Numerics.Plans;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;
using Numerics.Tests.Matrices;

namespace Numerics.Gpu.Tests.Library;

/// <summary>The library's rules over matrices and with loops, the steps of its solvers among them, on devices, beside the CPU's kernels of
/// the same plans.</summary>
public sealed class SolverRuleTests
{
    private const string Library = "Numerics.Rules.";

    /// <summary>Of each kind of step one is compiled by PoCL too.</summary>
    private static readonly string[] OnEveryDevice =
    [
        "Kaczmarz.AveragedSweep", "BlockProjection.Step", "ScalingIteration.Step", "SinkhornIteration.Step",
        "OptimisticSimplex.Step", "OnlineNewtonBox.Step", "LionKappaGroup.Step",
    ];

    /// <summary>Roundings of an element: three rounds, in each two dot products of forty terms and a dozen operations, on either side,
    /// each of which the quotients of a round may enlarge a hundredfold. Online Newton steps take more rounds, but contract: they end within
    /// 1e-14·√(Λ/λ) of where they go, some 3e-14.</summary>
    private const double Roundings = 2 * 3 * ((2 * 40) + 12) * 100;

    /// <summary>The length at which rules take another variant, where a host value chooses it.</summary>
    private const int Smaller = 7;

    /// <summary>What host values are where they may be any; so the ridge is too.</summary>
    private const double Half = 0.5;

    public static IEnumerable<object[]> Rules(AcceleratorType kind) =>
        from name in ProgramKernels.Rules.Keys.Order(StringComparer.Ordinal)
        where name.StartsWith(Library, StringComparison.Ordinal)
            && (kind == AcceleratorType.CPU || OnEveryDevice.Contains(name[Library.Length..]))
        select new object[] { name };

    [Theory, OnEachDevice(nameof(Rules))]
    public void Steps_agree_with_the_CPU(AcceleratorType kind, string name)
    {
        var device = (DeviceProgramRule)ProgramKernels.Rules[name];
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        foreach (int n in new[] { 1, Smaller, 40 })
        {
            ProgramCase<double> given = Case(device.Rule, n);
            ProgramCase<double> expected = ProgramCases.RunKernel(device.Rule, given);
            ProgramCase<double> actual = ProgramRun.Run(stream, device, [given])[0];

            // A sparse matrix of one element may be empty, and a quotient NaN; elsewhere there is something to compare.
            Assert.DoesNotContain(
                expected.Arrays.SelectMany(a => a).Concat(Numbers(device.Rule, expected)), x => n > 1 && double.IsNaN(x));
            for (int i = 0; i < expected.Arrays.Length; i++)
            {
                AssertNear(expected.Arrays[i], actual.Arrays[i], $"{device.Rule.Plans[0].Arrays[i].Name} of {n}");
            }

            AssertNear(Numbers(device.Rule, expected), Numbers(device.Rule, actual), $"numbers of {n}");
        }
    }

    /// <summary>The results that are numbers; whole numbers, which have less than a rounding between their bits, by their values.</summary>
    private static double[] Numbers(ProgramRule rule, ProgramCase<double> run) =>
        [.. rule.Plans[rule.VariantOf(run.Host)].Results.Zip(
            run.Results, (slot, value) => slot.IsInteger ? BitConverter.DoubleToInt64Bits(value) : value)];

    /// <summary>All axes have one length, so that any rule's arrays fit together.</summary>
    private static ProgramCase<double> Case(ProgramRule rule, int n)
    {
        double[] host = [.. rule.Parameters
            .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar or ParameterKind.Integer)).Select(p => HostValue(p, n))];
        ProgramPlan plan = rule.Plans[rule.VariantOf(host)];
        nint[] axes = [.. plan.IsHostAxis.Select(isHost => isHost ? 0 : (nint)n)];
        double[] numbers = [.. rule.Parameters.Where(p => p.Kind is ParameterKind.Scalar or ParameterKind.Integer).Select(_ => 0.5)];
        ProgramCase<double> made = ProgramCases.Draw<double>(rule, axes, host, numbers, n, r => (2 * r.NextDouble()) - 1);
        for (int i = 0; i < plan.Arrays.Count; i++)
        {
            Func<int, double>? element = plan.Arrays[i].Name switch
            {
                // Sinkhorn's weights, of which some are 0, and those of other rules, greatest first.
                "a" or "b" when !plan.Arrays[i].IsMatrix => k => Weight(k, n),
                "logA" or "logB" => k => Math.Log(Weight(k, n)),
                "weights" => k => 1 / (k + 1.0),
                "rates" => k => 0.1 * (k + 1),

                // A Hilbert matrix, which is positive, and the ridge.
                "metric" or "inverse" => k => (1 / (1.0 + (k / n) + (k % n))) + (k / n == k % n ? Half : 0),
                "squares" or "columnSquares" or "diagonal" or "sent" or "received" => k => 5 + (k % 3),
                "cumulative" or "columnCumulative" => k => (k + 1.0) / n,
                "keys" => k => k % 3,
                "signs" => k => 1 - (2 * (k % 2)),
                "plan" or "v" or "p" or "r" or "k" => k => 0.5 + (k % 5),
                _ => null,
            };
            made.Arrays[i] = element is null ? made.Arrays[i] : [.. Enumerable.Range(0, made.Arrays[i].Length).Select(element)];
        }

        return made;
    }

    /// <summary>Weights whose sum is 1 where the length is a multiple of four; each fourth is 0.</summary>
    private static double Weight(int k, int n) => ((k + 1) % 4) / (1.5 * n);

    private static double HostValue(RuleParameter parameter, int n) => (parameter.Kind, parameter.Name) switch
    {
        (ParameterKind.ULong, _) => BitConverter.UInt64BitsToDouble(0xBEEF),
        (ParameterKind.Long, _) => BitConverter.Int64BitsToDouble(5),
        (ParameterKind.Double, "lower" or "beta2Decay") => -0.5,
        (ParameterKind.Double, "relaxation") => 1.25,
        (ParameterKind.Double, "strength") => n == Smaller ? double.PositiveInfinity : Half,
        (ParameterKind.Double, _) => Half,
        (ParameterKind.Enum, "optimism") => (double)(n == Smaller ? Optimism.LastGradient : Optimism.RunningMean),
        (_, "kept") => 1 + (n * n / 3),
        (_, "capacity") => n * n,
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
