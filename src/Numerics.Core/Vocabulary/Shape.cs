namespace Numerics;

/// <summary>The one rule of shapes: arrays that combine have one length.</summary>
internal static class Shape
{
    public static (int Rows, int Columns, TableForm Form) Of<E>(Table<E> table) => (table.Rows, table.Columns, table.Form);

    public static void Check(int left, int right)
    {
        if (left != right)
        {
            throw new ArgumentException($"Arrays of different lengths do not combine: {left} and {right} elements.");
        }
    }

    /// <summary>A position that is in range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public static int Position(Integer index, int length) => index.Value >= 0 && index.Value < length
        ? (int)index.Value
        : throw new ArgumentOutOfRangeException(nameof(index), index.Value, $"There are {length} elements.");
}
