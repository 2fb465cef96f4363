namespace Numerics;

/// <content>How elements came about, while something is differentiated; and functions of elements.</content>
public sealed partial class Vec
{
    private readonly Traced? _traced;

    internal bool IsTraced => _traced is not null;

    internal Traced Traced => _traced ?? Traced.Line(_values, _low);

    internal static Vec FromTraced(Traced values) => new(values);

    internal static Vec Filled(int length, Scalar value) =>
        FromTraced(value.Traced.Gather(1, length, TableForm.Row, new int[length]));

    internal static Vec Map(Vec x, ElementFunction f) => new(x.Traced.Apply(f));

    internal static Vec Map(Vec x, Vec y, ElementFunction2 f)
    {
        Shape.Check(x.Length, y.Length);
        return new Vec(x.Traced.Apply(f, y.Traced));
    }

    internal static Vec Map(Vec x, Scalar y, ElementFunction2 f) => new(x.Traced.Apply(f, y.Traced));

    internal static Vec Map(Scalar x, Vec y, ElementFunction2 f) => new(x.Traced.Apply(f, y.Traced));

    internal static Vec FusedMultiplyAdd(Vec x, Vec y, Vec z)
    {
        Shape.Check(x.Length, y.Length);
        Shape.Check(x.Length, z.Length);
        return new Vec(x.Traced.FusedMultiplyAdd(y.Traced, z.Traced));
    }

    internal static Vec Select(Mask mask, Vec x, Vec y)
    {
        Shape.Check(mask.Length, x.Length);
        Shape.Check(mask.Length, y.Length);
        return new Vec(Traced.Where(new Table<bool>(1, mask.Length, mask.ToArray(), TableForm.Row), x.Traced, y.Traced));
    }
}
