namespace Numerics;

/// <content>A flat array as a matrix of groups, and back.</content>
public static partial class Functions
{
    /// <summary>An array as a matrix whose rows are its groups of <paramref name="size"/> neighbours: the same memory.</summary>
    /// <param name="v">The array.</param>
    /// <param name="size">The elements of a group.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    /// <exception cref="ArgumentException">The length is no multiple of the size: there are no short groups.</exception>
    public static Mat Groups(Vec v, int size) =>
        Mat.Of(v.Traced.Reshape(Runtime.Check.Groups(v.Length, size), size, TableForm.Mat));

    /// <summary>A matrix's elements, row after row: the same memory.</summary>
    public static Vec Ungroup(Mat m) => Flat(m);

    /// <summary>In place of each element the mean of its group of <paramref name="size"/> neighbours, as
    /// <see cref="MeanRows"/> of <see cref="Groups"/> has it.</summary>
    /// <inheritdoc cref="Groups"/>
    public static Vec BlockMean(Vec v, int size)
    {
        Mat groups = Groups(v, size);
        Col means = MeanRows(groups);
        int[] places = [.. Enumerable.Range(0, v.Length).Select(k => k / size)];
        return Ungroup(Mat.Of(means.Traced.Gather(groups.Rows, size, TableForm.Mat, places)));
    }
}
