using Numerics.Generators.Ir;

namespace Numerics.Generators.Tests.Ir;

/// <summary>Constants fold to what C# computes, and their text reads back to the same bits.</summary>
public class HostFoldingTests
{
    private static readonly int[] Ints = [0, 1, -1, 2, 3, -7, 31, 32, 33, 12345, int.MaxValue, int.MinValue];

    [Fact]
    public void Integers_fold_as_they_are_computed()
    {
        foreach (int x in Ints)
        {
            foreach (int y in Ints)
            {
                AssertFolds("+", x, y, unchecked(x + y));
                AssertFolds("-", x, y, unchecked(x - y));
                AssertFolds("*", x, y, unchecked(x * y));
                AssertFolds("<<", x, y, x << y);
                AssertFolds(">>", x, y, x >> y);
                AssertFolds("&", x, y, x & y);
                AssertFolds("|", x, y, x | y);
                AssertFolds("^", x, y, x ^ y);
                if (y != 0 && !(x == int.MinValue && y == -1))
                {
                    AssertFolds("/", x, y, x / y);
                    AssertFolds("%", x, y, x % y);
                }
            }
        }
    }

    [Fact]
    public void Longs_fold_as_they_are_computed()
    {
        long[] values = [0, 5, -7, int.MaxValue, long.MaxValue, long.MinValue, (1L << 53) + 1];
        foreach (long x in values)
        {
            foreach (long y in values)
            {
                AssertFolds("+", x, y, unchecked(x + y));
                AssertFolds("*", x, y, unchecked(x * y));
                var graph = new GraphBuilder();
                int less = graph.Host("<", HostTypes.Bool, graph.Literal(x), graph.Literal(y));
                Assert.Equal(x < y, HostTypes.TryTruth(graph[less]));
            }
        }
    }

    [Fact]
    public void What_would_throw_is_not_folded()
    {
        Assert.Null(Fold("/", 5, 0));
        Assert.Null(Fold("%", 5, 0));
        Assert.Null(Fold("/", int.MinValue, -1));
    }

    [Fact]
    public void Negation_of_the_least_int_wraps()
    {
        var graph = new GraphBuilder();
        Assert.Equal(int.MinValue, HostTypes.TryInteger(graph[graph.HostUnary("-", HostTypes.Int, graph.Literal(int.MinValue))]));
        Assert.Equal(~5L, HostTypes.TryInteger(graph[graph.HostUnary("~", HostTypes.Int, graph.Literal(5))]));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(1e300, int.MaxValue)]
    [InlineData(-1e300, int.MinValue)]
    [InlineData(-2.9, -2)]
    [InlineData(2147483647.5, int.MaxValue)]
    public void Numbers_convert_as_the_platform_converts(double number, int expected)
    {
        var graph = new GraphBuilder();
        Assert.Equal(expected, HostTypes.TryInteger(graph[graph.Cast(graph.Literal(number), HostTypes.Int)]));
        Assert.Equal(unchecked((int)number), expected);
    }

    [Fact]
    public void Truth_values_fold_with_one_side_known()
    {
        var graph = new GraphBuilder();
        int open = graph.Add(new Node(Op.Parameter, Kind.Host, EquatableArray<int>.Empty, HostTypes.Bool));
        int not = graph.HostUnary("!", HostTypes.Bool, open);
        (int yes, int no) = (graph.Literal(true), graph.Literal(false));
        Assert.Equal(open, graph.Host("&&", HostTypes.Bool, yes, open));
        Assert.Equal(no, graph.Host("&&", HostTypes.Bool, open, no));
        Assert.Equal(open, graph.Host("||", HostTypes.Bool, open, no));
        Assert.Equal(yes, graph.Host("|", HostTypes.Bool, yes, open));
        Assert.Equal(not, graph.Host("==", HostTypes.Bool, open, no));
        Assert.Equal(not, graph.Host("^", HostTypes.Bool, yes, open));
        Assert.Equal(open, graph.HostUnary("!", HostTypes.Bool, not));
        Assert.Equal(open, graph.HostConditional(yes, open, no));
    }

    [Fact]
    public void Every_double_reads_back_from_its_text()
    {
        var random = new Random(7);
        double[] special = [0.0, -0.0, 0.1, 1e-3, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity,
            double.NegativeInfinity, 0.3, 1.0 / 3, 5e-324, 1e23];
        foreach (double value in special.Concat(Enumerable.Range(0, 10_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))))
        {
            Node literal = new(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Double, HostTypes.Text(value));
            Assert.Equal(Bits(value), Bits(HostTypes.TryNumber(literal)!.Value));
        }

        Assert.Equal("0.001D", HostTypes.Text(1e-3));
        Assert.Equal("-0D", HostTypes.Text(-0.0));
    }

    [Fact]
    public void Every_float_reads_back_from_its_text()
    {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next());
            Node literal = new(Op.Literal, Kind.Host, EquatableArray<int>.Empty, HostTypes.Float, HostTypes.Text(value));
            Assert.Equal((double)value, HostTypes.TryNumber(literal)!.Value);
        }
    }

    private static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);

    private static void AssertFolds(string @operator, int x, int y, int expected) =>
        Assert.Equal(expected, Fold(@operator, x, y) ?? throw new InvalidOperationException($"{x} {@operator} {y} does not fold."));

    private static void AssertFolds(string @operator, long x, long y, long expected)
    {
        var graph = new GraphBuilder();
        Assert.Equal(expected, HostTypes.TryInteger(graph[graph.Host(@operator, HostTypes.Long, graph.Literal(x), graph.Literal(y))]));
    }

    private static long? Fold(string @operator, int x, int y)
    {
        var graph = new GraphBuilder();
        return HostTypes.TryInteger(graph[graph.Host(@operator, HostTypes.Int, graph.Literal(x), graph.Literal(y))]);
    }
}
