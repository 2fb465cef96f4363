namespace Numerics;

/// <summary>A truth value for each row of a matrix.</summary>
public sealed class ColMask : ShapedMask<Col, ColMask>
{
    internal ColMask(Table<bool> table)
        : base(table)
    {
    }

    internal override ColMask Make(Table<bool> table) => new(table);

    internal override Col MakeNumbers(Table<double> table) => new(table);
}
