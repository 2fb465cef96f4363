namespace Numerics;

/// <summary>A row of a <see cref="Csr"/>: its stored entries, perhaps scaled. It meets a <see cref="Row"/> at those entries alone; what
/// it is computed with costs as much as it has entries.</summary>
public sealed class SparseRow
{
    private readonly int _length;
    private readonly int[] _columns;
    private readonly double[] _values;

    internal SparseRow(int length, int[] columns, double[] values) => (_length, _columns, _values) = (length, columns, values);

    /// <summary>−x, each entry.</summary>
    public static SparseRow operator -(SparseRow x) => x.Scaled(-1);

    /// <summary>The product of a number and each entry.</summary>
    public static SparseRow operator *(Scalar left, SparseRow right) => right.Scaled(left.Value);

    /// <summary>The product of each entry and a number.</summary>
    public static SparseRow operator *(SparseRow left, Scalar right) => left.Scaled(right.Value);

    /// <summary>The row with the entries added where they stand; the other elements stay what they are.</summary>
    public static Row operator +(Row left, SparseRow right) => right.AddedTo(left);

    /// <summary>The row with the entries added where they stand; the other elements stay what they are.</summary>
    public static Row operator +(SparseRow left, Row right) => left.AddedTo(right);

    /// <summary>The row with the entries subtracted where they stand; the other elements stay what they are.</summary>
    public static Row operator -(Row left, SparseRow right) => (-right).AddedTo(left);

    internal Scalar Dot(Row x)
    {
        Check(x);
        double sum = 0;
        for (int k = 0; k < _values.Length; k++)
        {
            sum += _values[k] * x[_columns[k]];
        }

        return sum;
    }

    private SparseRow Scaled(double factor) => new(_length, _columns, Array.ConvertAll(_values, v => factor * v));

    private Row AddedTo(Row x)
    {
        Check(x);
        double[] sums = x.ToArray();
        for (int k = 0; k < _values.Length; k++)
        {
            sums[_columns[k]] += _values[k];
        }

        return new Row(sums);
    }

    private void Check(Row x)
    {
        if (x.Length != _length)
        {
            throw new ArgumentException($"A SparseRow of {_length} columns and a Row of {x.Length} elements do not combine.");
        }
    }
}
