namespace Numerics.Runtime;

/// <summary>Operands of a product as its innermost loop reads them: panels of a few rows (left) or columns (right), in a panel
/// one group of them after the other along the terms of the sum. What is missing from the last panel is zero.</summary>
internal static unsafe class Panels
{
    /// <summary>Packs one panel.</summary>
    /// <param name="source">The operand, lines of the panel as its rows.</param>
    /// <param name="line">The panel's first line.</param>
    /// <param name="width">Lines in a panel.</param>
    /// <param name="term">The first term.</param>
    /// <param name="terms">The number of terms.</param>
    /// <param name="panel">Where element [line + r, term + k] goes to k·width + r.</param>
    public static void Pack<T>(MatrixView<T> source, nint line, nint width, nint term, nint terms, T* panel)
        where T : unmanaged
    {
        nint count = Math.Min(width, source.Rows - line);
        if (count < width)
        {
            new Span<T>(panel, (int)(width * terms)).Clear();
        }

        if (source.RowStride == 1)
        {
            CopySideBySide(source.At(line, term), source.ColumnStride, count, terms, panel, width);
        }
        else
        {
            Lines.Copy(source.At(line, term), source.RowStride, source.ColumnStride, count, terms, panel, 1, width);
        }
    }

    /// <summary>Lines that lie side by side in memory too.</summary>
    private static void CopySideBySide<T>(T* source, nint stride, nint count, nint terms, T* panel, nint width)
        where T : unmanaged
    {
        for (nint k = 0; k < terms; k++)
        {
            new ReadOnlySpan<T>(source + (k * stride), (int)count).CopyTo(new Span<T>(panel + (k * width), (int)count));
        }
    }
}
