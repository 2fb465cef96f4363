namespace Numerics;

/// <content>Elements of two parts: the definition that kernels on <see cref="double"/> are tested against has to be nearer to
/// the truth than they are.</content>
/// <remarks>What is computed of an extended array is extended. A <see cref="Scalar"/> is one double everywhere, so a reduction
/// rounds once, at its end.</remarks>
public sealed partial class Vec
{
    private readonly double[]? _low;

    private Vec(double[] high, double[] low) => (_values, _low) = (high, low);

    /// <summary>Whether the elements have low parts.</summary>
    internal bool IsExtended => _low is not null;

    /// <summary>An array whose elements have low parts, all of them zero.</summary>
    internal static Vec Extended(double[] values) => new(values, new double[values.Length]);

    /// <summary>Σ xᵢ of both parts, rounded once.</summary>
    internal double ExtendedSum()
    {
        DoubleDouble sum = 0;
        for (int i = 0; i < Length; i++)
        {
            sum = DoubleDouble.Add(sum, At(i));
        }

        return sum.High;
    }

    private DoubleDouble At(int i) => new(_values[i], _low is null ? 0 : _low[i]);

    private static Vec Extend(int length, Func<int, DoubleDouble> element)
    {
        double[] high = new double[length];
        double[] low = new double[length];
        for (int i = 0; i < length; i++)
        {
            (high[i], low[i]) = element(i);
        }

        return new Vec(high, low);
    }
}
