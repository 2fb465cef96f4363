namespace Numerics;

/// <summary>A row of a <see cref="Csr"/>: its stored entries, perhaps scaled. It meets a <see cref="Row"/> at those entries alone; what
/// it is computed with costs as much as it has entries.</summary>
public sealed class SparseRow
{
    private readonly int _length;
    private readonly int[] _columns;
    private readonly Traced _factors;

    internal SparseRow(int length, int[] columns, Traced factors) => (_length, _columns, _factors) = (length, columns, factors);

    /// <summary>−x, each entry.</summary>
    public static SparseRow operator -(SparseRow x) => x.Scaled(-1);

    /// <summary>The product of a number and each entry.</summary>
    public static SparseRow operator *(Scalar left, SparseRow right) => right.Scaled(left);

    /// <summary>The product of each entry and a number.</summary>
    public static SparseRow operator *(SparseRow left, Scalar right) => left.Scaled(right);

    /// <summary>The row with the entries added where they stand; the other elements stay what they are.</summary>
    public static Row operator +(Row left, SparseRow right) => right.AddedTo(left);

    /// <summary>The row with the entries added where they stand; the other elements stay what they are.</summary>
    public static Row operator +(SparseRow left, Row right) => left.AddedTo(right);

    /// <summary>The row with the entries subtracted where they stand; the other elements stay what they are.</summary>
    public static Row operator -(Row left, SparseRow right) => (-right).AddedTo(left);

    internal Scalar Dot(Row x)
    {
        Check(x);
        return Scalar.Of((_factors * x.Traced.Gather(1, _columns.Length, TableForm.Row, _columns)).Sum());
    }

    private SparseRow Scaled(Scalar factor) => new(_length, _columns, factor.Traced * _factors);

    private Row AddedTo(Row x)
    {
        Check(x);
        double[] sums = x.Table.Values.ToArray();
        for (int k = 0; k < _columns.Length; k++)
        {
            sums[_columns[k]] += _factors.Table.Values[k];
        }

        return Row.Of(Traced.Made(
            new Table<double>(1, _length, sums, TableForm.Row),
            [x.Traced, _factors],
            adjoint => [adjoint, adjoint.Gather(1, _columns.Length, TableForm.Row, _columns)]));
    }

    private void Check(Row x)
    {
        if (x.Length != _length)
        {
            throw new ArgumentException($"A SparseRow of {_length} columns and a Row of {x.Length} elements do not combine.");
        }
    }
}
