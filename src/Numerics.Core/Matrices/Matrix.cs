using System.Numerics.Tensors;
using Numerics.Matrices;

namespace Numerics;

/// <summary>Matrix arithmetic outside of rules.</summary>
public static class Matrix
{
    /// <summary>The product of two matrices, on all threads: what <c>Dot(Mat, Mat)</c> is in a rule.</summary>
    /// <remarks>Each element is one chain of multiply–adds in the element type over ascending terms, from +0, so its
    /// bits depend
    /// on the operands alone. Without terms it is 0. Nothing is allocated once a thread has multiplied matrices as
    /// large. An
    /// operand or destination whose columns do not lie side by side is copied; a transposed operand is not.</remarks>
    /// <param name="a">The left operand, of rank 2 with any strides; n×k, or k×n where it is transposed.</param>
    /// <param name="b">The right operand, of rank 2 with any strides; k×m, or m×k where it is transposed.</param>
    /// <param name="destination">Where the product goes: n×m. It may share no memory with an operand.</param>
    /// <param name="transposes">Which operands are transposed.</param>
    /// <exception cref="ArgumentException">A rank is not 2, lengths do not agree, or <paramref name="destination"/> overlaps
    /// an operand
    /// or itself. Nothing was written.</exception>
    public static void Multiply(
        ReadOnlyTensorSpan<float> a,
        ReadOnlyTensorSpan<float> b,
        TensorSpan<float> destination,
        Transposes transposes = Transposes.None)
    {
        switch (transposes)
        {
            case Transposes.None: MatrixProducts.Plain(a, b, destination); break;
            case Transposes.Left: MatrixProducts.LeftTurned(a, b, destination); break;
            case Transposes.Right: MatrixProducts.RightTurned(a, b, destination); break;
            case Transposes.Both: MatrixProducts.BothTurned(a, b, destination); break;
            default: throw Unknown(transposes);
        }
    }

    /// <inheritdoc cref="Multiply(ReadOnlyTensorSpan{float}, ReadOnlyTensorSpan{float}, TensorSpan{float},
    /// Transposes)"/>
    public static void Multiply(
        ReadOnlyTensorSpan<double> a,
        ReadOnlyTensorSpan<double> b,
        TensorSpan<double> destination,
        Transposes transposes = Transposes.None)
    {
        switch (transposes)
        {
            case Transposes.None: MatrixProducts.Plain(a, b, destination); break;
            case Transposes.Left: MatrixProducts.LeftTurned(a, b, destination); break;
            case Transposes.Right: MatrixProducts.RightTurned(a, b, destination); break;
            case Transposes.Both: MatrixProducts.BothTurned(a, b, destination); break;
            default: throw Unknown(transposes);
        }
    }

    private static ArgumentOutOfRangeException Unknown(Transposes transposes) =>
        new(nameof(transposes), transposes, "There are two operands.");
}
