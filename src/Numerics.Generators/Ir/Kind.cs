namespace Numerics.Generators.Ir;

/// <summary>Where a value lives, and what it is there.</summary>
internal enum Kind
{
    /// <summary>A host value: double, int, long, bool or an enumeration.</summary>
    Host,

    /// <summary>A number known when the kernel runs.</summary>
    Scalar,

    /// <summary>A truth value known when the kernel runs.</summary>
    ScalarMask,

    /// <summary>An array.</summary>
    Vec,

    /// <summary>A truth value for each element.</summary>
    Mask,

    /// <summary>A whole number known when the kernel runs.</summary>
    Integer,

    /// <summary>A value for each column.</summary>
    Row,
    RowMask,

    /// <summary>A value for each row.</summary>
    Col,
    ColMask,

    /// <summary>A matrix.</summary>
    Mat,
    MatMask,

    /// <summary>Points of a small dimension: a matrix that is only seen through pairs of points.</summary>
    Points,

    /// <summary>A sparse matrix: it is only seen through its products and rows.</summary>
    Csr,

    /// <summary>A row of a sparse matrix, perhaps scaled: it is only seen through what it meets.</summary>
    SparseRow,
}

/// <summary>Facts about kinds. Ranges are those of the order in <see cref="Kind"/>.</summary>
internal static class KindTable
{
    public static bool IsMask(this Kind kind) =>
        kind is Kind.Mask or Kind.ScalarMask or Kind.RowMask or Kind.ColMask or Kind.MatMask;

    /// <summary>Whether the value has elements: a line or a matrix.</summary>
    public static bool IsElement(this Kind kind) => kind is Kind.Vec or Kind.Mask or (>= Kind.Row and <= Kind.Csr);

    /// <summary>Whether the value is an array of numbers.</summary>
    public static bool IsNumbers(this Kind kind) => kind is Kind.Vec or Kind.Row or Kind.Col or Kind.Mat;

    public static bool IsMatrix(this Kind kind) => kind is Kind.Mat or Kind.MatMask or Kind.Points or Kind.Csr;

    /// <summary>Whether the value is a line along the rows' axis: one element for each row.</summary>
    public static bool IsCol(this Kind kind) => kind is Kind.Col or Kind.ColMask;

    /// <summary>Whether the value is a line along the columns' axis, or along the only one.</summary>
    public static bool IsRow(this Kind kind) => kind is Kind.Row or Kind.RowMask or Kind.Vec or Kind.Mask;

    /// <summary>The kind of truth values that belongs to a kind of numbers; a kind of truth values itself.</summary>
    public static Kind ToMask(this Kind kind) => kind switch
    {
        Kind.Vec => Kind.Mask,
        Kind.Row => Kind.RowMask,
        Kind.Col => Kind.ColMask,
        Kind.Mat => Kind.MatMask,
        Kind.Scalar or Kind.Integer => Kind.ScalarMask,
        _ => kind,
    };

    /// <summary>The kind of numbers that belongs to a kind of truth values; a kind of numbers itself.</summary>
    public static Kind ToNumbers(this Kind kind) => kind switch
    {
        Kind.Mask => Kind.Vec,
        Kind.RowMask => Kind.Row,
        Kind.ColMask => Kind.Col,
        Kind.MatMask => Kind.Mat,
        Kind.ScalarMask => Kind.Scalar,
        _ => kind,
    };

    /// <summary>The kind whose rows are this one's columns.</summary>
    public static Kind Turned(this Kind kind) => kind switch
    {
        Kind.Row => Kind.Col,
        Kind.RowMask => Kind.ColMask,
        Kind.Col => Kind.Row,
        Kind.ColMask => Kind.RowMask,
        _ => kind,
    };

    /// <summary>The numbers that come of numbers of these kinds: what has elements spreads what has none, a matrix its rows
    /// and columns; null where the kinds do not meet.</summary>
    public static Kind? Join(IEnumerable<Kind> kinds)
    {
        Kind joined = Kind.Scalar;
        foreach (Kind kind in kinds.Select(ToNumbers).Where(k => k.IsElement()))
        {
            bool fits = joined == kind || joined == Kind.Scalar
                || (joined == Kind.Mat && kind is Kind.Row or Kind.Col) || (kind == Kind.Mat && joined is Kind.Row or Kind.Col);
            if (!fits)
            {
                return null;
            }

            joined = joined == Kind.Mat ? joined : kind;
        }

        return joined;
    }
}
