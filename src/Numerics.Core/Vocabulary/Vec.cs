namespace Numerics;

/// <summary>A flat array of any length: the operand of a rule.</summary>
/// <remarks>Eager and plain: an array of <see cref="double"/>, never changed once made, one loop for each operation.
/// This is the definition that kernels are tested against. Arrays of different lengths do not combine: an
/// <see cref="ArgumentException"/> names both lengths. Conversions from and to arrays and spans are explicit and copy;
/// inside a rule there are none.</remarks>
public sealed partial class Vec
{
    private readonly double[] _values;

    /// <summary>Copies the values.</summary>
    public Vec(ReadOnlySpan<double> values) => _values = values.ToArray();

    /// <summary>Copies the values, each exactly.</summary>
    public Vec(ReadOnlySpan<float> values)
        : this(new double[values.Length])
    {
        for (int i = 0; i < values.Length; i++)
        {
            _values[i] = values[i];
        }
    }

    private Vec(double[] owned) => _values = owned;

    private Vec(Traced traced) => (_values, _low, _traced) = (traced.Table.Values, traced.Low, traced.Trace is null ? null : traced);

    /// <summary>The number of elements: a host value, also inside a rule.</summary>
    public int Length => _values.Length;

    /// <summary>An array of zeros.</summary>
    public static Vec Zeros(int length) => new(new double[length]);

    /// <summary>An array whose elements are all the same.</summary>
    public static Vec Filled(int length, double value)
    {
        double[] values = new double[length];
        Array.Fill(values, value);
        return new Vec(owned: values);
    }

    /// <summary>Copies an array.</summary>
    public static explicit operator Vec(double[] values) => new((ReadOnlySpan<double>)values);

    /// <summary>Copies an array, each value exactly.</summary>
    public static explicit operator Vec(float[] values) => new((ReadOnlySpan<float>)values);

    /// <summary>Copies a span.</summary>
    public static explicit operator Vec(ReadOnlySpan<double> values) => new(values);

    /// <summary>Copies a span, each value exactly.</summary>
    public static explicit operator Vec(ReadOnlySpan<float> values) => new(values);

    /// <summary>Copies into a new array.</summary>
    public static explicit operator double[](Vec x) => x.ToArray();

    /// <summary>Rounds into a new array.</summary>
    public static explicit operator float[](Vec x) => x.ToSingleArray();

    /// <summary>A copy of the elements.</summary>
    public double[] ToArray() => [.. _values];

    /// <summary>The elements, each rounded to <see cref="float"/>.</summary>
    public float[] ToSingleArray() => Array.ConvertAll(_values, x => (float)x);

    /// <summary>The elements, not copied.</summary>
    public ReadOnlySpan<double> AsSpan() => _values;

    /// <summary>The elements, for people.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", _values.Select(x => new Scalar(x).ToString())) + "]";

    /// <summary>Decides by the elements rounded to double, as numbers are: what is equal to the greatest element remains so.</summary>
    internal static Mask Compare(Vec x, Vec y, Func<double, double, bool> holds)
    {
        Shape.Check(x.Length, y.Length);
        bool[] result = new bool[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = holds(x._values[i], y._values[i]);
        }

        return new Mask(result);
    }
}
