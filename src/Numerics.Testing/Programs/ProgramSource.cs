using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Draws cases for a rule over matrices: shapes, elements, host values, numbers.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="subject">The rule, and what is known of its inputs.</param>
/// <param name="seed">Where chance begins.</param>
internal sealed class ProgramSource<T>(ProgramSubject subject, int seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double ShareOfDefaults = 0.25;
    private const int MostTries = 100;
    private const int Divided = 12;
    private const int WholeNumbersTo = 5;

    /// <summary>Of four entries in a row so many are stored: of some rows none, of some all.</summary>
    private const int Shares = 5;

    private readonly ProgramRule _rule = subject.Rule;

    private static readonly double[] HardWhole = [0, 1, 2, 3, 5, 24];

    /// <summary>The sequence of everything drawn here.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>The number of lengths that arrays fix.</summary>
    public int FreeAxes => _rule.Plans[0].IsHostAxis.Count(isHost => !isHost);

    /// <summary>Whether an array or a temporary is a matrix.</summary>
    public bool HasMatrices => _rule.Plans[0].Arrays.Concat(_rule.Plans[0].Temporaries).Any(a => a.IsMatrix);

    /// <summary>A case of a shape.</summary>
    /// <param name="profile">What its elements look like.</param>
    /// <param name="shape">The lengths that arrays fix; of more than there are axes the first ones.</param>
    /// <param name="useDefaults">Whether host values with defaults have them.</param>
    public ProgramCase<T> Draw(InputProfile profile, IReadOnlyList<int> shape, bool useDefaults = false)
    {
        (double[] host, nint[] axes) = DrawHost(shape, useDefaults || Random.NextDouble() < ShareOfDefaults);
        return DrawLike(profile, new ProgramCase<T>([], axes, host, []));
    }

    /// <summary>Other elements and numbers for the same lengths and host values.</summary>
    public ProgramCase<T> DrawLike(InputProfile profile, ProgramCase<T> like)
    {
        ProgramPlan plan = _rule.Plans[_rule.VariantOf(like.Host)];
        int most = plan.Arrays.Count == 0 ? 0 : (int)plan.Arrays.Max(a => CellsOf(a, like.Axes));
        T[][] lines = new InputSource<T>(Random).Arrays(profile, most, new bool[plan.Arrays.Count]);
        T[][] arrays = [.. plan.Arrays.Select((a, k) => lines[k][..(int)SizeOf(a, like.Axes)])];
        foreach (ProgramSumByKey sum in plan.AllItems().OfType<ProgramSumByKey>().Where(s => s.Keys < arrays.Length))
        {
            DrawKeys(arrays[sum.Keys], (int)like.Axes[LengthAxis(plan.Array(sum.Sums))]);
        }

        var drawn = new ProgramCase<T>(arrays, like.Axes, like.Host, DrawScalars(plan, like.Axes))
        {
            Sparse = [.. plan.Arrays.Select((a, k) => a.Shape == ArrayShape.Csr ? DrawSparse(a, like.Axes, lines[k]) : null)],
        };
        subject.Prepare(new ProgramInputs<T>(_rule, plan, drawn, profile));
        return drawn;
    }

    /// <summary>The number of an array's elements; those of a sparse matrix are its own.</summary>
    public static nint SizeOf(ProgramArray array, nint[] axes) => array.Shape == ArrayShape.Csr ? 0 : CellsOf(array, axes);

    private static nint CellsOf(ProgramArray array, nint[] axes) =>
        axes[array.Axis] * (array.IsMatrix ? axes[array.RowAxis] : 1);

    /// <summary>A sparse matrix whose entries are the first of a line's elements.</summary>
    private CsrMatrix<T> DrawSparse(ProgramArray array, nint[] axes, T[] line)
    {
        (int rows, int columns) = ((int)axes[array.RowAxis], (int)axes[array.Axis]);
        List<int> starts = [0];
        List<int> places = [];
        for (int i = 0; i < rows; i++)
        {
            int share = Random.Next(Shares);
            places.AddRange(Enumerable.Range(0, columns).Where(_ => Random.Next(Shares - 1) < share));
            starts.Add(places.Count);
        }

        return new(rows, columns, [.. starts], [.. places], line.AsSpan(0, places.Count));
    }

    private static int LengthAxis(ProgramArray sums) => sums.IsMatrix ? sums.RowAxis : sums.Axis;

    /// <summary>Whole numbers in the range and just outside it, some between two.</summary>
    private void DrawKeys(T[] keys, int length)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = T.CreateTruncating(Random.Next(-1, length + 1) + (Random.Next(16) == 0 ? 0.5 : 0));
        }
    }

    /// <summary>Host values that the rule has lengths for: others are refused before anything is looked at.</summary>
    private (double[] Host, nint[] Axes) DrawHost(IReadOnlyList<int> shape, bool useDefaults)
    {
        for (int attempt = 0; ; attempt++)
        {
            double[] host = [.. _rule.Parameters.Where(IsHost).Select(p => Draw(p, useDefaults))];
            try
            {
                int variant = _rule.VariantOf(host);
                nint[] axes = new nint[_rule.Plans[variant].IsHostAxis.Count];
                int free = 0;
                for (int a = 0; a < axes.Length; a++)
                {
                    axes[a] = _rule.Plans[variant].IsHostAxis[a] ? 0 : Length(shape[free++], attempt);
                }

                _rule.Lengths(variant, host, axes);
                return (host, axes);
            }
            catch (ArgumentException) when (attempt < MostTries)
            {
            }
        }
    }

    /// <summary>A length as it is; where the rule takes none, after a while the next that two, three and four divide.</summary>
    private static int Length(int length, int attempt) =>
        attempt < MostTries / 2 ? length : (length + Divided - 1) / Divided * Divided;

    private double Draw(RuleParameter p, bool useDefaults) => p.Kind switch
    {
        _ when useDefaults && p.Default is double known => known,
        ParameterKind.Long => BitConverter.Int64BitsToDouble(Random.Next(WholeNumbersTo)),
        ParameterKind.ULong => BitConverter.UInt64BitsToDouble((ulong)Random.NextInt64()),
        ParameterKind.Int when p.Role != ParameterRole.StepNumber => Pick([.. HardWhole.Where(v => HostSource.IsAllowed(p, v))]),
        _ => new HostSource(Random).Draw(p),
    };

    /// <summary>Numbers; whole ones mostly of a position that there is.</summary>
    private double[] DrawScalars(ProgramPlan plan, nint[] axes) => [.. plan.Scalars.Select(s => s.IsInteger
        ? BitConverter.Int64BitsToDouble(Random.Next(Math.Max(1, (int)axes.DefaultIfEmpty(1).Min())))
        : (double)(float)(4 * (Random.NextDouble() - 0.5)))];

    private double Pick(double[] values) => values[Random.Next(values.Length)];

    private static bool IsHost(RuleParameter p) =>
        p.Kind is not (ParameterKind.Array or ParameterKind.Scalar or ParameterKind.Integer);
}
