using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of a program on one case: stages, fetches and loops; passes are
/// <see cref="LinePass{T}"/>'s and <see cref="RowsPass{T}"/>'s.</summary>
internal sealed class ProgramRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<int, double[]> _stage;
    private readonly HashSet<int> _wholes;
    private int _loops;

    public ProgramRun(
        ProgramPlan plan, ProgramCase<T> of, ContractionClass contraction, Action<int, double[]> stage, RoundingNoise? noise = null)
    {
        (Plan, Axes, Contraction, Noise, _stage) = (plan, of.Axes, contraction, noise, stage);
        _wholes = [.. WholeSlots.Of(plan)];
        Values = new double[Math.Max(plan.Slots, 1)];
        Values[0] = 1;
        for (int i = 0; i < plan.Scalars.Count; i++)
        {
            Values[plan.Scalars[i].Slot] = of.Scalars[i];
        }

        Arrays = [.. of.Arrays, .. new T[plan.Temporaries.Count][]];
        for (int i = 0; i < plan.Temporaries.Count; i++)
        {
            ProgramArray temporary = plan.Temporaries[i];
            Arrays[plan.Arrays.Count + i] = temporary.Of >= 0 ? Arrays[temporary.Of] : new T[SizeOf(temporary)];
        }

        Sparse = new SparseRun<T>(this, of);
    }

    public ProgramPlan Plan { get; }

    public nint[] Axes { get; }

    public ContractionClass Contraction { get; }

    /// <summary>What moves rounded results; null for the run itself.</summary>
    public RoundingNoise? Noise { get; }

    public double[] Values { get; }

    public T[][] Arrays { get; }

    public SparseRun<T> Sparse { get; }

    public int Length(int axis) => (int)Axes[axis];

    public long Integer(int slot) => BitConverter.DoubleToInt64Bits(Values[slot]);

    /// <summary>An element of a matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T Cell(int array, long row, long column)
    {
        ProgramArray matrix = Plan.Array(array);
        return (ulong)row < (ulong)Axes[matrix.RowAxis] && (ulong)column < (ulong)Axes[matrix.Axis]
            ? Arrays[array][(row * Axes[matrix.Axis]) + column]
            : throw new ArgumentOutOfRangeException(
                nameof(row), $"{matrix.Name} has no element at {row}, {column}.");
    }

    /// <summary>A constant: computed in double, rounded once.</summary>
    public T Constant(int slot) => Narrow(Values[slot]);

    /// <summary>A double rounded to the element type.</summary>
    public T Narrow(double value) => Noise is null ? T.CreateTruncating(value) : Noise.Narrow<T>(value);

    /// <summary>A multiply–add of the class.</summary>
    public T MultiplyAdd(T a, T b, T c)
    {
        T result = ElementOperations<T>.Ternary(PlanOperation.Mad, Contraction)(a, b, c);
        return Noise is null ? result : Noise.Ternary(PlanOperation.Mad, a, b, c, result);
    }

    public void Run(IReadOnlyList<ProgramItem> items)
    {
        foreach (ProgramItem item in items)
        {
            Run(item);
        }
    }

    private int SizeOf(ProgramArray array) => array.Entries >= 0 ? Length(array.Entries) : Length(array.Axis) * (array.IsMatrix ? Length(array.RowAxis) : 1);

    private void Run(ProgramItem item)
    {
        switch (item)
        {
            case ProgramStage stage:
                Evaluate(stage);
                break;
            case ProgramLine line:
                new LinePass<T>(this, line).Run();
                break;
            case ProgramRows rows:
                new RowsPass<T>(this, rows).Run();
                break;
            case ProgramFetch fetch:
                T element = fetch.Column < 0
                    ? Element(fetch.Array, Integer(fetch.Row))
                    : Cell(fetch.Array, Integer(fetch.Row), Integer(fetch.Column));
                Values[fetch.Slot] = double.CreateTruncating(element);
                break;
            case ProgramProduct product:
                Multiply(product);
                break;
            case ProgramSumByKey sum:
                KeySums.Run(this, sum);
                break;
            case ProgramLoop loop:
                Loop(loop);
                break;
            case ProgramInside inside:
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)Integer(inside.Slot), (ulong)Length(inside.Axis));
                break;
            default:
                Sparse.Run(item);
                break;
        }
    }

    /// <summary>Constants may be moved: factors were collected in them. Numbers of a loop are computed as the definition has them, of
    /// reductions that were moved; and a number that is passed on from one place to another is the same.</summary>
    private void Evaluate(ProgramStage stage)
    {
        double[] before = [.. Values];
        _stage(stage.Number, Values);
        if (Noise is null || _loops > 0)
        {
            return;
        }

        HashSet<long> known = [.. before.Select(BitConverter.DoubleToInt64Bits)];
        for (int i = 0; i < before.Length; i++)
        {
            bool isPassedOn = known.Contains(BitConverter.DoubleToInt64Bits(Values[i]));
            Values[i] = isPassedOn || _wholes.Contains(i) ? Values[i] : Noise.Stage(Values[i]);
        }
    }

    private T Element(int line, long index) => (ulong)index < (ulong)Arrays[line].Length
        ? Arrays[line][index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"{Plan.Array(line).Name} has no such element.");

    private void Loop(ProgramLoop loop)
    {
        _loops++;
        RunRounds(loop);
        _loops--;
    }

    private void RunRounds(ProgramLoop loop)
    {
        long count = Integer(loop.Count);
        Values[loop.Index] = BitConverter.Int64BitsToDouble(0);
        for (long round = 0; round < count; round++)
        {
            if (loop.Until < 0)
            {
                Values[loop.Index] = BitConverter.Int64BitsToDouble(round);
            }

            Run(loop.Items);
            if (loop.Until >= 0)
            {
                Values[loop.Index] = BitConverter.Int64BitsToDouble(round + 1);
                if (Values[loop.Until] != 0)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Each element is one chain of multiply–adds over k, ascending, in the element type.</summary>
    private void Multiply(ProgramProduct product)
    {
        ProgramArray a = Plan.Array(product.A);
        ProgramArray c = Plan.Array(product.C);
        int inner = Length(product.IsLeftTurned ? a.RowAxis : a.Axis);
        for (int i = 0; i < Length(c.RowAxis); i++)
        {
            for (int j = 0; j < Length(c.Axis); j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < inner; k++)
                {
                    T x = product.IsLeftTurned ? Cell(product.A, k, i) : Cell(product.A, i, k);
                    T y = product.IsRightTurned ? Cell(product.B, j, k) : Cell(product.B, k, j);
                    sum = MultiplyAdd(x, y, sum);
                }

                Arrays[product.C][(i * Length(c.Axis)) + j] = sum;
            }
        }
    }
}
