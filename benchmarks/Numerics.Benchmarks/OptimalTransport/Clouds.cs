using System.Numerics;
using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Benchmarks.OptimalTransport;

/// <summary>Random problems of transport, and the iteration's overloads for either element type.</summary>
internal static class Clouds
{
    private const int Seed = 20260103;

    /// <summary>Numbers in [0, 1), the same each time; each stream is another.</summary>
    internal static T[] Numbers<T>(nint length, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = GC.AllocateUninitializedArray<T>(checked((int)length), pinned: true);
        var random = new Random(Seed + stream);
        foreach (ref T value in values.AsSpan())
        {
            value = T.CreateTruncating(random.NextSingle());
        }

        return values;
    }

    /// <summary>Equal weights of sum 1.</summary>
    internal static T[] Weights<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Repeat(T.One / T.CreateTruncating(count), count)];

    internal static string NameOf<T>() => typeof(T) == typeof(float) ? "float" : "double";

    /// <summary>An iteration on a stored cost.</summary>
    internal static void Step<T>(T[] f, T[] g, T[] cost, T[] a, T[] b, T[] logB, T[] next, double epsilon)
    {
        ReadOnlySpan<nint> shape = [f.Length, g.Length];
        if (typeof(T) == typeof(float))
        {
            SinkhornIteration.Step(
                F(f), F(g), new ReadOnlyTensorSpan<float>(F(cost), shape, []), F(a), F(b), F(logB), F(next), epsilon);
        }
        else
        {
            SinkhornIteration.Step(
                D(f), D(g), new ReadOnlyTensorSpan<double>(D(cost), shape, []), D(a), D(b), D(logB), D(next), epsilon);
        }
    }

    private static float[] F<T>(T[] x) => (float[])(object)x;

    private static double[] D<T>(T[] x) => (double[])(object)x;
}
