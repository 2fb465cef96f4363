using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Problems of a batch, one after the other on one thread.</summary>
internal sealed unsafe partial class ProgramRunner<K, T>
{
    private const int MostOnStack = 256;

    /// <summary>Runs all problems of an elementwise program as one: the first stage sees the length of a problem, the passes that
    /// of all.</summary>
    public void RunAsOne(KernelContext context, in CallShapes shapes, T** addresses, ReadOnlySpan<double> host)
    {
        (_context, _threads) = (context, context.Threads);
        var arrays = new CallArrays<T>(in shapes, addresses);
        Span<double> values = Info.Slots <= MostOnStack ? stackalloc double[MostOnStack] : new double[Info.Slots];
        values.Clear();
        Open(arrays, host, values);
        if (Info.FirstStage is not null)
        {
            Evaluate(Info.FirstStage);
        }

        Pack(arrays);
        Scratch.Owner = null;
        _tables->Axes[0] *= shapes.Problems;
        RunSteps(Info.StepsOfEach);
    }

    /// <summary>Runs problems [first, end) of a batch.</summary>
    public void RunProblems(
        KernelContext context, in CallShapes shapes, T** addresses, ReadOnlySpan<double> host, in PinnedNumbers numbers,
        int first, int end)
    {
        (_context, _threads) = (context, 1);
        Span<double> start = Info.Slots <= MostOnStack ? stackalloc double[MostOnStack] : new double[Info.Slots];
        start = start[..Info.Slots];
        start.Clear();
        Open(new CallArrays<T>(in shapes, addresses), host, start);
        if (Info.FirstStage is not null)
        {
            Evaluate(Info.FirstStage);
        }

        if (IsWithinStack && TryRunProblems(shapes, addresses, numbers, first, end))
        {
            return;
        }

        Values.CopyTo(start);
        for (int problem = first; problem < end; problem++)
        {
            start.CopyTo(Values);
            numbers.Read(problem, Values);
            Constants.Round(Values[..Info.Constants], _tables->Constants);
            var arrays = new CallArrays<T>(in shapes, addresses, problem);
            Pack(arrays);
            RunSteps(Info.StepsOfEach);
            Unpack(arrays);
            numbers.Write(problem, Values);
        }
    }

    /// <summary>Whether the program has a method of its own for problems, and their tables are not too large for it.</summary>
    private static bool IsWithinStack => K.RunsProblems && Info.Slots <= Launch.MostSlotsOfBatch;

    /// <summary>Runs problems [first, end) by the program's own method.</summary>
    /// <returns>False where it works on copies of arrays, which it does not make.</returns>
    [SkipLocalsInit]
    private bool TryRunProblems(in CallShapes shapes, T** addresses, in PinnedNumbers numbers, int first, int end)
    {
        var arrays = new CallArrays<T>(in shapes, addresses, first);
        if (arrays.HasPacked(Info))
        {
            return false;
        }

        Pack(arrays);
        nint* strides = stackalloc nint[CallShapes.MaximumArrays];
        T** places = stackalloc T*[CallShapes.MaximumArrays];
        nint elements = 0;
        for (int array = 0; array < Info.CallArrays; array++)
        {
            strides[array] = shapes.Array(array).ProblemStride;
            places[array] = _tables->Arrays[array];
            elements += arrays.Rows(array) * arrays.Columns(array);
        }

        int together = ProblemTable<T>.Together(elements * sizeof(T));
        GridTables<T>* each = stackalloc GridTables<T>[ProblemTable<T>.Lanes];
        T** placesOfEach = stackalloc T*[ProblemTable<T>.Lanes * CallShapes.MaximumArrays];
        for (int k = 0; k < together; k++)
        {
            each[k] = *_tables;
            each[k].Arrays = placesOfEach + (k * CallShapes.MaximumArrays);
        }

        double* slots = stackalloc double[Info.Slots * ProblemTable<T>.Lanes];
        var problems = new ProblemRange<T>(_tables, Info, places, strides, new(slots, numbers.Addresses), first, end)
        {
            Together = together,
            Each = each,
        };
        GroupDispatch.Run<ProblemsAction<K, T>, T>(_context.Lanes, new(GridAt(0), problems));
        return true;
    }
}
