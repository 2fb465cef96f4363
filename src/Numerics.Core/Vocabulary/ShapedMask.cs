namespace Numerics;

/// <summary>What <see cref="RowMask"/>, <see cref="ColMask"/> and <see cref="MatMask"/> have in common.</summary>
/// <typeparam name="S">The shape whose truth values these are.</typeparam>
/// <typeparam name="M">The truth values themselves.</typeparam>
public abstract class ShapedMask<S, M>
    where S : Shaped<S, M>
    where M : ShapedMask<S, M>
{
    private protected ShapedMask(Table<bool> table) => Table = table;

    internal Table<bool> Table { get; }

    internal abstract M Make(Table<bool> table);

    internal abstract S MakeNumbers(Table<double> table);

    internal S MakeNumbers(Traced values) => MakeNumbers(values.Table).Make(values);

    /// <summary>A copy of the truth values, for code around rules.</summary>
    public bool[] ToArray() => [.. Table.Values];

    /// <summary>Where x does not hold.</summary>
    public static M operator !(ShapedMask<S, M> x) => x.Make(x.Table.Map(e => !e));

    /// <summary>Where both hold.</summary>
    public static M operator &(ShapedMask<S, M> left, ShapedMask<S, M> right) =>
        left.Make(Numerics.Table.Map(left.Table, right.Table, (a, b) => a & b));

    /// <summary>Where both hold.</summary>
    public static M operator &(ShapedMask<S, M> left, ScalarMask right) => left.Make(left.Table.Map(a => a & right.Value));

    /// <summary>Where both hold.</summary>
    public static M operator &(ScalarMask left, ShapedMask<S, M> right) => right & left;

    /// <summary>Where one holds at least.</summary>
    public static M operator |(ShapedMask<S, M> left, ShapedMask<S, M> right) =>
        left.Make(Numerics.Table.Map(left.Table, right.Table, (a, b) => a | b));

    /// <summary>Where one holds at least.</summary>
    public static M operator |(ShapedMask<S, M> left, ScalarMask right) => left.Make(left.Table.Map(a => a | right.Value));

    /// <summary>Where one holds at least.</summary>
    public static M operator |(ScalarMask left, ShapedMask<S, M> right) => right | left;

    /// <summary>Where exactly one holds.</summary>
    public static M operator ^(ShapedMask<S, M> left, ShapedMask<S, M> right) =>
        left.Make(Numerics.Table.Map(left.Table, right.Table, (a, b) => a ^ b));

    /// <summary>Where exactly one holds.</summary>
    public static M operator ^(ShapedMask<S, M> left, ScalarMask right) => left.Make(left.Table.Map(a => a ^ right.Value));

    /// <summary>Where exactly one holds.</summary>
    public static M operator ^(ScalarMask left, ShapedMask<S, M> right) => right ^ left;
}
