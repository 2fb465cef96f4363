namespace Numerics.Testing;

/// <summary>What a comparison of kernels with the definition found, over all cases of both element types.</summary>
/// <param name="Elements">The numbers compared: elements of arrays and results that are numbers.</param>
/// <param name="SetAside">How many of them left the type's range on the way, or hang on a decision (a sign, a
/// comparison) that lies within its own bound.</param>
/// <param name="WorstRatio">The greatest error divided by its bound; at most 1.</param>
public sealed record DefinitionReport(long Elements, long SetAside, double WorstRatio)
{
    /// <summary>The share of the numbers that was set aside.</summary>
    public double ShareSetAside => (double)SetAside / Math.Max(Elements, 1);

    internal static DefinitionReport Nothing { get; } = new(0, 0, 0);

    internal DefinitionReport With(DefinitionComparison found) => new(
        Elements + found.Elements, SetAside + found.SetAside, Math.Max(WorstRatio, found.WorstRatio));

    internal DefinitionReport With(DefinitionReport other) => new(
        Elements + other.Elements, SetAside + other.SetAside, Math.Max(WorstRatio, other.WorstRatio));
}
