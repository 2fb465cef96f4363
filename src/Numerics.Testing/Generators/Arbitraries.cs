using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>The generators for FsCheck to find by type: <c>[Properties(Arbitrary = [typeof(Arbitraries)])]</c>. Those
/// with parameters are made by the types' own <c>Arbitrary</c> and by <see cref="Numbers"/>.</summary>
public static class Arbitraries
{
    private static readonly double[] Conditions = [1, 1 << 7, 1 << 20, 1L << 52];

    /// <summary>Finite floats, hard ones among them.</summary>
    public static Arbitrary<float> Single() => Numbers.Finite<float>();

    /// <summary>Finite doubles, hard ones among them.</summary>
    public static Arbitrary<double> Double() => Numbers.Finite<double>();

    /// <summary>Vectors of dyadic numbers.</summary>
    public static Arbitrary<Vector> Vector() => Testing.Vector.Arbitrary(Numbers.Dyadic<double>());

    /// <summary>Points of a simplex.</summary>
    public static Arbitrary<SimplexPoint> SimplexPoint() => Testing.SimplexPoint.Arbitrary();

    /// <summary>Pairs of marginals.</summary>
    public static Arbitrary<Marginals> Marginals() => Testing.Marginals.Arbitrary();

    /// <summary>Symmetric positive definite matrices of condition 1, 2⁷, 2²⁰ or 2⁵².</summary>
    public static Arbitrary<SpdMatrix> SpdMatrix() => Arb.From(
        Gen.Elements(Conditions).SelectMany(c => Testing.SpdMatrix.Arbitrary(c).Generator),
        matrix => Testing.SpdMatrix.Arbitrary(matrix.Condition).Shrinker(matrix));

    /// <summary>Matrices of rank 0 to 4.</summary>
    public static Arbitrary<LowRankMatrix> LowRankMatrix() => Arb.From(
        Gen.Choose(0, 4).SelectMany(r => Testing.LowRankMatrix.Arbitrary(r).Generator),
        matrix => Testing.LowRankMatrix.Arbitrary(matrix.Rank).Shrinker(matrix));

    /// <summary>Connected graphs.</summary>
    public static Arbitrary<ConnectedGraph> ConnectedGraph() => Testing.ConnectedGraph.Arbitrary();
}
