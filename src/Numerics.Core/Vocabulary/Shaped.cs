namespace Numerics;

/// <summary>What <see cref="Row"/>, <see cref="Col"/> and <see cref="Mat"/> have in common: arithmetic and comparisons of equal
/// shapes, element by element, and with numbers.</summary>
/// <remarks>Eager and plain: arrays of <see cref="double"/>, never changed once made. This is the definition that kernels are tested
/// against. Shapes that differ do not combine: an <see cref="ArgumentException"/> names both.</remarks>
/// <typeparam name="S">The shape itself.</typeparam>
/// <typeparam name="M">The shape's truth values.</typeparam>
public abstract class Shaped<S, M>
    where S : Shaped<S, M>
    where M : ShapedMask<S, M>
{
    private Traced? _traced;

    private protected Shaped(Table<double> table) => Table = table;

    internal Table<double> Table { get; }

    /// <summary>The elements with how they came about.</summary>
    internal Traced Traced => _traced ?? Numerics.Traced.Constant(Table);

    internal abstract S Make(Table<double> table);

    internal S Make(Traced values)
    {
        S made = Make(values.Table);
        made._traced = values;
        return made;
    }

    internal abstract M MakeMask(Table<bool> table);

    /// <summary>A copy of the elements, a matrix's row after row.</summary>
    public double[] ToArray() => [.. Table.Values];

    /// <summary>The elements, each rounded to <see cref="float"/>.</summary>
    public float[] ToSingleArray() => Array.ConvertAll(Table.Values, x => (float)x);

    /// <summary>The elements, not copied.</summary>
    public ReadOnlySpan<double> AsSpan() => Table.Values;

    /// <summary>The elements, for people.</summary>
    public override string ToString() => new Vec(Table.Values).ToString();

    internal S Map(ElementFunction f) => Make(Traced.Apply(f));

    /// <summary>An array of this shape, its elements by their position, row after row.</summary>
    internal S Drawn(Func<int, double> draw) => Make(new Table<double>(
        Table.Rows, Table.Columns, [.. Enumerable.Range(0, Table.Values.Length).Select(draw)], Table.Form));

    internal static S Map(Shaped<S, M> x, Shaped<S, M> y, ElementFunction2 f) => x.Make(x.Traced.Apply(f, y.Traced));

    internal static S Map(Shaped<S, M> x, Scalar y, ElementFunction2 f) => x.Make(x.Traced.Apply(f, y.Traced));

    internal static S Map(Scalar x, Shaped<S, M> y, ElementFunction2 f) => y.Make(x.Traced.Apply(f, y.Traced));

    internal static M Compare(Shaped<S, M> x, Shaped<S, M> y, Func<double, double, bool> f) =>
        x.MakeMask(Numerics.Table.Map(x.Table, y.Table, f));

    internal static M Compare(Shaped<S, M> x, Scalar y, Func<double, double, bool> f) =>
        x.MakeMask(x.Table.Map(e => f(e, y.Value)));

    /// <summary>−x, each element; the sign of zeros too.</summary>
    public static S operator -(Shaped<S, M> x) => x.Map(ElementFunctions.Negate);

    /// <summary>The sum of each pair of elements.</summary>
    public static S operator +(Shaped<S, M> left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The sum of each element and a number.</summary>
    public static S operator +(Shaped<S, M> left, Scalar right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The sum of a number and each element.</summary>
    public static S operator +(Scalar left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The difference of each pair of elements.</summary>
    public static S operator -(Shaped<S, M> left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of each element and a number.</summary>
    public static S operator -(Shaped<S, M> left, Scalar right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of a number and each element.</summary>
    public static S operator -(Scalar left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The product of each pair of elements.</summary>
    public static S operator *(Shaped<S, M> left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The product of each element and a number.</summary>
    public static S operator *(Shaped<S, M> left, Scalar right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The product of a number and each element.</summary>
    public static S operator *(Scalar left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The quotient of each pair of elements.</summary>
    public static S operator /(Shaped<S, M> left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of each element and a number.</summary>
    public static S operator /(Shaped<S, M> left, Scalar right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of a number and each element.</summary>
    public static S operator /(Scalar left, Shaped<S, M> right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static M operator <(Shaped<S, M> left, Shaped<S, M> right) => Compare(left, right, (a, b) => a < b);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static M operator <(Shaped<S, M> left, Scalar right) => Compare(left, right, (a, b) => a < b);

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static M operator <(Scalar left, Shaped<S, M> right) => Compare(right, left, (b, a) => a < b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static M operator <=(Shaped<S, M> left, Shaped<S, M> right) => Compare(left, right, (a, b) => a <= b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static M operator <=(Shaped<S, M> left, Scalar right) => Compare(left, right, (a, b) => a <= b);

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static M operator <=(Scalar left, Shaped<S, M> right) => Compare(right, left, (b, a) => a <= b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static M operator >(Shaped<S, M> left, Shaped<S, M> right) => Compare(left, right, (a, b) => a > b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static M operator >(Shaped<S, M> left, Scalar right) => Compare(left, right, (a, b) => a > b);

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static M operator >(Scalar left, Shaped<S, M> right) => Compare(right, left, (b, a) => a > b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static M operator >=(Shaped<S, M> left, Shaped<S, M> right) => Compare(left, right, (a, b) => a >= b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static M operator >=(Shaped<S, M> left, Scalar right) => Compare(left, right, (a, b) => a >= b);

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static M operator >=(Scalar left, Shaped<S, M> right) => Compare(right, left, (b, a) => a >= b);
}
