namespace Numerics;

/// <content>Products, transposes, and matrices of pairs of points.</content>
public static partial class Functions
{
    /// <summary>The matrix–vector product: Σⱼ aᵢⱼ·xⱼ for each row.</summary>
    public static Col Dot(Mat a, Row x) => SumRows(a * x);

    /// <summary>The product of a line of rows and a matrix: Σᵢ xᵢ·aᵢⱼ for each column.</summary>
    public static Row Dot(Col x, Mat a) => SumColumns(x * a);

    /// <summary>The matrix product: Σₖ aᵢₖ·bₖⱼ.</summary>
    /// <exception cref="ArgumentException">a has not as many columns as b has rows.</exception>
    public static Mat Dot(Mat a, Mat b)
    {
        if (a.Columns != b.Rows)
        {
            throw new ArgumentException(
                $"The product of a {a.Rows}×{a.Columns} Mat and a {b.Rows}×{b.Columns} Mat is not defined.");
        }

        return Mat.Of(a.Traced.Product(b.Traced));
    }

    /// <summary>The matrix of products xᵢ·yⱼ.</summary>
    public static Mat Outer(Col x, Row y) => Mat.Of(x.Traced * y.Traced);

    /// <summary>The matrix whose rows are the columns of x.</summary>
    public static Mat Transpose(Mat x) => Mat.Of(x.Traced.Transposed());

    /// <summary>The same line, along the other axis.</summary>
    public static Col Transpose(Row x) => Col.Of(x.Traced.Transposed());

    /// <summary>The same line, along the other axis.</summary>
    public static Row Transpose(Col x) => Row.Of(x.Traced.Transposed());

    /// <summary>Σₖ (xₖ − yₖ)² of each pair of points: a matrix of x.Count rows and y.Count columns.</summary>
    public static Mat SquaredDistance(Points x, Points y) => Points.Pairs(x, y, (a, b) => (a - b) * (a - b));

    /// <summary>The Euclidean distance of each pair of points.</summary>
    public static Mat Distance(Points x, Points y) => Sqrt(SquaredDistance(x, y));

    /// <summary>Σₖ xₖ·yₖ of each pair of points.</summary>
    public static Mat InnerProduct(Points x, Points y) => Points.Pairs(x, y, (a, b) => a * b);
}
