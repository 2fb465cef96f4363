namespace Numerics;

/// <summary>One value for each column of a matrix.</summary>
/// <remarks>Meets a <see cref="Mat"/> along its rows, an element for each column. With a <see cref="Col"/> it does not combine: that would be a matrix, which is
/// written <see cref="Functions.Outer(Col, Row)"/>.</remarks>
public sealed class Row : Shaped<Row, RowMask>
{
    private const string NotCombined =
        "A Row and a Col do not combine; write Outer(col, row) for the matrix of products, or Transpose one of them.";

    /// <summary>Copies the values.</summary>
    public Row(ReadOnlySpan<double> values)
        : base(new Table<double>(1, values.Length, values.ToArray(), TableForm.Row))
    {
    }

    /// <summary>Copies the values, each exactly.</summary>
    public Row(ReadOnlySpan<float> values)
        : this(new Vec(values).AsSpan())
    {
    }

    internal Row(Table<double> table)
        : base(table)
    {
    }

    /// <summary>The number of elements: a host value, also inside a rule.</summary>
    public int Length => Table.Values.Length;

    /// <summary>The element at a position that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Scalar this[Integer index] => Scalar.Of(Traced.At(Shape.Position(index, Length)));

    /// <summary>An array of zeros.</summary>
    public static Row Zeros(int length) => new(new double[length]);

    /// <summary>An array whose elements are all the same.</summary>
    public static Row Filled(int length, double value) => new(Vec.Filled(length, value).AsSpan());

    /// <summary>Copies an array.</summary>
    public static explicit operator Row(double[] values) => new((ReadOnlySpan<double>)values);

    /// <summary>Copies an array, each value exactly.</summary>
    public static explicit operator Row(float[] values) => new((ReadOnlySpan<float>)values);

    /// <summary>Copies into a new array.</summary>
    public static explicit operator double[](Row x) => x.ToArray();

    /// <summary>Rounds into a new array.</summary>
    public static explicit operator float[](Row x) => x.ToSingleArray();

    internal static Row Of(Traced values) => new Row(values.Table).Make(values);

    internal override Row Make(Table<double> table) => new(table);

    internal override RowMask MakeMask(Table<bool> table) => new(table);

    /// <summary>Not a sum of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator +(Row left, Col right) => throw new NotSupportedException();

    /// <summary>Not a sum of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator +(Col left, Row right) => throw new NotSupportedException();

    /// <summary>Not a difference of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator -(Row left, Col right) => throw new NotSupportedException();

    /// <summary>Not a difference of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator -(Col left, Row right) => throw new NotSupportedException();

    /// <summary>Not a product of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator *(Row left, Col right) => throw new NotSupportedException();

    /// <summary>Not a product of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator *(Col left, Row right) => throw new NotSupportedException();

    /// <summary>Not a quotient of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator /(Row left, Col right) => throw new NotSupportedException();

    /// <summary>Not a quotient of lines: they lie along different axes.</summary>
    [Obsolete(NotCombined, error: true, DiagnosticId = "NUM1037", UrlFormat = "docs/diagnostics.md#{0}")]
    public static Mat operator /(Col left, Row right) => throw new NotSupportedException();
}
