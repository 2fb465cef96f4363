using System.Runtime.CompilerServices;

namespace Numerics;

/// <summary>States of loops: arrays, numbers, and tuples of them.</summary>
internal static class States
{
    /// <summary>Whether all elements of two states are equal.</summary>
    public static bool AreEqual(object? x, object? y) => (x, y) switch
    {
        (ITuple a, ITuple b) => Enumerable.Range(0, a.Length).All(i => AreEqual(a[i], b[i])),
        (Integer a, Integer b) => a.Value == b.Value,
        _ => Elements(x).SequenceEqual(Elements(y), Comparer.Instance),
    };

    private static double[] Elements(object? state) => state switch
    {
        Scalar x => [x.Value],
        Vec x => x.ToArray(),
        Row x => x.ToArray(),
        Col x => x.ToArray(),
        Mat x => x.ToArray(),
        _ => throw new ArgumentException(
            $"A loop's state is a Vec, Row, Col, Mat, Scalar, Integer or a tuple of them, not {state?.GetType().Name ?? "null"}."),
    };

    /// <summary>As IEEE 754 has it: zeros are equal, NaN is equal to nothing.</summary>
    private sealed class Comparer : IEqualityComparer<double>
    {
        public static Comparer Instance { get; } = new();

        public bool Equals(double x, double y) => x == y;

        public int GetHashCode(double x) => 0;
    }
}
