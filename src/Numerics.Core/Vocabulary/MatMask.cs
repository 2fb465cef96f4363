namespace Numerics;

/// <summary>A truth value for each element of a matrix.</summary>
public sealed class MatMask : ShapedMask<Mat, MatMask>
{
    internal MatMask(Table<bool> table)
        : base(table)
    {
    }

    internal override MatMask Make(Table<bool> table) => new(table);

    internal override Mat MakeNumbers(Table<double> table) => new(table);
}
