using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Makes a case that violates a law smaller, as long as it still does: shorter axes first, then simpler numbers.</summary>
internal static class ShapeShrinking
{
    private const int MostTries = 300;

    /// <summary>Cases of up to this many elements get simpler elements too.</summary>
    private const int Few = 12;

    private static readonly double[] SimpleNumbers = [0, 1, -1];

    /// <summary>The smallest case found, in words.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="of">The case.</param>
    /// <param name="wrong">What is wrong with it.</param>
    /// <param name="check">What is wrong with a case, null if nothing.</param>
    public static string Shrink<T>(ProgramRule rule, ProgramCase<T> of, string wrong, Func<ProgramCase<T>, string?> check)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int tries = 0;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (ProgramCase<T> candidate in Smaller(rule, of))
            {
                if (tries++ == MostTries)
                {
                    return wrong;
                }

                if (check(candidate) is { } still)
                {
                    (of, wrong, isSmaller) = (candidate, still, true);
                    break;
                }
            }
        }

        return wrong;
    }

    private static IEnumerable<ProgramCase<T>> Smaller<T>(ProgramRule rule, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A sparse matrix stays as it is.
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        for (int axis = 0; axis < of.Axes.Length && of.Sparse.All(m => m is null); axis++)
        {
            nint length = of.Axes[axis];
            foreach (nint shorter in new[] { 0, 1, length / 2, length - 1 }.Distinct().Where(n => n >= 0 && n < length))
            {
                if (Cut(rule, plan, of, axis, shorter) is { } cut)
                {
                    yield return cut;
                }
            }
        }

        foreach (ProgramCase<T> simpler in of.Arrays.Sum(a => a.Length) <= Few ? Simpler(of) : [])
        {
            yield return simpler;
        }
    }

    /// <summary>The first elements along an axis; null where the rule sets its length.</summary>
    private static ProgramCase<T>? Cut<T>(ProgramRule rule, ProgramPlan plan, ProgramCase<T> of, int axis, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint[] axes = [.. of.Axes];
        axes[axis] = length;
        rule.Lengths(plan.Variant, of.Host, axes);
        bool isCut = axes[axis] == length && axes.Zip(of.Axes, (n, m) => n <= m).All(isShorter => isShorter);
        return isCut
            ? new ProgramCase<T>([.. plan.Arrays.Select((a, k) => First(a, of.Arrays[k], of.Axes, axes))], axes, of.Host, of.Scalars)
            : null;
    }

    private static T[] First<T>(ProgramArray array, T[] elements, nint[] axes, nint[] shorter) => array.IsMatrix
        ? [.. from i in Enumerable.Range(0, (int)shorter[array.RowAxis])
              from j in Enumerable.Range(0, (int)shorter[array.Axis])
              select elements[(i * axes[array.Axis]) + j]]
        : elements[..(int)shorter[array.Axis]];

    /// <summary>One element at a time becomes 0, 1 or −1.</summary>
    private static IEnumerable<ProgramCase<T>> Simpler<T>(ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < of.Arrays.Length; k++)
        {
            for (int i = 0; i < of.Arrays[k].Length; i++)
            {
                int rank = Array.IndexOf(SimpleNumbers, double.CreateTruncating(of.Arrays[k][i]));
                foreach (double simple in rank < 0 ? SimpleNumbers : SimpleNumbers[..rank])
                {
                    ProgramCase<T> one = of.Copy();
                    one.Arrays[k][i] = T.CreateTruncating(simple);
                    yield return one;
                }
            }
        }
    }
}
