using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of a program on one case: stages, fetches and loops; passes are <see cref="ProgramPass{T}"/>'s.</summary>
internal sealed class ProgramRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<int, double[]> _stage;
    private readonly ProgramPass<T> _pass;

    public ProgramRun(ProgramPlan plan, ProgramCase<T> of, ContractionClass contraction, Action<int, double[]> stage)
    {
        (Plan, Axes, Contraction, _stage) = (plan, of.Axes, contraction, stage);
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
        _pass = new ProgramPass<T>(this);
    }

    public ProgramPlan Plan { get; }

    public nint[] Axes { get; }

    public ContractionClass Contraction { get; }

    public double[] Values { get; }

    public T[][] Arrays { get; }

    public SparseRun<T> Sparse { get; }

    public int Length(int axis) => (int)Axes[axis];

    public long Integer(int slot) => BitConverter.DoubleToInt64Bits(Values[slot]);

    /// <summary>An element of a matrix.</summary>
    public T Cell(int array, long row, long column) => Arrays[array][(row * Axes[Plan.Array(array).Axis]) + column];

    /// <summary>A constant: computed in double, rounded once.</summary>
    public T Constant(int slot) => T.CreateTruncating(Values[slot]);

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
                _stage(stage.Number, Values);
                break;
            case ProgramLine line:
                _pass.Run(line);
                break;
            case ProgramRows rows:
                _pass.Run(rows);
                break;
            case ProgramFetch fetch:
                T element = fetch.Column < 0
                    ? Arrays[fetch.Array][Integer(fetch.Row)]
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

    private void Loop(ProgramLoop loop)
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
        Func<T, T, T, T> add = ElementOperations<T>.Ternary(PlanOperation.Mad, Contraction);
        for (int i = 0; i < Length(c.RowAxis); i++)
        {
            for (int j = 0; j < Length(c.Axis); j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < inner; k++)
                {
                    T x = product.IsLeftTurned ? Cell(product.A, k, i) : Cell(product.A, i, k);
                    T y = product.IsRightTurned ? Cell(product.B, j, k) : Cell(product.B, k, j);
                    sum = add(x, y, sum);
                }

                Arrays[product.C][(i * Length(c.Axis)) + j] = sum;
            }
        }
    }
}
