using System.Numerics;
using System.Runtime.InteropServices;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>Reductions along columns and over all cells, sums by key, loops of steps, fetches, computed lengths, and operands of
/// any strides: to the bit, on every width and thread count.</summary>
public class MixtureTests
{
    private const int Keys = 5;
    private const int Rounds = 4;
    private const int Limit = 10;
    private const int Counted = 5000;

    /// <summary>Around 16 rows, 16 lanes, the columns combined at a time and the blocks of a sum by key.</summary>
    private static readonly (int Rows, int Columns)[] Shapes =
    [
        (0, 3), (1, 1), (15, 17), (16, 16), (17, 15), (40, 40), (47, 33), (64, 1025), (2049, 2), (40_000, 1),
    ];

    private static readonly Naive Fused = new(Contraction.Fused);

    [Fact]
    public void A_mixture_is_the_naive_computation()
    {
        foreach ((int rows, int columns) in Shapes)
        {
            Check(rows, columns, Samples.Arrays<float>(1, rows * columns)[0].ToArray());
            Check(rows, columns, Samples.Arrays<double>(1, rows * columns)[0].ToArray());
        }
    }

    [Fact]
    public void Infinities_and_NaN_reach_the_reductions_they_are_in()
    {
        Check(20, 20, WithSpecials<float>(400));
        Check(20, 20, WithSpecials<double>(400));
    }

    private static T[] WithSpecials<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] array = Samples.Arrays<T>(1, length)[0].ToArray();
        (array[21], array[63], array[85]) = (T.NaN, T.PositiveInfinity, T.NegativeInfinity);
        return array;
    }

    private static void Check<T>(int rows, int columns, T[] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] keys = [.. Enumerable.Range(0, rows).Select(i => T.CreateChecked((i * 7 % (Keys + 3)) - 1))];
        if (rows > 10)
        {
            (keys[3], keys[10]) = (T.CreateChecked(0.5), T.NaN);
        }

        (T[][] arrays, HandWrittenMixture.Numbers numbers) = Naively(a, keys, rows, columns);
        foreach (KernelContext context in Contexts.All(Contraction.Fused))
        {
            foreach (Layout layout in Enum.GetValues<Layout>())
            {
                using KernelContext.Scope scope = KernelContext.Use(context);
                (T[][] actual, HandWrittenMixture.Numbers actualNumbers) = Run(a, keys, rows, columns, layout);
                Assert.Equal(numbers, actualNumbers);
                for (int i = 0; i < arrays.Length; i++)
                {
                    AssertSame(arrays[i], actual[i], $"array {i}, {rows}×{columns}, {layout}, {context}");
                }
            }
        }
    }

    /// <summary>Equal bits, but that any NaN equals any other.</summary>
    private static void AssertSame<T>(T[] expected, T[] actual, string message)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.True(
            MemoryMarshal.AsBytes<T>([.. expected.Select(Plain)])
                .SequenceEqual(MemoryMarshal.AsBytes<T>([.. actual.Select(Plain)])),
            message);

    private static T Plain<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => T.IsNaN(value) ? T.NaN : value;

    private static (T[][] Arrays, HandWrittenMixture.Numbers Numbers) Run<T>(
        T[] a, T[] keys, int rows, int columns, Layout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new LaidOut<T>(layout, rows, columns, T.One) { Elements = a };
        var doubled = new LaidOut<T>(layout, rows, columns, T.One);
        var keyedRows = new LaidOut<T>(layout, Keys, columns, T.One);
        T[][] lines = [.. new[] { columns, columns, columns, rows, Keys, Counted }.Select(n => new T[n])];
        var arguments = new HandWrittenMixture.Arguments<T>
        {
            A = matrix.Span,
            Doubled = doubled.Span,
            Sums = lines[0],
            Least = lines[1],
            Greatest = lines[2],
            RowGreatest = lines[3],
            Keys = keys,
            Keyed = lines[4],
            KeyedRows = keyedRows.Span,
            Counter = lines[5],
        };
        HandWrittenMixture.Numbers numbers = HandWrittenMixture.Run(arguments, Keys, Rounds, Limit, Keys - 1, columns - 1);
        doubled.AssertAroundUntouched();
        keyedRows.AssertAroundUntouched();
        return ([.. lines, doubled.Elements, keyedRows.Elements], numbers);
    }

    private static (T[][] Arrays, HandWrittenMixture.Numbers Numbers) Naively<T>(T[] a, T[] keys, int rows, int columns)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double A(int i, int j) => double.CreateChecked(a[(i * columns) + j]);
        T[] Columns(ReductionKind kind) => [.. Enumerable.Range(0, columns).Select(
            j => T.CreateChecked(Fused.Column(kind, rows, columns, i => A(i, j))))];
        T[] greatest = [.. Enumerable.Range(0, rows).Select(
            i => T.CreateChecked(Fused.Fold(ReductionKind.Max, columns, j => A(i, j))))];
        T[] ByKey(int width, Func<int, int, double> value) => [..
            from key in Enumerable.Range(0, Keys)
            from j in Enumerable.Range(0, width)
            select T.CreateChecked(SumByKey(keys, key, width, i => value(i, j)))];
        T[] keyedRows = ByKey(columns, A);
        double total = Naive.Levels(
            ReductionKind.Sum, Enumerable.Range(0, rows).Select(i => Fused.Fold(ReductionKind.Sum, columns, j => A(i, j))));
        T[][] arrays =
        [
            Columns(ReductionKind.Sum), Columns(ReductionKind.Min), Columns(ReductionKind.Max), greatest,
            ByKey(1, (i, _) => double.CreateChecked(greatest[i])), [.. Enumerable.Repeat(T.CreateChecked(Rounds), Counted)],
            [.. a.Select(x => x + x)], keyedRows,
        ];
        return (arrays, new(total, 0, double.CreateChecked(keyedRows[^1]), HandWrittenMixture.Enough, 0));
    }

    private static double SumByKey<T>(T[] keys, int key, int width, Func<int, double> value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int inBlock = Math.Max(Math.Max(((16384 + width - 1) / width), 8 * Keys), (keys.Length + 63) / 64);
        IEnumerable<double> Sums()
        {
            for (int start = 0; start < keys.Length; start += inBlock)
            {
                yield return Enumerable.Range(start, Math.Min(inBlock, keys.Length - start))
                    .Where(i => keys[i] == T.CreateChecked(key)).Select(value).Aggregate(0.0, (sum, x) => sum + x);
            }
        }

        return Naive.Levels(ReductionKind.Sum, Sums());
    }
}
