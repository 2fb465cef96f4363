using static Numerics.Functions;

namespace Numerics.Matrices;

/// <summary>The products of <see cref="Matrix"/>, as rules.</summary>
internal static partial class MatrixProducts
{
    /// <summary>A·B.</summary>
    [UpdateRule]
    public static Mat Plain(Mat a, Mat b) => Dot(a, b);

    /// <summary>Aᵀ·B.</summary>
    [UpdateRule]
    public static Mat LeftTurned(Mat a, Mat b) => Dot(Transpose(a), b);

    /// <summary>A·Bᵀ.</summary>
    [UpdateRule]
    public static Mat RightTurned(Mat a, Mat b) => Dot(a, Transpose(b));

    /// <summary>Aᵀ·Bᵀ.</summary>
    [UpdateRule]
    public static Mat BothTurned(Mat a, Mat b) => Dot(Transpose(a), Transpose(b));
}
