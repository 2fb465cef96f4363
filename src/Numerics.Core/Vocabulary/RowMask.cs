namespace Numerics;

/// <summary>A truth value for each column of a matrix.</summary>
public sealed class RowMask : ShapedMask<Row, RowMask>
{
    internal RowMask(Table<bool> table)
        : base(table)
    {
    }

    internal override RowMask Make(Table<bool> table) => new(table);

    internal override Row MakeNumbers(Table<double> table) => new(table);
}
