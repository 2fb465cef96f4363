using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>What solvers ask of a matrix.</summary>
/// <remarks>
/// A·x − b, A·x and Aᵀ·y, dense and sparse; AᵀA·x and Aᵀ(b − A·x), which read A once.
/// <para>Shapes: A m×n, x a row of n, b and y columns of m.</para>
/// </remarks>
public static partial class LinearResidual
{
    /// <summary>A·x − b.</summary>
    /// <param name="x">x.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    [UpdateRule]
    public static Col Of(Row x, Mat a, Col b) => Dot(a, x) - b;

    /// <inheritdoc cref="Of(Row, Mat, Col)"/>
    [UpdateRule]
    public static Col OfSparse(Row x, Csr a, Col b) => Dot(a, x) - b;

    /// <summary>y' = A·x − α·y.</summary>
    /// <param name="y">y.</param>
    /// <param name="x">x.</param>
    /// <param name="a">A.</param>
    /// <param name="alpha">α.</param>
    [UpdateRule]
    [return: Updates(nameof(y))]
    public static Col Forward(Col y, Row x, Mat a, double alpha) => Dot(a, x) - alpha * y;

    /// <inheritdoc cref="Forward(Col, Row, Mat, double)"/>
    [UpdateRule]
    [return: Updates(nameof(y))]
    public static Col ForwardSparse(Col y, Row x, Csr a, double alpha) => Dot(a, x) - alpha * y;

    /// <summary>Aᵀ·y.</summary>
    /// <param name="y">y.</param>
    /// <param name="a">A.</param>
    [UpdateRule]
    public static Row Backward(Col y, Mat a) => Dot(y, a);

    /// <inheritdoc cref="Backward(Col, Mat)"/>
    [UpdateRule]
    public static Row BackwardSparse(Col y, Csr a) => Dot(y, a);

    /// <summary>AᵀA·x.</summary>
    /// <param name="x">x.</param>
    /// <param name="a">A.</param>
    [UpdateRule]
    public static Row Normal(Row x, Mat a) => Dot(Dot(a, x), a);

    /// <summary>Aᵀ(b − A·x) and ‖b − A·x‖².</summary>
    /// <param name="x">x.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    [UpdateRule]
    public static (Row slope, Scalar squared) Slope(Row x, Mat a, Col b)
    {
        Col residual = b - Dot(a, x);
        return (Dot(residual, a), Dot(residual, residual));
    }
}
