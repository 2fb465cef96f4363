namespace Numerics;

/// <summary>A matrix, row after row.</summary>
/// <remarks>A <see cref="Numerics.Row"/> meets each of its rows, a <see cref="Col"/> each of its columns. The product of matrices is
/// <see cref="Functions.Dot(Mat, Mat)"/>; <c>*</c> multiplies element by element.</remarks>
public sealed class Mat : Shaped<Mat, MatMask>
{
    /// <summary>Copies the values.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="values">Row after row.</param>
    /// <exception cref="ArgumentException">There are not rows·columns values.</exception>
    public Mat(int rows, int columns, ReadOnlySpan<double> values)
        : base(new Table<double>(rows, columns, Checked(rows, columns, values.ToArray()), TableForm.Mat))
    {
    }

    /// <summary>Copies the values, each exactly.</summary>
    /// <inheritdoc cref="Mat(int, int, ReadOnlySpan{double})"/>
    public Mat(int rows, int columns, ReadOnlySpan<float> values)
        : this(rows, columns, new Vec(values).AsSpan())
    {
    }

    /// <summary>Copies an array.</summary>
    public Mat(double[,] values)
        : this(values.GetLength(0), values.GetLength(1), values.Cast<double>().ToArray())
    {
    }

    internal Mat(Table<double> table)
        : base(table)
    {
    }

    /// <summary>The number of rows: a host value, also inside a rule.</summary>
    public int Rows => Table.Rows;

    /// <summary>The number of columns: a host value, also inside a rule.</summary>
    public int Columns => Table.Columns;

    /// <summary>The element at a place that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Scalar this[Integer row, Integer column] =>
        Scalar.Of(Traced.At((Shape.Position(row, Rows) * Columns) + Shape.Position(column, Columns)));

    /// <summary>A matrix of zeros.</summary>
    public static Mat Zeros(int rows, int columns) => Filled(rows, columns, 0);

    /// <summary>A matrix whose elements are all the same.</summary>
    public static Mat Filled(int rows, int columns, double value) =>
        new(Numerics.Table.Filled(rows, columns, value, TableForm.Mat));

    /// <summary>The row with a number that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Numerics.Row Row(Integer index) => Numerics.Row.Of(Traced.Row(Shape.Position(index, Rows)));

    /// <summary>The column with a number that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Col Column(Integer index) => Col.Of(Traced.Transposed().Row(Shape.Position(index, Columns)).Transposed());

    internal override Mat Make(Table<double> table) => new(table);

    internal override MatMask MakeMask(Table<bool> table) => new(table);

    private static double[] Checked(int rows, int columns, double[] values) => rows >= 0 && columns >= 0
        && values.Length == (long)rows * columns
        ? values
        : throw new ArgumentException($"A {rows}×{columns} Mat has {(long)rows * columns} values, not {values.Length}.", nameof(values));

    internal static Mat Of(Traced values) => new Mat(values.Table).Make(values);

    internal static Mat Meet<S, M>(Mat x, Shaped<S, M> y, ElementFunction2 f)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> => Of(x.Traced.Apply(f, y.Traced));

    internal static Mat Meet<S, M>(Shaped<S, M> x, Mat y, ElementFunction2 f)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> => Of(x.Traced.Apply(f, y.Traced));

    private static MatMask Compare(Table<double> x, Table<double> y, Func<double, double, bool> f) =>
        new(Numerics.Table.Map(x, y, f));

    /// <summary>The sum of each element and its column's value.</summary>
    public static Mat operator +(Mat left, Numerics.Row right) => Meet(left, right, ElementFunctions.Add);

    /// <summary>The sum of each element and its row's value.</summary>
    public static Mat operator +(Mat left, Col right) => Meet(left, right, ElementFunctions.Add);

    /// <summary>The sum of each element and its column's value.</summary>
    public static Mat operator +(Numerics.Row left, Mat right) => Meet(left, right, ElementFunctions.Add);

    /// <summary>The sum of each element and its row's value.</summary>
    public static Mat operator +(Col left, Mat right) => Meet(left, right, ElementFunctions.Add);

    /// <summary>The difference of each element and its column's value.</summary>
    public static Mat operator -(Mat left, Numerics.Row right) => Meet(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of each element and its row's value.</summary>
    public static Mat operator -(Mat left, Col right) => Meet(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of each element and its column's value.</summary>
    public static Mat operator -(Numerics.Row left, Mat right) => Meet(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of each element and its row's value.</summary>
    public static Mat operator -(Col left, Mat right) => Meet(left, right, ElementFunctions.Subtract);

    /// <summary>The product of each element and its column's value.</summary>
    public static Mat operator *(Mat left, Numerics.Row right) => Meet(left, right, ElementFunctions.Multiply);

    /// <summary>The product of each element and its row's value.</summary>
    public static Mat operator *(Mat left, Col right) => Meet(left, right, ElementFunctions.Multiply);

    /// <summary>The product of each element and its column's value.</summary>
    public static Mat operator *(Numerics.Row left, Mat right) => Meet(left, right, ElementFunctions.Multiply);

    /// <summary>The product of each element and its row's value.</summary>
    public static Mat operator *(Col left, Mat right) => Meet(left, right, ElementFunctions.Multiply);

    /// <summary>The quotient of each element and its column's value.</summary>
    public static Mat operator /(Mat left, Numerics.Row right) => Meet(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of each element and its row's value.</summary>
    public static Mat operator /(Mat left, Col right) => Meet(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of each element and its column's value.</summary>
    public static Mat operator /(Numerics.Row left, Mat right) => Meet(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of each element and its row's value.</summary>
    public static Mat operator /(Col left, Mat right) => Meet(left, right, ElementFunctions.Divide);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static MatMask operator <(Mat left, Numerics.Row right) => Compare(left.Table, right.Table, (a, b) => a < b);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static MatMask operator <(Mat left, Col right) => Compare(left.Table, right.Table, (a, b) => a < b);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static MatMask operator <(Numerics.Row left, Mat right) => Compare(left.Table, right.Table, (a, b) => a < b);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static MatMask operator <(Col left, Mat right) => Compare(left.Table, right.Table, (a, b) => a < b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static MatMask operator <=(Mat left, Numerics.Row right) => Compare(left.Table, right.Table, (a, b) => a <= b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static MatMask operator <=(Mat left, Col right) => Compare(left.Table, right.Table, (a, b) => a <= b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static MatMask operator <=(Numerics.Row left, Mat right) => Compare(left.Table, right.Table, (a, b) => a <= b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static MatMask operator <=(Col left, Mat right) => Compare(left.Table, right.Table, (a, b) => a <= b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static MatMask operator >(Mat left, Numerics.Row right) => Compare(left.Table, right.Table, (a, b) => a > b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static MatMask operator >(Mat left, Col right) => Compare(left.Table, right.Table, (a, b) => a > b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static MatMask operator >(Numerics.Row left, Mat right) => Compare(left.Table, right.Table, (a, b) => a > b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static MatMask operator >(Col left, Mat right) => Compare(left.Table, right.Table, (a, b) => a > b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static MatMask operator >=(Mat left, Numerics.Row right) => Compare(left.Table, right.Table, (a, b) => a >= b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static MatMask operator >=(Mat left, Col right) => Compare(left.Table, right.Table, (a, b) => a >= b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static MatMask operator >=(Numerics.Row left, Mat right) => Compare(left.Table, right.Table, (a, b) => a >= b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static MatMask operator >=(Col left, Mat right) => Compare(left.Table, right.Table, (a, b) => a >= b);
}
