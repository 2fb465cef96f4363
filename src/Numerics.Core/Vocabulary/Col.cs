namespace Numerics;

/// <summary>One value for each row of a matrix.</summary>
/// <remarks>Meets a <see cref="Mat"/> along its columns, an element for each row. With a <see cref="Row"/> it does not combine: that would be a matrix, which is
/// written <see cref="Functions.Outer(Col, Row)"/>.</remarks>
public sealed class Col : Shaped<Col, ColMask>
{
    /// <summary>Copies the values.</summary>
    public Col(ReadOnlySpan<double> values)
        : base(new Table<double>(values.Length, 1, values.ToArray(), TableForm.Col))
    {
    }

    /// <summary>Copies the values, each exactly.</summary>
    public Col(ReadOnlySpan<float> values)
        : this(new Vec(values).AsSpan())
    {
    }

    internal Col(Table<double> table)
        : base(table)
    {
    }

    /// <summary>The number of elements: a host value, also inside a rule.</summary>
    public int Length => Table.Values.Length;

    /// <summary>The element at a position that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Scalar this[Integer index] => Scalar.Of(Traced.At(Shape.Position(index, Length)));

    /// <summary>An array of zeros.</summary>
    public static Col Zeros(int length) => new(new double[length]);

    /// <summary>An array whose elements are all the same.</summary>
    public static Col Filled(int length, double value) => new(Vec.Filled(length, value).AsSpan());

    /// <summary>Copies an array.</summary>
    public static explicit operator Col(double[] values) => new((ReadOnlySpan<double>)values);

    /// <summary>Copies an array, each value exactly.</summary>
    public static explicit operator Col(float[] values) => new((ReadOnlySpan<float>)values);

    /// <summary>Copies into a new array.</summary>
    public static explicit operator double[](Col x) => x.ToArray();

    /// <summary>Rounds into a new array.</summary>
    public static explicit operator float[](Col x) => x.ToSingleArray();

    internal static Col Of(Traced values) => new Col(values.Table).Make(values);

    internal override Col Make(Table<double> table) => new(table);

    internal override ColMask MakeMask(Table<bool> table) => new(table);
}
