using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Runs a program on the arrays of a call: its steps one after the other on the caller's thread, passes in pieces on all
/// threads. One for each program and thread, kept, so that a call allocates nothing.</summary>
/// <typeparam name="K">The program.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe partial class ProgramRunner<K, T> : Job
    where K : struct, IProgram
    where T : unmanaged
{
    [ThreadStatic]
    private static ProgramRunner<K, T>? s_mine;

    private static readonly ProgramInfo Info = ProgramInfo<K>.Value;

    private KernelContext _context = null!;
    private int _threads;
    private GridTables<T>* _tables;

    /// <summary>The calling thread's runner.</summary>
    public static ProgramRunner<K, T> Mine => s_mine ??= new ProgramRunner<K, T>();

    /// <summary>Runs the program.</summary>
    /// <param name="context">What it runs with.</param>
    /// <param name="threads">The most threads, the caller's included.</param>
    /// <param name="arrays">The arrays, checked and held in place.</param>
    /// <param name="host">The host values.</param>
    /// <param name="values">The table of values.</param>
    public void Run(
        KernelContext context, int threads, in CallArrays<T> arrays, ReadOnlySpan<double> host, Span<double> values)
    {
        (_context, _threads) = (context, threads);
        Open(arrays, host, values);
        Pack(arrays);
        if (IsWithinStack && AreLinesShort())
        {
            RunHere();
        }
        else
        {
            RunSteps(Info.Steps);
        }

        Unpack(arrays);
        Values.CopyTo(values);
    }

    /// <summary>Whether threads would not share any pass.</summary>
    private bool AreLinesShort()
    {
        nint most = 0;
        foreach (int axis in Info.WalkedAxes)
        {
            most = Math.Max(most, _tables->Axes[axis]);
        }

        return most <= _context.ParallelThreshold;
    }

    /// <summary>Runs the program by its own method, on this thread.</summary>
    [SkipLocalsInit]
    private void RunHere()
    {
        if (Info.FirstStage is not null)
        {
            Evaluate(Info.FirstStage);
        }

        double** numbers = stackalloc double*[Info.Numbers.Length];
        for (int k = 0; k < Info.Numbers.Length; k++)
        {
            numbers[k] = _tables->Values + Info.Numbers[k];
        }

        double* slots = stackalloc double[Info.Slots * ProblemTable<T>.Lanes];
        var problems = new ProblemRange<T>(_tables, Info, null, null, new(slots, numbers), 0, 1)
        {
            Together = 1,
            Each = _tables,
        };
        GroupDispatch.Run<ProblemsAction<K, T>, T>(_context.Lanes, new(GridAt(0), problems));
    }

    private Span<double> Values => new(_tables->Values, Info.Slots);

    private ReadOnlySpan<double> Host => new(_tables->Host, _tables->HostCount);

    private ReadOnlySpan<nint> Axes => new(_tables->Axes, Info.IsHostAxis.Length);

    private Grid<T> GridAt(nint block) => new(_tables, Info, block);

    private void RunSteps(ProgramStep[] steps)
    {
        foreach (ProgramStep step in steps)
        {
            switch (step)
            {
                case StageStep stage: Evaluate(stage); break;
                case LineStep line: RunLine(line); break;
                case RowsStep rows: RunRows(rows); break;
                case ProductStep product: Multiply(product); break;
                case KeyStep keys: SumByKey(keys); break;
                case FetchStep fetch: Fetch(fetch); break;
                case InsideStep inside: GridAt(0).PositionAt(inside.Axis, GridAt(0).Integer(inside.Slot)); break;
                case SparseStep product: Multiply(product); break;
                case StartsStep starts: SetStarts(starts); break;
                case RowDotStep dot: GridAt(0).RowDot(dot.Matrix, GridAt(0).Integer(dot.Row), dot.Line, dot.Target); break;
                case AddRowStep add: GridAt(0).AddRow(add.Matrix, GridAt(0).Integer(add.Row), add.Factor, add.Line); break;
                case InlineStep loop: RunInline(loop); break;
                case LoopStep loop: RunLoop(loop); break;
            }
        }
    }

    private void Evaluate(StageStep stage)
    {
        K.Scalars(stage.Number, Host, Axes, Values);
        Constants.Round(Values[..Info.Constants], _tables->Constants);
    }

    private void Multiply(ProductStep product)
    {
        MatrixView<T> left = View(product.Left);
        MatrixView<T> right = View(product.Right);
        MatrixProduct<T>.Mine.Run(
            _context,
            _threads,
            product.IsLeftTurned ? left.Transposed : left,
            product.IsRightTurned ? right.Transposed : right,
            View(product.Result));
    }

    private MatrixView<T> View(int array) => new(
        _tables->Arrays[array], _tables->Rows[array], _tables->Columns[array], _tables->Strides[array], 1);

    private void Fetch(FetchStep fetch)
    {
        Grid<T> grid = GridAt(0);
        if (fetch.Column < 0)
        {
            grid.Fetch(fetch.Array, grid.Integer(fetch.Row), fetch.Target);
        }
        else
        {
            grid.Fetch(fetch.Array, grid.Integer(fetch.Row), grid.Integer(fetch.Column), fetch.Target);
        }
    }

    /// <summary>Runs a loop on this thread, or, where its lines are long, its passes on all threads: the bits are the
    /// same.</summary>
    private void RunInline(InlineStep loop)
    {
        foreach (int axis in loop.Axes)
        {
            if (_threads > 1 && Axes[axis] > _context.ParallelThreshold)
            {
                RunLoop(loop.AsSteps);
                return;
            }
        }

        GroupDispatch.Run<LoopAction<K, T>, T>(_context.Lanes, new(loop.Number, GridAt(0)));
    }

    private void RunLoop(LoopStep loop)
    {
        long limit = GridAt(0).Integer(loop.Limit);
        bool isDone = false;
        SetInteger(loop.Counter, 0);
        for (long round = 0; round < limit && !isDone; round++)
        {
            SetInteger(loop.Counter, round);
            RunSteps(loop.Steps);
            if (loop.Until >= 0)
            {
                SetInteger(loop.Counter, round + 1);
                isDone = Values[loop.Until] != 0;
            }
        }
    }

    private void SetInteger(int slot, long value) => Values[slot] = BitConverter.Int64BitsToDouble(value);
}
