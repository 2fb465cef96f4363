using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>The two marginals of a transport plan: positive, each of sum 1 exactly. Shrink one by one.</summary>
/// <param name="Rows">What each row sums to.</param>
/// <param name="Columns">What each column sums to.</param>
public sealed record Marginals(SimplexPoint Rows, SimplexPoint Columns)
{
    /// <summary>Pairs of marginals, of lengths up to <paramref name="most"/> each.</summary>
    public static Arbitrary<Marginals> Arbitrary(int most = 17)
    {
        Arbitrary<SimplexPoint> points = SimplexPoint.Arbitrary(most, isPositive: true);
        return Arb.From(
            from rows in points.Generator
            from columns in points.Generator
            select new Marginals(rows, columns),
            pair => points.Shrinker(pair.Rows).Select(r => pair with { Rows = r })
                .Concat(points.Shrinker(pair.Columns).Select(c => pair with { Columns = c })));
    }

    /// <summary>rows [1, 1]/2, columns [1]/1.</summary>
    public override string ToString() => $"rows {Rows}, columns {Columns}";
}
