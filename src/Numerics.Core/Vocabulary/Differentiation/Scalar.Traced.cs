namespace Numerics;

/// <content>How a number came about, while something is differentiated.</content>
public readonly partial struct Scalar
{
    internal Traced Traced => Origin ?? Traced.Constant(Table.Number(Value));

    internal static Scalar Of(Traced number) => new(number.Table.Values[0]) { Origin = number.Trace is null ? null : number };

    internal static Scalar Map(Scalar x, ElementFunction f) =>
        x.Origin is null ? new(f.Plain(x.Value)) : Of(x.Traced.Apply(f));

    internal static Scalar Map(Scalar x, Scalar y, ElementFunction2 f) =>
        x.Origin is null && y.Origin is null ? new(f.Plain(x.Value, y.Value)) : Of(x.Traced.Apply(f, y.Traced));

    internal static Scalar Of(
        Scalar x, Scalar y, Scalar z, Func<Traced, Traced, Traced, Traced> traced, Func<double, double, double, double> plain) =>
        x.Origin is null && y.Origin is null && z.Origin is null
            ? new(plain(x.Value, y.Value, z.Value))
            : Of(traced(x.Traced, y.Traced, z.Traced));
}
