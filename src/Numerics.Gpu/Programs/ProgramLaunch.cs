using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>Queues the kernels of a call of a program.</summary>
internal sealed class ProgramLaunch<T>(
    AcceleratorStream stream, ProgramPlan plan, ProgramVariant variant, ProgramKernels<T> kernels, int problems, nint[] axes, nint[] entries)
    where T : unmanaged
{
    /// <summary>Up to this many elements one group runs the whole program: launching items would take longer.</summary>
    private const int WholeWork = 1 << 15;

    /// <summary>Whole numbers up to this are exact in <see cref="float"/>.</summary>
    private const nint MostCounted = 1 << 24;

    private readonly ProgramLayout _layout = new(plan, axes, entries);

    private int GroupSize => DeviceLimits.GroupSize(stream.Accelerator);

    /// <summary>Whether each problem is run by one group, in one launch.</summary>
    private bool IsWhole => problems > 1 || _layout.Work <= WholeWork;

    public void Run(
        ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers, ReadOnlySpan<double> inputs)
    {
        CheckCounts();
        ProgramScratch scratch = ProgramScratch.Of(stream);
        lock (scratch)
        {
            ProgramArguments<T> a = Prepare(scratch, arrays, inputs);
            CopyNumbers(numbers, a, isOutput: false);
            if (IsWhole)
            {
                kernels.LaunchWhole(stream, problems, a);
            }
            else
            {
                LaunchItems(a);
            }

            CopyNumbers(numbers, a, isOutput: true);
        }
    }

    private void LaunchItems(in ProgramArguments<T> a)
    {
        for (int i = 0; i < plan.Items.Count; i++)
        {
            int groups = GroupsOf(plan.Items[i]);
            if (groups > 0)
            {
                kernels.LaunchItem(stream, i, groups, a);
            }

            kernels.LaunchFinish(stream, i, GroupsFor(_layout.WidthOfParts(plan.Items[i])), a);
        }
    }

    /// <summary>The groups that share an item; 0 where there is nothing to do.</summary>
    private int GroupsOf(ProgramItem item) => item switch
    {
        ProgramLine line => (int)_layout.Blocks(line.Number).Count,
        ProgramRows rows => (int)_layout.Blocks(rows.Number).Count,
        ProgramProduct product => GroupsFor(_layout.LengthOf(product.C)),
        ProgramSumByKey keys => GroupsFor(
            _layout.BlocksOf(_layout.StepOf(keys)) * (plan.Array(keys.Sums).IsMatrix ? axes[plan.Array(keys.Sums).Axis] : 1)),
        ProgramSparseProduct { IsTransposed: true } product => GroupsFor(_layout.BlocksOf(product.Matrix)),
        ProgramSparseProduct product => GroupsFor(_layout.LengthOf(product.Result)),
        _ => 1,
    };

    /// <summary>A thread for each of some elements, as far as it helps.</summary>
    private int GroupsFor(nint elements) => (int)Math.Clamp((elements + GroupSize - 1) / GroupSize, 1, 1 << 16);

    /// <summary>Counts of entries are elements of a line: in float they are exact up to 2²⁴.</summary>
    private void CheckCounts()
    {
        foreach (ProgramStarts starts in typeof(T) == typeof(float) ? plan.AllItems().OfType<ProgramStarts>() : [])
        {
            nint columns = axes[plan.Array(starts.Matrix).Axis];
            if (columns > MostCounted)
            {
                throw new ArgumentException(
                    $"A sparse matrix is made of {columns} columns; in single precision there may be {MostCounted}.");
            }
        }
    }

    private ProgramArguments<T> Prepare(
        ProgramScratch scratch, ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<double> inputs)
    {
        int fixedPart = axes.Length;
        Span<(long, long)> strides = stackalloc (long, long)[arrays.Length];
        for (int i = 0; i < arrays.Length; i++)
        {
            long rows = arrays[i].Rows / problems;
            strides[i] = (arrays[i].Stride, arrays[i].Columns < 0 ? rows : rows * arrays[i].Stride);
        }

        long[] table = new long[_layout.TableLength];
        long parts = _layout.Fill(table, strides);
        long groupScratch = variant.Scratch.Select(s => s.Lines * (long)axes[s.Axis]).DefaultIfEmpty(0).Max();
        int groups = IsWhole ? problems
            : plan.AllItems().OfType<ProgramRows>().Select(GroupsOf).DefaultIfEmpty(1).Max();
        var memory = new ProgramMemory<T>(scratch, plan, problems, table.Length, inputs.Length, parts, groups * groupScratch,
            Enumerable.Range(plan.Arrays.Count, plan.Temporaries.Count)
                .Select(t => _layout.MemoryOf(t) == t ? (long)_layout.LengthOf(t) * problems : 0),
            _layout.SparseArrays.Where(a => a >= plan.Arrays.Count).Sum(a => (long)_layout.RowsOf(a) + 1 + _layout.LengthOf(a)));
        memory.Upload(table, inputs);
        var views = new ArrayView<T>[plan.Arrays.Count + plan.Temporaries.Count];
        for (int i = 0; i < views.Length; i++)
        {
            int memoryOf = _layout.MemoryOf(i);
            views[i] = memoryOf < arrays.Length ? arrays[memoryOf].View : memory.Temporaries[memoryOf - arrays.Length];
        }

        (ArrayView<int>[] starts, ArrayView<int>[] places) = Sparse(arrays, memory);
        return new ProgramArguments<T>
        {
            Starts = Pack.Of<Pack4<ArrayView<int>>, ArrayView<int>>(starts),
            Places = Pack.Of<Pack4<ArrayView<int>>, ArrayView<int>>(places),
            Arrays = Pack.Of<Pack32<ArrayView<T>>, ArrayView<T>>(views),
            Constants = memory.Constants,
            Scratch = memory.Scratch,
            Values = memory.Values,
            Inputs = memory.Inputs,
            Parts = memory.Parts,
            Table = memory.Table,
            FirstArray = fixedPart,
            FirstReduction = fixedPart + (4 * views.Length),
            FirstPass = fixedPart + (4 * views.Length) + (3 * _layout.Reductions),
            Slots = plan.Slots,
            ConstantCount = plan.Constants,
            ProblemParts = parts,
            GroupScratch = groupScratch,
        };
    }

    /// <summary>Where entries stand: of the call's sparse matrices, then of those that the program makes.</summary>
    private (ArrayView<int>[] Starts, ArrayView<int>[] Places) Sparse(
        ReadOnlySpan<DeviceOperand<T>> arrays, in ProgramMemory<T> memory)
    {
        List<ArrayView<int>> starts = [];
        List<ArrayView<int>> places = [];
        long at = 0;
        foreach (int array in _layout.SparseArrays)
        {
            if (array < arrays.Length)
            {
                starts.Add(arrays[array].Sparse!.Starts);
                places.Add(arrays[array].Sparse!.Places);
                continue;
            }

            long rows = _layout.RowsOf(array) + 1;
            starts.Add(memory.Indices.SubView(at, rows));
            places.Add(memory.Indices.SubView(at + rows, Math.Max(_layout.LengthOf(array), 1)));
            at += rows + _layout.LengthOf(array);
        }

        // Any view will do where there is none.
        return starts.Count > 0 ? ([.. starts], [.. places]) : ([memory.Indices], [memory.Indices]);
    }

    private void CopyNumbers(ReadOnlySpan<ArrayView<double>> numbers, in ProgramArguments<T> a, bool isOutput)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int slot = isOutput ? variant.Numbers[i].Output : variant.Numbers[i].Input;
            if (slot >= 0)
            {
                NumberCopy.Launch(stream, numbers[i], a.Values, plan.Slots, slot, isOutput);
            }
        }
    }
}
