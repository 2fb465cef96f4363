using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Tiles of a product that one thread brings up to date: those of panels [Top, Bottom) of the left operand with panels
/// [First, End) of the right.</summary>
internal unsafe struct ProductBlock<T>
    where T : unmanaged
{
    public T* Left;
    public T* Right;
    public MatrixView<T> Result;
    public nint Terms;
    public bool IsFirst;
    public nint Top;
    public nint Bottom;
    public nint First;
    public nint End;

    /// <summary>Adds the slab's terms to all tiles. A panel of the right operand stays in the first-level cache meanwhile.</summary>
    public readonly void Run<V>()
        where V : struct, ILanes<V, T>
    {
        for (nint right = First; right < End; right++)
        {
            for (nint left = Top; left < Bottom; left++)
            {
                Run<V>(left, right);
            }
        }
    }

    private readonly void Run<V>(nint left, nint right)
        where V : struct, ILanes<V, T>
    {
        nint width = ProductTile.Vectors * V.Count;
        T* leftPanel = Left + (left * ProductTile.Rows * Terms);
        T* rightPanel = Right + (right * width * Terms);
        nint rows = Math.Min(ProductTile.Rows, Result.Rows - (left * ProductTile.Rows));
        nint columns = Math.Min(width, Result.Columns - (right * width));
        T* tile = Result.At(left * ProductTile.Rows, right * width);
        if (rows == ProductTile.Rows && columns == width)
        {
            ProductTile.Add<V, T>(leftPanel, rightPanel, Terms, tile, Result.RowStride, IsFirst);
        }
        else
        {
            RunAtEdge<V>(leftPanel, rightPanel, tile, rows, columns);
        }
    }

    /// <summary>A tile that hangs over the result's edge is computed whole beside it.</summary>
    [SkipLocalsInit]
    private readonly void RunAtEdge<V>(T* left, T* right, T* tile, nint rows, nint columns)
        where V : struct, ILanes<V, T>
    {
        nint width = ProductTile.Vectors * V.Count;
        T* whole = stackalloc T[ProductTile.Rows * ProductTile.Vectors * V.Count];
        if (!IsFirst)
        {
            new Span<T>(whole, (int)(ProductTile.Rows * width)).Clear();
            Lines.Copy(tile, Result.RowStride, 1, rows, columns, whole, width, 1);
        }

        ProductTile.Add<V, T>(left, right, Terms, whole, width, IsFirst);
        Lines.Copy(whole, width, 1, rows, columns, tile, Result.RowStride, 1);
    }
}
