using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Draws cases for a rule: elements, host values, Scalars, gradient scale.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class CaseSource<T>(UpdateRule rule, int seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double ShareOfNonNegativeStates = 0.7;
    private const double ShareOfDefaults = 0.25;

    private readonly Random _random = new(seed);

    /// <summary>The seed.</summary>
    public int Seed => seed;

    /// <summary>The sequence of everything drawn here.</summary>
    public Random Random => _random;

    /// <summary>A case with host values of its own.</summary>
    public TensorCase<T> Draw(InputProfile profile, int length, double gradientScale = 1) =>
        Draw(profile, length, DrawHost(_random.NextDouble() < ShareOfDefaults), gradientScale);

    /// <summary>A case with these host values.</summary>
    public TensorCase<T> Draw(InputProfile profile, int length, double[] host, double gradientScale = 1)
    {
        bool[] isNonNegative =
            [.. rule.Plans[0].Arrays.Select(a => IsState(a.Name) && _random.NextDouble() < ShareOfNonNegativeStates)];
        T[][] arrays = new InputSource<T>(_random).Arrays(profile, length, isNonNegative);
        return new TensorCase<T>(arrays, host,
            new HostSource(_random).DrawScalars(rule))
        { GradientScale = gradientScale };
    }

    /// <summary>Host values within their ranges.</summary>
    public double[] DrawHost(bool useDefaults = false) => new HostSource(_random).Draw(rule, useDefaults);

    /// <summary>Host values that choose the same variant as these.</summary>
    public double[] DrawHostLike(double[] host)
    {
        double[] other = DrawHost();
        return rule.VariantOf(other) == rule.VariantOf(host) ? other : host;
    }

    private bool IsState(string array) => rule.Parameters.Any(p => p.Name == array && p.Role == ParameterRole.State);
}
