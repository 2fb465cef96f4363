using ILGPU;

namespace Numerics.Gpu.Programs;

/// <summary>Matrix products on devices.</summary>
public static class Products
{
    /// <summary>C = A·B, each operand transposed or not: an element is one chain of multiply–adds over ascending terms, from +0.</summary>
    /// <remarks>A thread computes an element at a time; neighbouring threads read neighbouring columns of the right operand and the same
    /// row of the left one.</remarks>
    /// <param name="grid">The grid.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="c">The result.</param>
    /// <param name="isLeftTurned">Whether the left operand is transposed.</param>
    /// <param name="isRightTurned">Whether the right operand is transposed.</param>
    /// <param name="first">The group among those that share the elements.</param>
    /// <param name="groups">Their number.</param>
    public static void Multiply<V, W, T>(
        Grid<T> grid, int a, int b, int c, bool isLeftTurned, bool isRightTurned, long first, long groups)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
    {
        (Pointer<T> left, Pointer<T> right, Pointer<T> result) = (grid.Array(a), grid.Array(b), grid.Array(c));
        (long rows, long columns) = (grid.Place(c, ArrayPlace.Rows), grid.Place(c, ArrayPlace.Columns));
        long terms = grid.Place(a, isLeftTurned ? ArrayPlace.Rows : ArrayPlace.Columns);
        long leftStep = isLeftTurned ? left.Stride : 1;
        long rightStep = isRightTurned ? 1 : right.Stride;
        ArrayView<T> destination = result.View;
        for (long e = (first * Group.DimX) + Group.IdxX; e < rows * columns; e += groups * Group.DimX)
        {
            (long i, long j) = (e / columns, e % columns);
            long at = left.Start + (i * (isLeftTurned ? 1 : left.Stride));
            long other = right.Start + (j * (isRightTurned ? right.Stride : 1));
            V sum = V.Zero;
            for (long k = 0; k < terms; k++)
            {
                sum = V.MultiplyAdd(
                    V.Broadcast(left.View[at + (k * leftStep)]), V.Broadcast(right.View[other + (k * rightStep)]), sum);
            }

            destination[result.Start + (i * result.Stride) + j] = V.NumberOf(sum);
        }
    }
}
