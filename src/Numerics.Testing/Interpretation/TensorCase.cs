using System.Numerics;

namespace Numerics.Testing;

/// <summary>One tensor of a run: what goes in, and in place of it what comes out.</summary>
/// <param name="arrays">The arrays in kernel order, destinations too; all of one length.</param>
/// <param name="host">The host parameters in declaration order.</param>
/// <param name="scalars">The Scalar inputs in declaration order.</param>
/// <typeparam name="T">The element type.</typeparam>
public sealed class TensorCase<T>(T[][] arrays, double[] host, double[] scalars)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The arrays in kernel order.</summary>
    public T[][] Arrays { get; } = arrays;

    /// <summary>The host parameters in declaration order.</summary>
    public double[] Host { get; } = host;

    /// <summary>The Scalar inputs in declaration order.</summary>
    public double[] Scalars { get; } = scalars;

    /// <summary>The factor of the gradient's loads; 1 leaves them as they are.</summary>
    public double GradientScale { get; init; } = 1;

    /// <summary>The results that are numbers, after a run.</summary>
    public double[] Results { get; set; } = [];

    /// <summary>The number of elements.</summary>
    public int Length => Arrays.Length == 0 ? 0 : Arrays[0].Length;

    /// <summary>The same case with arrays of its own.</summary>
    public TensorCase<T> Copy() => WithArrays(a => (T[])a.Clone());

    /// <summary>The same case with other arrays.</summary>
    internal TensorCase<T> WithArrays(Func<T[], T[]> change) =>
        new([.. Arrays.Select(change)], Host, Scalars) { GradientScale = GradientScale };
}
