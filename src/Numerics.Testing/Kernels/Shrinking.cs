using System.Numerics;

namespace Numerics.Testing;

/// <summary>Makes a case that violates a law smaller, as long as it still does.</summary>
internal static class Shrinking
{
    private const int MostTries = 300;

    /// <summary>Tensors up to this many elements, all together, get simpler elements too.</summary>
    private const int Few = 4;

    private static readonly double[] SimpleNumbers = [0, 1, -1];

    /// <summary>The smallest case found, in words.</summary>
    /// <param name="tensors">The case.</param>
    /// <param name="wrong">What is wrong with it.</param>
    /// <param name="check">What is wrong with a case, null if nothing.</param>
    public static string Shrink<T>(
        IReadOnlyList<TensorCase<T>> tensors, string wrong, Func<IReadOnlyList<TensorCase<T>>, string?> check)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int tries = 0;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (IReadOnlyList<TensorCase<T>> candidate in Smaller(tensors))
            {
                if (tries++ == MostTries)
                {
                    return wrong;
                }

                if (check(candidate) is { } still)
                {
                    (tensors, wrong, isSmaller) = (candidate, still, true);
                    break;
                }
            }
        }

        return wrong;
    }

    private static IEnumerable<IReadOnlyList<TensorCase<T>>> Smaller<T>(IReadOnlyList<TensorCase<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < tensors.Count && tensors.Count > 1; i++)
        {
            yield return [.. tensors.Where((_, k) => k != i)];
        }

        for (int i = 0; i < tensors.Count; i++)
        {
            bool isFew = tensors.Sum(t => t.Length) <= Few;
            foreach (TensorCase<T> one in Shorter(tensors[i]).Concat(isFew ? Simpler(tensors[i]) : []))
            {
                yield return [.. tensors.Select((t, k) => k == i ? one : t)];
            }
        }

        if (tensors[0].GradientScale != 1)
        {
            yield return [.. tensors.Select(t => new TensorCase<T>(t.Arrays, t.Host, t.Scalars))];
        }
    }

    private static IEnumerable<TensorCase<T>> Shorter<T>(TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = tensor.Length;
        Range[] parts =
            [Range.EndAt(n / 2), Range.StartAt(n / 2), Range.EndAt(Math.Max(n - 1, 0)), Range.StartAt(Math.Min(1, n))];
        return parts.Where(p => p.GetOffsetAndLength(n).Length < n)
            .Select(p => tensor.WithArrays(a => a[p]));
    }

    /// <summary>One element at a time becomes 0, 1 or −1.</summary>
    private static IEnumerable<TensorCase<T>> Simpler<T>(TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < tensor.Arrays.Length; k++)
        {
            for (int i = 0; i < tensor.Length; i++)
            {
                int rank = Array.IndexOf(SimpleNumbers, double.CreateTruncating(tensor.Arrays[k][i]));
                foreach (double simple in rank < 0 ? SimpleNumbers : SimpleNumbers[..rank])
                {
                    TensorCase<T> one = tensor.Copy();
                    one.Arrays[k][i] = T.CreateTruncating(simple);
                    yield return one;
                }
            }
        }
    }
}
