using System.Numerics;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Tests.Matrices;

/// <summary>Kernels of rules over matrices equal the interpreter of their plan to the bit, and the definition within rounding.</summary>
public class MatrixRuleTests
{
    /// <summary>Rules of the library, whose agreement with the definition is tested with arguments that they are made for.</summary>
    public static IEnumerable<object[]> LibraryRules()
    {
        double[] None(nint[] axes) => [];
        double[] Balanced(nint[] axes) => [0.5, double.PositiveInfinity, 1];
        double[] Unbalanced(nint[] axes) => [0.5, 2, 1.5];
        yield return [SinkhornIteration.StepRule.Instance, 2, (Func<nint[], double[]>)Balanced, (Func<nint[], double[]>)None, false];
        yield return [SinkhornIteration.StepRule.Instance, 2, (Func<nint[], double[]>)Unbalanced, (Func<nint[], double[]>)None, false];
        yield return [
            SinkhornIteration.StepOnPointsRule.Instance, 3, (Func<nint[], double[]>)Balanced, (Func<nint[], double[]>)None, true];
        yield return [Sinkhorn.StepRule.Instance, 2, (Func<nint[], double[]>)(_ => [0.5]), (Func<nint[], double[]>)None, false];
    }

    [Theory]
    [MemberData(nameof(MatrixRuleCases.Rules), MemberType = typeof(MatrixRuleCases))]
    [MemberData(nameof(MatrixRuleCases.SparseRules), MemberType = typeof(MatrixRuleCases))]
    [MemberData(nameof(LibraryRules))]
    public void Kernels_equal_the_interpreter_to_the_bit(
        ProgramRule rule, int axes, Func<nint[], double[]> host, Func<nint[], double[]> scalars, bool hasPoints)
    {
        _ = hasPoints;
        foreach (nint[] lengths in MatrixRuleCases.Shapes(axes))
        {
            foreach (KernelContext context in Contexts())
            {
                ContractionClass contraction = context.Contraction == Contraction.Fused
                    ? ContractionClass.Fused : ContractionClass.Separate;
                using (KernelContext.Use(context))
                {
                    ProgramCase<float> single = ProgramCases.Draw<float>(rule, lengths, host(lengths), scalars(lengths), 1, Normal);
                    AssertSame(ProgramCases.Interpret(rule, single, contraction), ProgramCases.RunKernel(rule, single), rule, lengths);
                    ProgramCase<double> wide = ProgramCases.Draw<double>(rule, lengths, host(lengths), scalars(lengths), 2, Normal);
                    AssertSame(ProgramCases.Interpret(rule, wide, contraction), ProgramCases.RunKernel(rule, wide), rule, lengths);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(MatrixRuleCases.Rules), MemberType = typeof(MatrixRuleCases))]
    [MemberData(nameof(MatrixRuleCases.SparseRules), MemberType = typeof(MatrixRuleCases))]
    [MemberData(nameof(LibraryRules))]
    public void Special_numbers_go_where_the_interpreter_sends_them(
        ProgramRule rule, int axes, Func<nint[], double[]> host, Func<nint[], double[]> scalars, bool hasPoints)
    {
        _ = hasPoints;
        foreach (nint[] lengths in MatrixRuleCases.Shapes(axes).Where((_, i) => i % 5 == 2))
        {
            for (int seed = 0; seed < 3; seed++)
            {
                ProgramCase<float> single = ProgramCases.Draw<float>(rule, lengths, host(lengths), scalars(lengths), seed, Special);
                AssertSame(ProgramCases.Interpret(rule, single, Class), ProgramCases.RunKernel(rule, single), rule, lengths);
                ProgramCase<double> wide = ProgramCases.Draw<double>(rule, lengths, host(lengths), scalars(lengths), seed, Special);
                AssertSame(ProgramCases.Interpret(rule, wide, Class), ProgramCases.RunKernel(rule, wide), rule, lengths);
            }
        }
    }

    private static ContractionClass Class => KernelContext.Default.Contraction == Contraction.Fused
        ? ContractionClass.Fused : ContractionClass.Separate;

    /// <summary>Mostly ordinary numbers, so that whole rows stay finite too.</summary>
    private static double Special(Random random) => random.Next(40) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => -0.0,
        4 => 1e-42,
        5 => 3e38,
        _ => Normal(random),
    };

    [Theory]
    [MemberData(nameof(MatrixRuleCases.Rules), MemberType = typeof(MatrixRuleCases))]
    [MemberData(nameof(MatrixRuleCases.SparseRules), MemberType = typeof(MatrixRuleCases))]
    public void Kernels_agree_with_the_definition(
        ProgramRule rule, int axes, Func<nint[], double[]> host, Func<nint[], double[]> scalars, bool hasPoints)
    {
        foreach (nint[] lengths in MatrixRuleCases.Shapes(axes))
        {
            // Whole numbers in a small range: sums and products of them are exact in double, and what rounds, rounds but a little.
            ProgramCase<double> of = ProgramCases.Draw<double>(
                rule, lengths, host(lengths), scalars(lengths), 3, r => r.Next(-8, 9) / 4.0);
            List<double[]> defined = ProgramCases.Define(rule, of, hasPoints);
            ProgramCase<double> run = ProgramCases.RunKernel(rule, of);
            MatrixRuleCases.AssertNear(rule, lengths, defined, run, MatrixRuleCases.DoubleRounding);
        }
    }

    private static void AssertSame<T>(ProgramCase<T> expected, ProgramCase<T> actual, ProgramRule rule, nint[] lengths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int a = 0; a < expected.Arrays.Length; a++)
        {
            for (int i = 0; i < expected.Arrays[a].Length; i++)
            {
                (T x, T y) = (expected.Arrays[a][i], actual.Arrays[a][i]);
                Assert.True(
                    x.Equals(y) && T.IsNegative(x) == T.IsNegative(y) || T.IsNaN(x) && T.IsNaN(y),
                    $"{rule.Name} [{string.Join("×", lengths)}] array {a} element {i}: {y} for {x}");
            }
        }

        Assert.Equal(expected.Results, actual.Results);
    }

    private static double Normal(Random random) => random.NextDouble() * 4 - 2;

    private static IEnumerable<KernelContext> Contexts() =>
        new[] { LaneKind.Fused1, LaneKind.Fused256, LaneKind.Separate128, KernelContext.Default.Lanes }.Distinct()
            .Select((lanes, i) => KernelContext.Default with { Lanes = lanes, Threads = 1 + (i % 3), ParallelThreshold = i % 2 * 64 * 1024 });
}
