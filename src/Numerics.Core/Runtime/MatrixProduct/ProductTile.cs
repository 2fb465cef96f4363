using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>The innermost loop of a product: a tile of six rows and two vectors of columns, whose twelve sums stay in registers
/// while terms are added to them.</summary>
internal static unsafe class ProductTile
{
    /// <summary>Rows of a tile. With two vectors of columns there are twelve sums, two vectors of the right operand and a number
    /// of the left: fifteen of the sixteen registers that most hardware has.</summary>
    public const int Rows = 6;

    /// <summary>Vectors of columns.</summary>
    public const int Vectors = 2;

    /// <summary>Adds terms to a tile: each element is one chain of multiply–adds in the order of the terms.</summary>
    /// <param name="left">A panel of the left operand: six numbers for each term.</param>
    /// <param name="right">A panel of the right operand: two vectors for each term.</param>
    /// <param name="terms">The number of terms.</param>
    /// <param name="tile">The tile's first element.</param>
    /// <param name="stride">Elements between its rows.</param>
    /// <param name="isFirst">Whether these are the first terms: the sums begin at +0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(T* left, T* right, nint terms, T* tile, nint stride, bool isFirst)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V s00, s01, s10, s11, s20, s21, s30, s31, s40, s41, s50, s51;
        s00 = s01 = s10 = s11 = s20 = s21 = s30 = s31 = s40 = s41 = s50 = s51 = V.Zero;
        var row0 = new Pointer<T>(tile);
        var row1 = new Pointer<T>(tile + stride);
        var row2 = new Pointer<T>(tile + (2 * stride));
        var row3 = new Pointer<T>(tile + (3 * stride));
        var row4 = new Pointer<T>(tile + (4 * stride));
        var row5 = new Pointer<T>(tile + (5 * stride));
        if (!isFirst)
        {
            (s00, s01) = (V.Load(row0, 0), V.Load(row0, V.Count));
            (s10, s11) = (V.Load(row1, 0), V.Load(row1, V.Count));
            (s20, s21) = (V.Load(row2, 0), V.Load(row2, V.Count));
            (s30, s31) = (V.Load(row3, 0), V.Load(row3, V.Count));
            (s40, s41) = (V.Load(row4, 0), V.Load(row4, V.Count));
            (s50, s51) = (V.Load(row5, 0), V.Load(row5, V.Count));
        }

        for (T* end = left + (Rows * terms); left < end; left += Rows, right += Vectors * V.Count)
        {
            V b0 = V.Load(new Pointer<T>(right), 0);
            V b1 = V.Load(new Pointer<T>(right), V.Count);
            V a = V.Broadcast(left[0]);
            s00 = V.MultiplyAdd(a, b0, s00);
            s01 = V.MultiplyAdd(a, b1, s01);
            a = V.Broadcast(left[1]);
            s10 = V.MultiplyAdd(a, b0, s10);
            s11 = V.MultiplyAdd(a, b1, s11);
            a = V.Broadcast(left[2]);
            s20 = V.MultiplyAdd(a, b0, s20);
            s21 = V.MultiplyAdd(a, b1, s21);
            a = V.Broadcast(left[3]);
            s30 = V.MultiplyAdd(a, b0, s30);
            s31 = V.MultiplyAdd(a, b1, s31);
            a = V.Broadcast(left[4]);
            s40 = V.MultiplyAdd(a, b0, s40);
            s41 = V.MultiplyAdd(a, b1, s41);
            a = V.Broadcast(left[5]);
            s50 = V.MultiplyAdd(a, b0, s50);
            s51 = V.MultiplyAdd(a, b1, s51);
        }

        V.Store(s00, row0, 0);
        V.Store(s01, row0, V.Count);
        V.Store(s10, row1, 0);
        V.Store(s11, row1, V.Count);
        V.Store(s20, row2, 0);
        V.Store(s21, row2, V.Count);
        V.Store(s30, row3, 0);
        V.Store(s31, row3, V.Count);
        V.Store(s40, row4, 0);
        V.Store(s41, row4, V.Count);
        V.Store(s50, row5, 0);
        V.Store(s51, row5, V.Count);
    }
}
