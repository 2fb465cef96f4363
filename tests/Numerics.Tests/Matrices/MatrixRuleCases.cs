using System.Numerics;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Tests.Matrices;

/// <summary>The rules over matrices that every way of running them is tested with, the shapes, and what is near.</summary>
public static class MatrixRuleCases
{
    /// <summary>One axis for rows and columns alike: small sizes only.</summary>
    private const int Square = -1;

    /// <summary>Rows that are chosen by number: the columns, the rows, and two lines with a value for each row; none is empty.</summary>
    public const int Indexed = 4;

    /// <summary>A line of groups of six.</summary>
    private const int Grouped = 8;

    /// <summary>No axis is empty: rows and columns of a sparse matrix, or of one that is compacted.</summary>
    public const int Sparse = 9;

    /// <summary>The rules with the number of axes that arrays fix, host values (of axes), and whether matrices are points.</summary>
    public static IEnumerable<object[]> Rules()
    {
        double[] None(nint[] axes) => [];
        yield return [LeastSquares.StepRule.Instance, 2, (Func<nint[], double[]>)(_ => [1e-3, 0.1]), (Func<nint[], double[]>)None, false];
        yield return [SoftMaxOfRows.ApplyRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [SoftMaxOfColumns.ApplyRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [SoftMaxOfAll.ApplyRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [PlacesOfAll.FindRule.Instance, Sparse, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [TurnedLines.ApplyRule.Instance, Square, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [TwoSoftSums.ApplyRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [SoftMaxTransposed.ApplyRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Affinity.SumsRule.Instance, 3, (Func<nint[], double[]>)(_ => [2.0]), (Func<nint[], double[]>)None, true];
        yield return [Simplex.ProjectRule.Instance, 1, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Sketch.CountRule.Instance, 2, (Func<nint[], double[]>)(_ => [5]), (Func<nint[], double[]>)None, false];
        yield return [TopK.KeepRule.Instance, 1, (Func<nint[], double[]>)(a => [Math.Max(1, a[0] / 3)]), (Func<nint[], double[]>)None, false];
        yield return [RankOne.ApplyRule.Instance, 2, (Func<nint[], double[]>)(_ => [0.5]), (Func<nint[], double[]>)None, false];
        yield return [Gram.StepRule.Instance, 3, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Swap.StepRule.Instance, 1, (Func<nint[], double[]>)(_ => [1e-3]), (Func<nint[], double[]>)None, false];
        yield return [Symmetric.PartRule.Instance, Square, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Kaczmarz.SweepRule.Instance, Indexed, (Func<nint[], double[]>)(_ => [BitConverter.Int64BitsToDouble(2)]), (Func<nint[], double[]>)None, false];
        yield return [RandomKaczmarz.SweepRule.Instance, Indexed, (Func<nint[], double[]>)(_ => [BitConverter.UInt64BitsToDouble(0xBEEFUL), BitConverter.Int64BitsToDouble(5)]), (Func<nint[], double[]>)None, false];
        yield return [Power.IterateRule.Instance, Square, (Func<nint[], double[]>)(_ => [3]), (Func<nint[], double[]>)(a => [BitConverter.Int64BitsToDouble(a[0] - 1)]), false];
        yield return [Nested.StepRule.Instance, 1, (Func<nint[], double[]>)(_ => [0.25]), (Func<nint[], double[]>)None, false];
        yield return [NestedSteps.StepRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Fallback.SumsRule.Instance, 2, (Func<nint[], double[]>)(_ => [1.5]), (Func<nint[], double[]>)None, false];
        yield return [ColumnPositions.OfRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [Noise.AddRule.Instance, 3, (Func<nint[], double[]>)(_ => [BitConverter.UInt64BitsToDouble(0xF00DUL), BitConverter.Int64BitsToDouble(11)]), (Func<nint[], double[]>)None, false];
        yield return [Blockwise.StepRule.Instance, Grouped, (Func<nint[], double[]>)(_ => [6, 0.25]), (Func<nint[], double[]>)None, false];
        yield return [Regrouped.OfRule.Instance, Grouped, (Func<nint[], double[]>)(_ => [5]), (Func<nint[], double[]>)None, false];
        yield return [Smoothed.StepRule.Instance, Grouped, (Func<nint[], double[]>)(_ => [3]), (Func<nint[], double[]>)None, false];
        yield return [RowSketch.CountRule.Instance, 2, (Func<nint[], double[]>)(_ => [4]), (Func<nint[], double[]>)None, false];
        yield return [OtherSides.OfRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
        yield return [OtherPairs.SumsRule.Instance, 3, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, true];
        yield return [Damped.StepRule.Instance, 1, (Func<nint[], double[]>)(_ => [0.5]), (Func<nint[], double[]>)(_ => [2.0]), false];
        yield return [Grown.StepRule.Instance, 1, (Func<nint[], double[]>)(_ => [0.25]), (Func<nint[], double[]>)None, false];
        yield return [Extremes.OfRule.Instance, 2, (Func<nint[], double[]>)None, (Func<nint[], double[]>)None, false];
    }

    /// <summary>Rules over sparse matrices, and such as make them.</summary>
    public static IEnumerable<object[]> SparseRules()
    {
        (int indexed, int sparse) = (Indexed, Sparse);
        double[] None(nint[] axes) => [];
        double[] Last(nint[] axes) => [BitConverter.Int64BitsToDouble(axes[1] - 1)];
        double[] Round(nint[] axes) => [BitConverter.Int64BitsToDouble(2)];
        double[] Half(nint[] axes) => [0.5];
        double[] Steps(nint[] axes) => [1e-3, 0.1];
        double[] Newton(nint[] a) => [0.25, 1 + (a[0] * a[1] / 3), a[0] * a[1], 3];
        double[] Quarter(nint[] a) => [1 + (a[0] * a[1] / 4)];
        Func<nint[], double[]> none = None;
        yield return [SparseLeastSquares.StepRule.Instance, 2, (Func<nint[], double[]>)Steps, none, false];
        yield return [SparseKaczmarz.SweepRule.Instance, indexed, (Func<nint[], double[]>)Round, none, false];
        yield return [SparseRows.StepRule.Instance, sparse, (Func<nint[], double[]>)Half, (Func<nint[], double[]>)Last, false];
        yield return [SparseSwap.StepRule.Instance, sparse, (Func<nint[], double[]>)Half, none, false];
        yield return [SparseNewton.DirectionRule.Instance, sparse, (Func<nint[], double[]>)Newton, none, false];
        yield return [Compactions.OfRule.Instance, sparse, (Func<nint[], double[]>)Quarter, none, false];
    }

    /// <summary>Results of the definition in the rule's order, against arrays and numbers of a run.</summary>
    public static void AssertNear<T>(
        ProgramRule rule, nint[] lengths, List<double[]> defined, ProgramCase<T> run, double rounding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Plans.ProgramPlan plan = rule.Plans[rule.VariantOf(run.Host)];
        int number = 0;
        int destination = plan.Arrays.Count(a => a.Use != Plans.ArrayUse.Write);
        var names = new Queue<string?>(ResultNames(rule));
        foreach (double[] expected in defined)
        {
            string? name = names.Dequeue();
            int index = name is null ? -1 : plan.Arrays.ToList().FindIndex(a => a.Name == name && a.Use != Plans.ArrayUse.Read);
            bool isNumber = plan.Results.Any(r => r.Name == name && name is not null);
            double[] Wide(T[] values) => [.. values.Select(double.CreateTruncating)];
            double[] actual = isNumber
                ? [Number(plan.Results[number].IsInteger, run.Results[number++])]
                : Wide(index >= 0 ? run.Arrays[index] : run.Arrays[destination++]);
            Assert.Equal(expected.Length, actual.Length);
            if (rounding == SingleRounding && expected.Any(x => Math.Abs(x) > float.MaxValue))
            {
                // What leaves the element's range is not the definition's any more.
                continue;
            }

            double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() + 1;
            for (int i = 0; i < expected.Length; i++)
            {
                bool isNear = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= RelativeTolerance * rounding * scale;
                Assert.True(isNear, $"{rule.Name} [{string.Join("×", lengths)}] {name}[{i}]: {actual[i]} for {expected[i]}");
            }
        }
    }

    /// <summary>A result's chain of roundings, each relative to the greatest element: a hundred rounds of a loop at most
    /// (Simplex, as it is limited), in each a reduction (4096/16 additions to a lane, 4 to fold lanes, 2 levels of blocks) and some 20
    /// operations, on either side.</summary>
    private const double RelativeTolerance = 2 * MostRounds * (RoundingsOfAReduction + Operations);
    private const double MostRounds = 100;
    private const double RoundingsOfAReduction = 256 + 4 + 2;
    private const double Operations = 20;

    /// <summary>The relative error of a rounding in double.</summary>
    public const double DoubleRounding = 1.0 / (1L << 53);

    /// <summary>The relative error of a rounding in float.</summary>
    public const double SingleRounding = 1.0 / (1L << 24);

    private static double Number(bool isInteger, double slot) => isInteger ? BitConverter.DoubleToInt64Bits(slot) : slot;

    private static IEnumerable<string?> ResultNames(ProgramRule rule)
    {
        Type type = rule.GetType().DeclaringType!;
        string method = rule.GetType().Name[..^"Rule".Length];
        System.Reflection.MethodInfo definition = type.GetMethods()
            .First(m => m.Name == method && m.GetCustomAttributes(typeof(UpdateRuleAttribute), false).Length > 0);
        var names = definition.ReturnParameter.GetCustomAttributes(false)
            .OfType<System.Runtime.CompilerServices.TupleElementNamesAttribute>().FirstOrDefault();
        object? updated = definition.ReturnParameter.CustomAttributes
            .FirstOrDefault(a => a.AttributeType == typeof(UpdatesAttribute))?.ConstructorArguments[0].Value;
        return names?.TransformNames ?? [updated as string];
    }

    public static IEnumerable<nint[]> Shapes(int axes)
    {
        nint[] sizes = [0, 1, 2, 3, 7, 15, 16, 17, 31, 33, 40];
        if (axes == Square)
        {
            return sizes.Append(70).Where(n => n > 0).Select(n => new[] { n });
        }

        if (axes == Indexed)
        {
            return sizes.Where(n => n > 0).SelectMany(n => sizes.Append(5000).Select(m => new[] { m, n, n, n }));
        }

        if (axes == Sparse)
        {
            return sizes.Where(n => n > 0).SelectMany(n => sizes.Where(m => m > 0).Select(m => new[] { n, m })).Append([300, 5]).Append([3, 4100]);
        }

        if (axes == Grouped)
        {
            return new nint[] { 6, 12, 18, 30, 96, 102, 4098, 9000 }.Select(n => new[] { n });
        }

        if (axes == 1)
        {
            return sizes.Append(4096).Append(4097).Append(9000).Where(n => n > 0).Select(n => new[] { n });
        }

        IEnumerable<nint[]> pairs = sizes.SelectMany(n => sizes.Select(m => new[] { n, m })).Append([300, 5]).Append([3, 4100]);
        return axes == 2 ? pairs : pairs.Select(p => new[] { p[0], p[1], 1 + (p[0] + p[1]) % 4 }).Where((_, i) => i % 3 == 0);
    }
}
